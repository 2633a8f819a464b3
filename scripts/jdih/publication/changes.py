"""What the work tree changes against the branch it is to be merged into, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdih.model.document import CONTENT, DRAFTS
from jdih.model.finding import Finding
from jdih.model.tree import Tree
from jdih.reading.corpus import printable
from jdih.reading.places import beside, owner
from jdih.repository.git import Repository
from jdih.repository.remote import MAIN
from jdih.website.galley import Changes


def changes_of(
    repository: Repository, tree: Tree, findings: Iterable[Finding], base: str = ""
) -> Changes:
    """Return what the work tree `tree`, in which `findings` were found, changes against `base`.

    Without a base it is `MAIN`; where that is unknown every draft counts as changed.
    Raises JdihError when `base` names no version, or one without a common origin.
    """
    base = base or (MAIN if repository.resolve(MAIN) else "")
    changed = repository.changed(base) if base else [p for p in tree.entries if _in_drafts(p)]
    homes = sorted({home for path in changed if (home := _home(path))})
    there = {_home(path) for path in tree.entries}
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(_home(finding.location.path), []).append(finding)
    return Changes(
        paths=tuple(printable(home) for home in homes if home in there),
        gone=tuple(printable(home) for home in homes if home not in there),
        findings={home: tuple(found) for home, found in told.items()},
        version=repository.head() or "",
        parents=tuple(_parents(repository)),
        base=base,
        dirty=not repository.clean(),
    )


def _home(path: str) -> str:
    """Return the document that a file belongs to, itself when there is none; else nothing."""
    inside = path.startswith((f"{CONTENT}/", f"{DRAFTS}/")) and not beside(path)
    return (owner(path) or path) if inside else ""


def _in_drafts(path: str) -> bool:
    return path.startswith(f"{DRAFTS}/")


def _parents(repository: Repository) -> Iterator[str]:
    """Yield what the commit at hand brings together: GitHub checks a proposal already merged."""
    if repository.head():
        yield from repository.text("show", "--no-patch", "--format=%P", "HEAD").split()
