"""What people state beyond the site, and the entry of the agenda book that each becomes.

The link of a post on a platform (SOP KPU step 6a, SOP MK step 6), that a platform was left out,
what was done to it once the item was corrected or withdrawn, that a notice was sent to the group
(SOP KPU step 6b), a post that nobody approved, where the paper original lies. No programme sees any
of it happen, so each entry rests on a statement (``bukti: pernyataan``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.entry import SHOWN, Detail, Entry, Event, Evidence
from jdih.publication.words import plain_group, plain_words
from jdih.reading.channels import CHANNELS_PATH
from jdih.register.book import NewEntry
from jdih.register.chain import Register
from jdih.website.visible_text import sidik_teks
from jdih.workflow.digest import sha256
from jdih.workflow.post import BadAddress, is_at, plain_address, read_post
from jdih.workflow.postings import Action

_LONGEST_FILING = 200

SAME, OTHER = "sama", "berbeda"
"""Whether the posted text is the approved caption."""

Captions = Callable[[Entry, str], str]
"""Returns what a published version has to be pasted on a platform, empty when it has nothing."""

Channels = Mapping[str, Channel]


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody states, in their own words.

    `item` is the item's id. Of a link: `platform` and `url`, or `reason` why there is none; the
    posted `text` (None when it was not handed in) and the SHA-256 of a screenshot. Of what was done
    to a post: `platform`, `url` and `action`, with the address of a `clarification`. Of an entry
    that was wrong: the label that it `takes_back`, and `remark`. Of a notice: `group`. Of an
    incident: `platform`, `url` and `remark`. Of the paper original: `place`, `classification` and
    `retention`. `time` is when it happened, as typed, empty for now.
    """

    event: Event
    item: str = ""
    platform: str = ""
    url: str = ""
    reason: str = ""
    text: str | None = None
    screenshot: str = ""
    group: str = ""
    remark: str = ""
    time: str = ""
    action: Action | None = None
    clarification: str = ""
    takes_back: str = ""
    place: str = ""
    classification: str = ""
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The entry that a statement becomes, still without office and time.

    `difference` are the lines by which the posted text departs from the approved caption.
    """

    entry: NewEntry
    difference: tuple[str, ...] = ()


def draft_of(
    said: Statement, register: Register, channels: Channels | None, captions: Captions
) -> Draft:
    """Return what a statement becomes.

    `channels` are None where the office has no table of them. Raises JdihError when the item is
    not published, the platform is unknown, the address is none of a post, or a text may not be
    public.
    """
    if said.event is Event.INCIDENT:
        return Draft(_incident(said, _channel(channels, said.platform)))
    published = _published(register, said.item)
    if said.takes_back or said.event in {Event.NOTIFIED, Event.FILED}:
        return Draft(_apart(published, said, register))
    channel = _channel(channels, said.platform)
    if said.action is not None:
        return Draft(_action(published, said, said.action, channel))
    if said.reason:
        reason = {
            Detail.UNPOSTED: plain_words("Alasan", said.reason),
            Detail.PLATFORM: channel.code,
        }
        return Draft(_about(published, said.event, channel.code, reason))
    return _link(published, said, channel, captions)


def _apart(published: Entry, said: Statement, register: Register) -> NewEntry:
    """Return what is stated of no post."""
    if said.takes_back:
        return _taking_back(published, said, register)
    if said.event is Event.FILED:
        return _about(published, said.event, "", _filing(said))
    group = {Detail.GROUP: plain_group(said.group) if said.group else ""}
    return _about(published, said.event, "", group)


def _action(published: Entry, said: Statement, action: Action, channel: Channel) -> NewEntry:
    """Return what was done to a post. Raises JdihError unless only a clarification has its link."""
    clarified = action is Action.CLARIFIED
    if clarified != bool(said.clarification):
        raise JdihError(
            "Alamat klarifikasi diisi bila unggahan itu diklarifikasi, dan hanya bila demikian.",
            "Lengkapi atau kosongkan alamat klarifikasinya.",
        )
    try:
        address = read_post(said.url, channel).address
        clarification = plain_address(said.clarification) if clarified else ""
    except BadAddress as error:
        raise JdihError(error.message, error.remedy) from error
    details = {
        Detail.LINK: address,
        Detail.PLATFORM: channel.code,
        Detail.ACTION: action.value,
        Detail.CLARIFICATION: clarification,
        Detail.SCREENSHOT: said.screenshot,
    }
    return _about(published, said.event, channel.code, details)


def _filing(said: Statement) -> dict[Detail, str]:
    """Return where the paper original lies, under which code, and for how long."""
    return {
        Detail.PLACE: plain_words("Tempat arsip", said.place, _LONGEST_FILING),
        Detail.CLASS: plain_words("Klasifikasi arsip", said.classification, _LONGEST_FILING),
        Detail.RETENTION: plain_words("Retensi arsip", said.retention, _LONGEST_FILING),
    }


def _taking_back(published: Entry, said: Statement, register: Register) -> NewEntry:
    label = said.takes_back.strip()
    entries = register.by_id.get(said.item, ())
    platform = next((entry.platform for entry in entries if entry.label == label), "")
    details = {
        Detail.TAKES_BACK: plain_words("Nomor catatan", label, 20),
        Detail.PLATFORM: platform,
        Detail.REMARK: plain_words("Keterangan", said.remark),
    }
    return _about(published, said.event, platform, details)


def _link(published: Entry, said: Statement, channel: Channel, captions: Captions) -> Draft:
    try:
        post = read_post(said.url, channel)
    except BadAddress as error:
        raise JdihError(error.message, error.remedy) from error
    details = {
        Detail.LINK: post.address,
        Detail.PLATFORM: channel.code,
        Detail.SCREENSHOT: said.screenshot,
    }
    difference: tuple[str, ...] = ()
    if said.text is not None:
        approved = captions(published, channel.code)
        same = sidik_teks(said.text) == sidik_teks(approved)
        details[Detail.TEXT] = sidik_teks(said.text)
        details[Detail.CAPTION] = SAME if same else OTHER
        difference = () if same else _difference(approved, said.text)
    return Draft(_about(published, said.event, channel.code, details), difference)


def _incident(said: Statement, channel: Channel) -> NewEntry:
    address = _incident_address(said.url, channel)
    details = {
        Detail.LINK: address,
        Detail.PLATFORM: channel.code,
        Detail.REMARK: plain_words("Keterangan", said.remark),
        Detail.SCREENSHOT: said.screenshot,
    }
    return NewEntry(
        event=said.event,
        id=f"insiden/{channel.code}-{sha256(address.encode())[:12]}",
        evidence=Evidence.STATEMENT,
        platform=channel.code,
        details=_given(details),
    )


def _incident_address(url: str, channel: Channel) -> str:
    """Return the address of an incident: a post, or whatever else lies on the platform."""
    try:
        try:
            return read_post(url, channel).address
        except BadAddress:
            if is_at(url, channel):
                return plain_address(url)
            raise
    except BadAddress as error:
        raise JdihError(error.message, error.remedy) from error


def _channel(channels: Channels | None, code: str) -> Channel:
    if channels is None:
        raise JdihError(
            f"{CHANNELS_PATH} belum ada atau kosong, jadi platform belum dikenal.",
            "Salin berkas itu dari repositori Alur JDIH, sesuaikan, dan ajukan seperti "
            "pengaturan lain.",
        )
    if code not in channels:
        raise JdihError(
            f"Platform “{code[:40]}” tidak ada dalam {CHANNELS_PATH}.",
            f"Pilih: {', '.join(sorted(channels))}.",
        )
    return channels[code]


def _published(register: Register, item: str) -> Entry:
    entry = register.latest(item, *SHOWN)
    if entry is None:
        raise JdihError(
            f"Konten “{item[:40]}” belum terbit: tidak ada dalam Buku Agenda ini.",
            "Periksa id-nya dengan `jdih status --semua`, dan --target-nya; terbitkan dahulu "
            "dengan `jdih publish`.",
        )
    return entry


def _about(
    published: Entry, event: Event, platform: str, details: Mapping[Detail, str]
) -> NewEntry:
    """Return a fact about a published version."""
    return NewEntry(
        event=event,
        id=published.id,
        evidence=Evidence.STATEMENT,
        digest=published.digest,
        commit=published.commit,
        address=published.address,
        platform=platform,
        details=_given(details),
    )


def _given(details: Mapping[Detail, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name.value, value) for name, value in details.items() if value)


def _difference(approved: str, posted: str) -> tuple[str, ...]:
    names = ("takarir yang disetujui", "teks yang diunggah")
    before, after = approved.strip().splitlines(), posted.strip().splitlines()
    return tuple(unified_diff(before, after, *names, lineterm=""))
