"""What the page Verifikasi looks things up in, as files small enough for a phone.

Decision 0011 says why they look as they do. All lie below `AT`:

``daftar.json``
    what there is: the blocks, the head of the register, the head of the list, how digests are
    split up.
``catatan/<year>-<first>.jsonl``
    the public part of up to `BLOCK` entries, one line each. A line names the SHA-256 of the line
    before (``sebelum``) and of the entry's own file in the register (``entri``); it depends on
    the register alone, so that it never changes once it is written.
``riwayat/<year>-<first>.json``
    for each item of that block that has several entries, the numbers of them all (``riwayat``),
    the numbers whose texts can be looked up (``berteks``), how each is called now (``judul``), and
    of which versions personal data was removed (``dihapus``): the sidik now, and by whose order.
``sidik/<digits>.json``
    digest → what has it: number and kind, for the digests that begin with those digits.
"""

from __future__ import annotations

import json
import posixpath
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from jdih.model.entry import Detail, Entry, Event
from jdih.model.unit import Unit
from jdih.website.address import MEDIA_SUFFIXES
from jdih.website.agenda import blocks
from jdih.website.recognition import Recognition
from jdih.website.site import Erased, Site
from jdih.website.titles import titles, titles_of
from jdih.workflow.digest import sha256

AT = "verifikasi/"
INDEX = "daftar.json"

ENTRY, ITEM, RAW, FILE = "entri", "sidik", "naskah", "berkas/"
"""What a digest is of, besides the texts that `recognition` names: the file of an entry, an item's
folder, its public raw copy, a file of it (before the file's path)."""

VERSIONS = frozenset(
    {Event.IMPORTED, Event.PUBLISHED, Event.CORRECTED, Event.URGENT, Event.WITHDRAWN}
)
"""The events that record a version of a document."""

_PUBLIC = (
    Detail.LINK,
    Detail.CAPTION,
    Detail.UNPOSTED,
    Detail.REMARK,
    Detail.MEANS,
    Detail.CONSENTED,
    Detail.APPROVES,
)
"""Details that anyone may read."""

_SHARD = 500
"""How many digests a file holds at most, more or less."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry's line: its text without line end, and the SHA-256 of it.

    `head` is the SHA-256 of the entry's file, empty when the site was not told the register's head.
    """

    entry: Entry
    head: str
    text: str
    digest: str


def address_of(label: str) -> str:
    """Return where the verification of an entry stands, below the site's base."""
    return f"{AT}#{label}"


def files(site: Site, known: Iterable[Recognition]) -> Iterator[tuple[str, bytes]]:
    """Yield (path below `AT`, bytes) of everything the page looks things up in.

    `known` are the digests of what the site shows and showed; what the register does not hold yet
    is left out.
    """
    lines = {(line.entry.year, line.entry.number): line for line in lines_of(site)}
    numbers: dict[str, list[str]] = defaultdict(list)
    for line in lines.values():
        numbers[line.entry.id].append(line.entry.label)
    shown = dict(_shown(lines.values(), known, site.erased))
    title = titles(titles_of(site))
    described = []
    for block in reversed(blocks(site.entries)):
        own = [lines[entry.year, entry.number] for entry in reversed(block.entries)]
        name = f"{block.year}-{block.first}"
        yield f"catatan/{name}.jsonl", "".join(f"{line.text}\n" for line in own).encode()
        yield f"riwayat/{name}.json", _history(own, numbers, shown, title, site)
        described.append(
            {
                "nama": name,
                "tahun": block.year,
                "dari": block.first,
                "sampai": block.last,
                "sidik": own[-1].digest,
            }
        )
    found = _digests(lines.values(), shown, site.erased)
    digits = _digits(len(found))
    yield from _shards(found, digits)
    last = list(lines.values())[-1] if lines else None
    yield (
        INDEX,
        _json(
            {
                "tanggal": site.day.isoformat(),
                "situs": site.base,
                "jumlah": len(lines),
                "sidik_terakhir": site.register or None,
                "sidik_daftar": last.digest if last else None,
                "angka_pecahan": digits,
                "blok": described,
            }
        ),
    )


def lines_of(site: Site) -> tuple[Line, ...]:
    """Return the lines of the whole register, oldest first."""
    found = []
    before = ""
    entries = sorted(site.entries, key=lambda entry: (entry.year, entry.number))
    # What the next entry says of this one's file is the hash of that file.
    heads = [after.previous for _, after in pairwise(entries)]
    for entry, head in zip(entries, [*heads, site.register], strict=False):
        told = {**public(entry), ENTRY: head, "sebelum": before}
        text = _dumped({name: value for name, value in told.items() if value})
        before = sha256(text.encode())
        found.append(Line(entry, head, text, before))
    return tuple(found)


def public(entry: Entry) -> dict[str, object]:
    """Return what of an entry anyone may read, empty where it is unknown.

    Rounds, refusals and time tables are internal; so are the offices and groups of statements.
    """
    approval = entry.approval
    return {
        "nomor": entry.number,
        "tahun": entry.year,
        "waktu": entry.time,
        "kejadian": entry.event.value,
        "id": entry.id,
        "alamat": entry.address,
        "platform": entry.platform,
        "sidik": entry.digest,
        "jabatan": approval.title if approval else "",
        "disetujui": approval.time if approval else "",
        "bukti": (approval.evidence if approval else entry.evidence).value,
        "rincian": {name.value: text for name in _PUBLIC if (text := entry.detail(name))},
    }


def _shown(
    lines: Iterable[Line], known: Iterable[Recognition], erased: Mapping[str, Erased]
) -> Iterator[tuple[str, Recognition]]:
    """Yield (number, digests) of what is known and the register holds.

    Of an `erased` version what is left is known.
    """
    versions = {
        (line.entry.id, _now(line.entry, erased)): line.entry.label
        for line in lines
        if line.entry.event in VERSIONS
    }
    for item in known:
        if label := versions.get((item.id, item.sidik)):
            yield label, item


def _now(entry: Entry, erased: Mapping[str, Erased]) -> str:
    """Return the sidik that the version of an entry has now."""
    return erased[entry.label].digest if entry.label in erased else entry.digest


def _history(
    lines: Iterable[Line],
    numbers: Mapping[str, list[str]],
    shown: Container[str],
    title: Callable[[Entry], str],
    site: Site,
) -> bytes:
    entries = [line.entry for line in lines]
    names = sorted({entry.id for entry in entries})
    told = {name: numbers[name] for name in names if len(numbers[name]) > 1}
    texts = [entry.label for entry in entries if entry.label in shown]
    called = {entry.id: title(entry) for entry in entries}
    labels = (entry.label for entry in entries if entry.label in site.erased)
    gone = {label: _removal(site.erased[label], site.unit) for label in labels}
    return _json(
        {
            "riwayat": told,
            "berteks": texts,
            "judul": dict(sorted(called.items())),
            **({"dihapus": gone} if gone else {}),
        }
    )


def _removal(erased: Erased, unit: Unit) -> dict[str, object]:
    """Return what anyone may know of a removal: since when, by which office's order, what is left.

    It is no part of a line: those stay as they were written.
    """
    named = ((entry, unit.office(entry.detail(Detail.OFFICE))) for entry in erased.by)
    return {
        "sidik": erased.digest,
        "catatan": [
            {"nomor": entry.label, "waktu": entry.time, "jabatan": office.name if office else ""}
            for entry, office in named
        ],
    }


def _digests(
    lines: Iterable[Line], shown: Mapping[str, Recognition], erased: Mapping[str, Erased]
) -> dict[str, list[tuple[str, str]]]:
    """Return, for each digest, (number, kind) of what has it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in lines:
        entry = line.entry
        if line.head:
            found[line.head].append((entry.label, ENTRY))
        if entry.event in VERSIONS:
            left = erased[entry.label].files if entry.label in erased else ()
            for digest in dict.fromkeys((entry.digest, _now(entry, erased))):
                found[digest].append((entry.label, ITEM))
            for path, digest in dict.fromkeys((*entry.files, *left)):
                if posixpath.splitext(path)[1].lower() in MEDIA_SUFFIXES:
                    found[digest].append((entry.label, FILE + path))
        if item := shown.get(entry.label):
            if item.raw:
                found[item.raw].append((entry.label, RAW))
            for kind, digest in item.texts.items():
                found[digest].append((entry.label, kind))
    return found


def _digits(count: int) -> int:
    """Return by how many hexadecimal digits so many digests are split up."""
    digits = 0
    while count > _SHARD * 16**digits:
        digits += 1
    return digits


def _shards(found: Mapping[str, list[tuple[str, str]]], digits: int) -> Iterator[tuple[str, bytes]]:
    shards: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(dict)
    for digest in sorted(found):
        shards[digest[:digits]][digest] = found[digest]
    for number in range(16**digits):
        name = f"{number:0{digits}x}" if digits else ""
        yield f"sidik/{name or 'semua'}.json", _json(shards.get(name, {}))


def _json(value: object) -> bytes:
    return _dumped(value).encode() + b"\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
