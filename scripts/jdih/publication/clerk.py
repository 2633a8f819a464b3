"""Enters what people state into the agenda book: once, and never against what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.model.entry import Detail, Entry, Event
from jdih.publication.statement import Captions, Channels, Statement, draft_of
from jdih.register.book import Book, NewEntry
from jdih.register.chain import Register
from jdih.workflow.post import BadAddress, read_post
from jdih.workflow.zone import BadMoment, parse_moment


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a statement: its entry, and whether that is `new`.

    `difference` are the lines by which the posted text departs from the approved caption.
    """

    entry: Entry
    new: bool
    difference: tuple[str, ...] = ()


class Clerk:
    """Enters statements into `book`; `channels` and `captions` as `draft_of` takes them."""

    def __init__(self, book: Book, channels: Channels | None, captions: Captions) -> None:
        self._book = book
        self._channels = channels
        self._captions = captions

    def record(self, said: Statement, office: str, now: datetime) -> Recorded:
        """Record what the office with this code states; what an entry says already changes nothing.

        Raises JdihError, having recorded nothing, as `draft_of` does, and when the post stands for
        another item, the platform was said to be left out after a post, or the time is to come.
        """
        draft = draft_of(said, self._book.read(), self._channels, self._captions)
        fact = replace(
            draft.entry,
            time=_moment(said.time, now),
            details=(*draft.entry.details, (Detail.OFFICE.value, office)),
        )
        new = self._book.append_by(lambda register: self._unsaid(register, fact), now)
        entry = new[0] if new else _saying(self._book.read(), fact)
        if entry is None:
            raise AssertionError("what was not recorded is there already")
        return Recorded(entry, bool(new), draft.difference)

    def _unsaid(self, register: Register, fact: NewEntry) -> tuple[NewEntry, ...]:
        """Return what no entry says yet. Raises JdihError when an entry contradicts it."""
        if _saying(register, fact) is not None:
            return ()
        if fact.event is Event.LINKED:
            details = dict(fact.details)
            if link := details.get(Detail.LINK.value):
                self._require_free(register, fact, link)
            else:
                _require_unposted(register, fact)
        return (fact,)

    def _require_free(self, register: Register, fact: NewEntry, address: str) -> None:
        """Raise JdihError when the post, at whatever address, stands for another item."""
        wanted = self._identity(fact.platform, address)
        for entry in register.entries:
            other = entry.post and entry.platform == fact.platform and entry.id != fact.id
            if other and self._identity(entry.platform, entry.post) == wanted:
                raise JdihError(
                    f"Alamat itu sudah tercatat untuk konten {entry.id} (nomor {entry.label}).",
                    "Periksa id konten dan alamatnya; satu unggahan hanya untuk satu konten.",
                )

    def _identity(self, platform: str, address: str) -> str:
        """Return what identifies a post; where the table no longer knows it, its address."""
        channel = (self._channels or {}).get(platform)
        if channel is None:
            return address
        try:
            return read_post(address, replace(channel, accounts=())).identity
        except BadAddress:
            return address


def _require_unposted(register: Register, fact: NewEntry) -> None:
    for entry in register.by_id.get(fact.id, ()):
        if entry.post and entry.platform == fact.platform:
            raise JdihError(
                f"Konten {fact.id} sudah diunggah di {fact.platform}: {entry.post} "
                f"(nomor {entry.label}).",
                "Periksa nama platformnya; yang sudah tercatat tidak dihapus.",
            )


def _saying(register: Register, fact: NewEntry) -> Entry | None:
    """Return the entry that says all of a fact already, whichever office said it."""
    about, wanted = (fact.event, fact.digest, fact.commit), _content(fact.details)
    entries = register.by_id.get(fact.id, ())
    return next(
        (
            entry
            for entry in entries
            if (entry.event, entry.digest, entry.commit) == about
            and wanted <= _content(entry.details)
        ),
        None,
    )


def _content(details: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {pair for pair in details if pair[0] != Detail.OFFICE.value}


def _moment(typed: str, now: datetime) -> str:
    if not typed:
        return ""
    try:
        moment = parse_moment(typed)
    except BadMoment as error:
        raise JdihError(error.message, error.remedy) from error
    if moment > now:
        raise JdihError(f"Waktu {typed} belum terjadi.", "Tulis waktu kejadiannya.")
    return moment.astimezone(now.tzinfo).isoformat(timespec="seconds")
