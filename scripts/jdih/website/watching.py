"""What a page is made from, noted while it is made.

The maker of a document's page sees nothing but its desk. A watched desk hands out the same and
notes what was asked for; as long as every answer stays the same, so does the page. What all pages
rest on alike – settings, templates, program – is not noted but weighed as a whole
(`jdih.website.kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta, tzinfo
from enum import Enum
from pathlib import Path
from typing import Any, cast

from jdih.model.document import Document
from jdih.model.entry import Entry
from jdih.website.catalogue import Catalogue
from jdih.website.desk import Desk
from jdih.website.site import Site
from jdih.workflow.digest import sha256

Key = str | tuple[int, ...]
Note = tuple[str, Key]
"""What was asked for: the name of a field, and the key in it, or `WHOLE` for all of it."""
WHOLE: Key = ()

SETTINGS = frozenset(
    {"config", "unit", "base", "public_fields", "private_keys", "platforms", "searchable"}
)
"""What a site says alike to all its pages: `weigh` of these is a part of every record."""


_PLAIN = frozenset({type(None), str, int, float, bool, bytes})


def weigh(value: object) -> str:
    """Return the weight of one value; see `Scale`."""
    return Scale().weigh(value)


class Scale:
    """Gives values a digest that two share only when a page cannot tell them apart.

    A document counts by the bytes of its files, and is looked at once however often it comes up.
    """

    def __init__(self) -> None:
        # With each document its number in memory, which is its own while it is held here.
        self._documents: dict[int, tuple[Document, str]] = {}

    def weigh(self, value: object) -> str:
        """Return the digest of a value. Raises TypeError for what has no value of its own."""
        if isinstance(value, Document):
            return self._document(value)
        return sha256(repr(self._plain(value)).encode("utf-8", "surrogatepass"))

    def _document(self, document: Document) -> str:
        found = self._documents.get(id(document))
        if found is None:
            # Its files are all plain: what is not is never read.
            told = repr((document.path, document.digests)).encode("utf-8", "surrogatepass")
            found = self._documents[id(document)] = document, sha256(told)
        return found[1]

    def _plain(self, value: object) -> object:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return "tuple", *map(self._plain, cast("tuple[object, ...]", value))
        if isinstance(value, Document):
            return "document", self._document(value)
        if isinstance(value, Entry):
            # Holds nothing but plain values, so that its own form tells all of it.
            return "entry", repr(value)
        return kind.__name__, *self._parts(value)

    def _parts(self, value: object) -> Iterable[object]:
        if isinstance(value, Enum):
            return (value.value,)
        if isinstance(value, str | int | float | bytes | date | time | timedelta | tzinfo | Path):
            return (str(value),)
        if is_dataclass(value):
            return (self._plain(getattr(value, one.name)) for one in fields(value))
        plain = self._plain
        if isinstance(value, Mapping):
            return sorted(((plain(key), plain(one)) for key, one in value.items()), key=repr)
        if isinstance(value, AbstractSet):
            return sorted(map(plain, value), key=repr)
        if isinstance(value, Iterable):
            return map(plain, value)
        raise TypeError(type(value))


class Answers:
    """Looks up what notes asked for, on the desk of this build. Each answer is weighed once."""

    def __init__(self, desk: Desk, scale: Scale) -> None:
        self._desk = desk
        self._scale = scale
        self._known: dict[Note, str] = {}

    def weigh(self, notes: Iterable[Note]) -> str:
        """Return the digest of all answers. Raises TypeError for a note that nobody makes."""
        return sha256("\n".join(map(self._of, notes)).encode())

    def _of(self, note: Note) -> str:
        found = self._known.get(note)
        if found is None:
            answer = self._answer(*note)
            found = self._known[note] = self._scale.weigh(answer) if answer else repr(answer)
        return found

    def _answer(self, name: str, key: Key) -> object:
        owner, _, table = name.rpartition(".")
        if owner not in _OWNERS or not table.isidentifier() or table.startswith("_"):
            raise TypeError(name)
        held = getattr(_OWNERS[owner](self._desk), table, None)
        if name in _HELD:
            return key in cast("Container[str]", held)
        return held.get(key) if isinstance(held, Mapping) and key != WHOLE else held


_HELD = frozenset({"desk.pages", "desk.files"})
"""What is only asked whether it is there."""
_OWNERS: Mapping[str, Callable[[Desk], object]] = {
    "desk": lambda desk: desk,
    "catalogue": lambda desk: desk.catalogue,
    "site": lambda desk: desk.catalogue.site,
}
_TABLES = tuple(one.name for one in fields(Catalogue) if str(one.type).startswith("Mapping"))


class Watch:
    """Notes what is asked of a desk while one page is made at it."""

    def __init__(self, desk: Desk) -> None:
        self._notes: set[Note] = set()
        self._whole = True
        self.desk = self._watched(desk)

    @property
    def notes(self) -> tuple[Note, ...] | None:
        """What was asked for; None when some of it cannot be weighed: such a page is made anew."""
        return tuple(sorted(self._notes, key=repr)) if self._whole else None

    def note(self, name: str, key: Key = WHOLE) -> None:
        """Note a question."""
        self._notes.add((name, key.value if isinstance(key, Enum) else key))

    def give_up(self) -> None:
        """Note that something was asked for that cannot be weighed."""
        self._whole = False

    def _watched(self, desk: Desk) -> Desk:
        known = desk.catalogue
        tables: dict[str, Any] = {
            name: _Table(f"catalogue.{name}", getattr(known, name), self) for name in _TABLES
        }
        site = cast("Site", _Watched(known.site, self))
        # No page of a document asks for the drafts; one that did would end the build here.
        drafts = cast("tuple[Document, ...]", None)
        return replace(
            desk,
            catalogue=replace(known, site=site, drafts=drafts, **tables),
            pages=_Held("desk.pages", desk.pages, self),
            files=_Held("desk.files", desk.files, self),
            intros=_Table("desk.intros", desk.intros, self),
        )


class _Table(Mapping[Any, Any]):
    """A mapping whose keys are noted as they are asked for."""

    def __init__(self, name: str, source: Mapping[Any, Any], watch: Watch) -> None:
        self._name, self._source, self._watch = name, source, watch

    def __getitem__(self, key: Any) -> Any:
        self._watch.note(self._name, key)
        return self._source[key]

    def __iter__(self) -> Iterator[Any]:
        self._watch.note(self._name)
        return iter(self._source)

    def __len__(self) -> int:
        self._watch.note(self._name)
        return len(self._source)


class _Held(Container[str]):
    """Addresses or paths of which one asks only whether they are there."""

    def __init__(self, name: str, source: Container[str], watch: Watch) -> None:
        self._name, self._source, self._watch = name, source, watch

    def __contains__(self, key: object) -> bool:
        self._watch.note(self._name, str(key))
        return key in self._source


class _Watched:
    """A `Site` whose fields are noted as they are asked for, its settings apart."""

    def __init__(self, site: Site, watch: Watch) -> None:
        self._site, self._watch = site, watch

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._site, name)
        if name in SETTINGS:
            return value
        if isinstance(value, Mapping):
            return _Table(f"site.{name}", value, self._watch)
        if callable(value):
            self._watch.give_up()
        else:
            self._watch.note(f"site.{name}")
        return value
