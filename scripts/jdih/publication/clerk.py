"""Enters what people state into the agenda book: once, and never against what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.model.entry import Detail, Entry, Event
from jdih.publication.statement import Captions, Channels, Statement, draft_of
from jdih.register.book import Book, NewEntry
from jdih.register.chain import Register
from jdih.workflow.post import BadAddress, read_post
from jdih.workflow.postings import Postings, postings
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
        another item or before a correction, one of which something was done does not, the platform
        was said to be left out after a post, what is taken back never held, or the time is to come.
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
        entries = register.by_id.get(fact.id, ())
        known = postings(entries)
        said = _saying(register, fact)
        if said is not None and said.label in known.void:
            raise JdihError(
                f"Catatan itu (nomor {said.label}) sudah dibatalkan oleh nomor "
                f"{known.void[said.label].label}.",
                "Bila pembatalannya yang keliru, batalkan nomor itu dengan --batal.",
            )
        if said is not None:
            return ()
        details = {Detail(name): value for name, value in fact.details}
        link = details.get(Detail.LINK, "")
        if fact.event is Event.LINKED and Detail.TAKES_BACK in details:
            _require_taken(entries, known, details[Detail.TAKES_BACK])
        elif fact.event is Event.LINKED and Detail.ACTION in details:
            _require_standing(known, fact.platform, link)
        elif fact.event is Event.LINKED and link:
            self._require_free(register, fact, link)
            _require_fresh(known, fact.platform, link)
        elif fact.event is Event.LINKED:
            _require_unposted(known, fact)
        return (fact,)

    def _require_free(self, register: Register, fact: NewEntry, address: str) -> None:
        """Raise JdihError when the post, at whatever address, stands for another item."""
        wanted = self._identity(fact.platform, address)
        others = (own for identity, own in register.by_id.items() if identity != fact.id)
        for post in (post for own in others for post in postings(own).posts):
            same = post.platform == fact.platform
            if same and self._identity(post.platform, post.address) == wanted:
                raise JdihError(
                    f"Alamat itu sudah tercatat untuk konten {post.entry.id} (nomor "
                    f"{post.entry.label}).",
                    "Periksa id konten dan alamatnya; satu unggahan hanya untuk satu konten. Yang "
                    "salah dicatat dapat dibatalkan dengan --batal.",
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


def _require_unposted(known: Postings, fact: NewEntry) -> None:
    for post in known.posts:
        if post.platform == fact.platform:
            raise JdihError(
                f"Konten {fact.id} sudah diunggah di {fact.platform}: {post.address} "
                f"(nomor {post.entry.label}).",
                "Periksa nama platformnya. Yang sudah dihapus dinyatakan dengan --tindakan "
                "dihapus, yang salah dicatat dibatalkan dengan --batal.",
            )


def _require_fresh(known: Postings, platform: str, address: str) -> None:
    """Raise JdihError when a post is older than the item's correction, or was deleted."""
    post = known.at(platform, address)
    if post is not None and post.stale:
        raise JdihError(
            f"Unggahan itu tercatat (nomor {post.entry.label}) sebelum kontennya diralat atau "
            "ditarik.",
            "Nyatakan tindakan padanya (--tindakan): disunting, dihapus, atau diklarifikasi.",
        )
    gone = known.deleted.get((platform, address))
    if post is None and gone is not None:
        raise JdihError(
            f"Unggahan itu tercatat sudah dihapus (nomor {gone.label}).",
            "Periksa alamatnya; bila catatan penghapusannya keliru, batalkan dengan --batal.",
        )


def _require_standing(known: Postings, platform: str, address: str) -> None:
    if known.at(platform, address) is None:
        there = ", ".join(post.address for post in known.posts if post.platform == platform)
        raise JdihError(
            f"Unggahan itu tidak tercatat untuk konten ini di {platform}.",
            f"Periksa alamatnya. Yang tercatat: {there or 'belum ada'}.",
        )


def _require_taken(entries: Sequence[Entry], known: Postings, label: str) -> None:
    """Raise JdihError unless the entry called `label` tells of a post and still holds."""
    entry = next((entry for entry in entries if entry.label == label), None)
    if entry is None or entry.event is not Event.LINKED:
        raise JdihError(
            f"Nomor {label} bukan catatan unggahan konten ini.",
            "Periksa id dan nomornya pada halaman Buku Agenda.",
        )
    if label in known.void:
        raise JdihError(
            f"Nomor {label} sudah dibatalkan oleh nomor {known.void[label].label}.",
            "Tidak perlu dibatalkan lagi.",
        )


def _saying(register: Register, fact: NewEntry) -> Entry | None:
    """Return the entry that says all of a fact already, whichever office said it.

    What was done to a post says more than its link, but not that it was posted.
    """
    about, wanted = (fact.event, fact.digest, fact.commit), _content(fact.details)
    action = dict(fact.details).get(Detail.ACTION.value, "")
    entries = register.by_id.get(fact.id, ())
    return next(
        (
            entry
            for entry in entries
            if (entry.event, entry.digest, entry.commit) == about
            and entry.detail(Detail.ACTION) == action
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
