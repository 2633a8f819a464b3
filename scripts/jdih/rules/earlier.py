"""Where findings of an earlier run are kept, and what they hold for.

The findings in one document hold for it, for the settings that judge all of them, and for what its
rules looked up (`jdih.rules.documents`); all findings together for every file that can matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.model.document import CONTENT, FRAME, SITE_CONFIG, Document, Kind
from jdih.model.finding import Finding
from jdih.model.tree import Keep, Tree
from jdih.reading import keeping

TABLE = "semua-temuan"
_SETTINGS = (f"{SITE_CONFIG}/", f"{CONTENT}/{Kind.SOP}/", FRAME)
_THEME = f"{SITE_CONFIG}/theme/"
"""No rule looks into a file of the theme."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where findings in `tree` are kept.

    `settings` is the digest of what all documents are judged by, the SOPs included, `whole` that
    of everything.
    """

    tree: Tree
    keep: Keep
    settings: str
    whole: str

    def key(self, document: Document) -> str:
        """Return the key of the findings in a document."""
        files = (f"{digest} {path}" for path, digest in document.digests)
        return keeping.joined(self.settings, document.path, *files)

    def all(self) -> tuple[Finding, ...] | None:
        """Return what was found in this very tree; None where that is not known."""
        kept = self.keep.get(TABLE, "", self.whole)
        return None if kept is None else keeping.findings(kept)

    def keep_all(self, found: tuple[Finding, ...]) -> None:
        """Keep what was found, unless the tree changed while it was looked for."""
        if self.tree.steady:
            self.keep.put(TABLE, "", self.whole, keeping.plain_findings(found))
            self.keep.save()


def earlier_of(tree: Tree) -> Earlier | None:
    """Return where findings in `tree` are kept; None where they are not.

    To be asked before anything is read: a file that changes afterwards makes the tree unsteady.
    """
    keep = keeping.worth(tree)
    if keep is None:
        return None
    try:
        told = {path: _told(tree, path) for path in tree.entries}
    except JdihError:
        return None  # whoever reads that file says what is wrong with it
    settings = (
        one
        for path, one in told.items()
        if path.startswith(_SETTINGS) and not path.startswith(_THEME)
    )
    return Earlier(tree, keep, keeping.joined(*settings), keeping.joined(*told.values()))


def _told(tree: Tree, path: str) -> str:
    entry = tree.entries[path]
    if path.startswith(_THEME):
        return f"{entry.mode} {path}"
    return f"{entry.mode} {tree.identity(path) if entry.regular else entry.size} {path}"
