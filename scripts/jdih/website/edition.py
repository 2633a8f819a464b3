"""Writes a site: every page, what lies beside it, the media, and what machines read.

What did not change since the last build is taken over from there; the files are the same, byte for
byte, as if all were made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain

from jdih.hands import portions, shared
from jdih.pace import counted, telling
from jdih.reading.jdihn import FEED
from jdih.website import address, calendar_feed, jdihn, pagefind, search
from jdih.website.beside import write_beside, write_media
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.kept import Kept, Store, world_of
from jdih.website.leaf import Leaf, PlainLeaf, Trace, restored
from jdih.website.output import Output
from jdih.website.press import Frame, Press, ShellKey
from jdih.website.shares import Share, Shares
from jdih.website.shell import Shell
from jdih.website.site import Site
from jdih.website.watching import Answers, Note, Scale, Watch
from jdih.workflow.digest import sha256

_SHEAF = 20
"""How many pages one process makes at a time: so few that each stays as far as the others."""


@dataclass(frozen=True, slots=True)
class Shells:
    """What pages are put into: the shell of each key, and that of the 404."""

    by_key: Mapping[ShellKey, Shell]
    not_found: Shell


@dataclass(frozen=True, slots=True)
class Order:
    """What a builder asks for: the site to build, where to write it, what to take over.

    Without a site the work tree is read; without an output MkDocs' own folder is written to. With
    a `share` only the pages in it are made, and left in `store` for who puts the shares together.
    """

    source: Site | None = None
    output: Output | None = None
    store: Store | Shares | None = None
    share: Share | None = None


def write_share(
    press: Press, shells: Shells, output: Output, store: Store | Shares, share: Share
) -> None:
    """Write the pages of one share into `output`, and into `store` what each was made from.

    A page that is made anew in each build is in no share. Raises JdihError as `write` does, and
    OSError when the record cannot be written.
    """
    printer = _Printer(press, shells, Kept(), output)
    ours = share.of([at for at in (*press.pages, *_FEEDS) if _lasting(press, at)])
    leaves = _leaves(printer, ours, Kept(), output)
    plain = {leaf.at: own for leaf, own in leaves if own is not None}
    store.write(world_of(press.site, press.frame.theme), Kept(output.folder, plain))


def write(
    press: Press, shells: Shells, output: Output, store: Store | Shares | None = None
) -> None:
    """Write the site that `press` prints into `output`, and into `store` what the next may take.

    Raises JdihError when the theme is at fault, or a file would take the place of another.
    """
    if store is None:
        _written(press, shells, output, Kept())
        return
    world = world_of(press.site, press.frame.theme)
    kept = _written(press, shells, output, store.read(world))
    # Without a record the next build makes all pages; this one is complete.
    with suppress(OSError):
        store.write(world, kept)


def _written(press: Press, shells: Shells, output: Output, kept: Kept) -> Kept:
    printer = _Printer(press, shells, kept, output)
    index = search.Index()
    leaves: list[Leaf] = []
    plain: dict[str, PlainLeaf] = {}
    for leaf, own in _leaves(printer, (*press.pages, *_FEEDS), kept, output):
        if own is not None:
            plain[leaf.at] = own
        leaves.append(leaf)
        if leaf.found is not None:
            index.add(leaf.found)
    # Pagefind is a program of its own: what is left is written while it works.
    parts = {part: kept.take_part(part, output) for part in index.parts}
    work = sum(part.work for part, files in parts.items() if files is None)
    with (
        ThreadPoolExecutor(max_workers=pagefind.at_once()) as aside,
        telling("Menyusun indeks pencarian", work) as tick,
    ):
        new = {
            part: aside.submit(part.files, tick) for part, files in parts.items() if files is None
        }
        write_media(press, output)
        write_beside(press, leaves, output)
        for path, data in index.numbers():
            output.write(path, data)
        for part in tuple(new):
            parts[part] = _put(new.pop(part).result(), output)
    found = {part.name: (part.digest, files or {}) for part, files in parts.items()}
    return Kept(output.folder, plain, found)


def _leaves(
    printer: _Printer, addresses: Sequence[str], kept: Kept, output: Output
) -> Iterator[tuple[Leaf, PlainLeaf | None]]:
    """Yield what each page left behind, made or taken over, and as it is to be kept."""
    sheaves = shared(printer.sheaf, portions(addresses, _SHEAF))
    made = counted("Membuat halaman", chain.from_iterable(sheaves), len(addresses))
    for one in made:
        if isinstance(one, str):
            own: PlainLeaf | None = kept.leaves[one]
            leaf = restored(one, kept.leaves[one])
        else:
            leaf, own = one, one.plain()
        output.join(leaf.files)
        yield leaf, own


def _lasting(press: Press, at: str) -> bool:
    """Say whether all that stands at `at` is made from is told, so that it can be taken over."""
    return at in _FEEDS or press.given(at) is not None


def _put(files: Mapping[str, bytes], output: Output) -> Mapping[str, str]:
    """Write these files and return their digests."""
    for path, data in files.items():
        output.write(path, data)
    return {path: output.files[path] for path in files}


class _Printer:
    """Prints pages, or takes over what is kept of them. Copies of this process do so too."""

    def __init__(self, press: Press, shells: Shells, kept: Kept, output: Output) -> None:
        self._press = press
        self._shells = shells
        self._kept = kept
        self._into = output
        self._scale = Scale()
        self._weights = {key: self._scale.weigh(shell) for key, shell in shells.by_key.items()}
        self._way = cache(self._scale.weigh)
        self._answers = Answers(press.desk, self._scale)

    def sheaf(self, addresses: Sequence[str]) -> tuple[Leaf | str, ...]:
        """Write some pages with what lies beside them; return of each its leaf.

        Of one that is taken over as it is kept, the address alone.
        """
        return tuple(at if self._taken_over(at) else self._made(at) for at in addresses)

    def _taken_over(self, at: str) -> bool:
        plain = self._kept.leaves.get(at)
        if plain is None or not _lasting(self._press, at):
            return False
        leaf = restored(at, plain)
        trace = leaf.trace
        same = trace is not None and trace.digest == self._weighed(at, trace.notes)
        return same and self._kept.take(leaf.files, self._output())

    def _output(self) -> Output:
        return Output(self._into.folder, self._into.there)

    def _made(self, at: str) -> Leaf:
        return self._feed(at) if at in _FEEDS else self._page(at)

    def _feed(self, name: str) -> Leaf:
        output, watch = self._output(), Watch(self._press.desk)
        for path, data in _FEEDS[name](watch.desk, self._press.frame):
            output.write(path, data)
        return Leaf(name, "", output.files, None, None, None, self._trace(name, watch))

    def _page(self, at: str) -> Leaf:
        press, shells, output = self._press, self._shells, self._output()
        watch = None if press.given(at) is None else Watch(press.desk)
        page = press.page(at, watch.desk if watch else None)
        shell = shells.not_found if at == NOT_FOUND else shells.by_key[press.key(at)]
        output.write(at if at == NOT_FOUND else address.file_of(at), press.filled(page, shell))
        for name, data in page.extras:
            output.write(at + name, data)
        found = press.found(page)
        if found is not None:
            output.write(at + search.TEXT, found[1])
        return Leaf(
            at,
            page.title,
            output.files,
            page.changed if page.listed else None,
            page.recognition,
            found[0] if found else None,
            self._trace(at, watch) if watch else None,
        )

    def _trace(self, at: str, watch: Watch) -> Trace | None:
        notes = watch.notes
        return None if notes is None else Trace(notes, self._weighed(at, notes))

    def _weighed(self, at: str, notes: Sequence[Note]) -> str:
        press = self._press
        if at in _FEEDS:
            return self._answers.weigh(notes)
        given, way = self._scale.weigh(press.given(at)), self._way(press.above(at))
        own = self._weights[press.key(at)], given, way
        return sha256("\n".join((*own, self._answers.weigh(notes))).encode())


def _calendars(desk: Desk, frame: Frame) -> Iterator[tuple[str, bytes]]:
    yield from calendar_feed.files(desk.catalogue, frame.name, desk.url)


def _documents(desk: Desk, _: Frame) -> Iterator[tuple[str, bytes]]:
    documents = jdihn.feed(desk)
    if documents is not None:
        yield FEED, documents


_FEEDS: Mapping[str, Callable[[Desk, Frame], Iterator[tuple[str, bytes]]]] = {
    # No page has such an address.
    "*kalender": _calendars,
    "*jdihn": _documents,
}
"""What stands beside the pages and is made from the desk alone, so that it can be taken over."""
