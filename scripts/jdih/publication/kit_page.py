"""The page of an upload kit: one file with buttons that copy, opened without a network.

It holds its own script and no other can run: whatever a caption says stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.entry import Entry
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.publication.kit import Kit, Source, files_of, is_posted, kit_of, last, record, steps
from jdih.publication.put import put
from jdih.publication.state import unit_of
from jdih.website.shell import script_source
from jdih.website.source import THEME, export_frame
from jdih.website.templates import Templates


@dataclass(frozen=True, slots=True)
class Attached:
    """The ids of the items whose kits were written, and why others that are posted have none."""

    ids: tuple[str, ...]
    missing: Mapping[str, str]


def attach(folder: Path, published: Iterable[tuple[Document, Entry]], source: Source) -> Attached:
    """Write the kit of each published item that is posted into a folder of its own below.

    What is there of an earlier kit is written over. Raises OSError.
    """
    unit = unit_of(source.tree)
    ids: list[str] = []
    missing: dict[str, str] = {}
    for document, entry in published:
        if not is_posted(document):
            continue
        try:
            kit = kit_of(document, entry, source)
            files = files_of(kit, page_of(kit, unit, source.tree))
        except JdihError as error:
            missing[document.id] = error.message
            continue
        for name, data in files.items():
            put(folder / f"kit-{kit.id}" / name, data)
        ids.append(document.id)
    return Attached(tuple(ids), missing)


def page_of(kit: Kit, unit: Unit, tree: Tree) -> str:
    """Return the page, made by the theme in `tree`. Raises JdihError when that is at fault."""
    with TemporaryDirectory(prefix="jdih-") as folder:
        export_frame(tree, Path(folder))
        return Templates(Path(folder) / THEME).render(
            "kit",
            kit=kit,
            unit=unit,
            posts=[(post, tuple(steps(post)), record(kit, post)) for post in kit.posts],
            last=tuple(last(kit)),
            policy=_policy,
        )


def _policy(script: str) -> str:
    """Return the policy that lets this one script run and nothing be asked of anyone."""
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {script_source(script)}; base-uri 'none'; form-action 'none'"
    )
