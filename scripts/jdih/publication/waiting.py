"""What waits beyond its standard, by the office that it waits for, and a message for each.

Nothing here changes from one day to the next while the same things wait: since when is said, not
for how long, so that the issue that holds it is written again only when there is something new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jdih.publication.markup import code
from jdih.publication.notice import whatsapp
from jdih.publication.standing import Standing
from jdih.website import wording

LABEL = "pengingat"
MARK = "<!-- alur-jdih: pengingat -->"
TITLE = "Yang menunggu melebihi waktu bakunya"
DONE = "Tidak ada lagi yang menunggu melebihi waktu bakunya."
_MOST = 10
"""Lines of one message; a longer address is not opened everywhere."""

Publishers = Callable[[str], tuple[str, ...]]
"""Returns the names of the offices that publish under an SOP, by its id."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `what` is to be done by any of `offices` (names).

    `when` says since when, and how long it may take. `pull` is the number of the pull request, 0
    for none.
    """

    offices: tuple[str, ...]
    item: str
    title: str
    what: str
    when: str
    pull: int = 0


def overdue(found: Iterable[Standing], publishers: Publishers) -> Iterator[Waiting]:
    """Yield what waits beyond its standard, or beyond the day on which an approval fell due.

    A step whose time the SOP leaves blank is never late; what is left to do for a published item
    is told even so, since readers see that item already, and a plan once its month has begun.
    """
    for entry in found:
        if entry.pending is not None:
            yield from _provisional(entry, publishers)
        elif entry.waiting and (
            _late(entry) or entry.passed or (entry.tasks.left and entry.standard is None)
        ):
            yield _of(entry, entry.offices, _what(entry), _since(entry))


def _provisional(entry: Standing, publishers: Publishers) -> Iterator[Waiting]:
    """Yield what waits of an item that is shown before its approval."""
    pending = entry.pending
    if pending is not None and pending.overdue:
        names = tuple(office.name for office in pending.offices)
        due = f"paling lambat {wording.day(pending.due.isoformat())}"
        yield _of(entry, names, "persetujuan susulan", due)
    if entry.tasks.left:
        # What a step lacks is named before what the public version lacks.
        told = "; ".join(entry.missing[-entry.tasks.count :])
        yield _of(entry, publishers(entry.sop), told, "sesudah tayang")


def _of(entry: Standing, offices: tuple[str, ...], what: str, when: str) -> Waiting:
    return Waiting(offices, entry.id, entry.title, what, when, entry.pull)


def _late(entry: Standing) -> bool:
    return entry.standard is not None and (entry.minutes or 0) > entry.standard


def _what(entry: Standing) -> str:
    """Return what is to be done: of a published item each thing that is left, else the step."""
    words = "; ".join(entry.missing) if entry.tasks.left else entry.waiting
    return f"{words} ({entry.note})" if entry.note else words


def _since(entry: Standing) -> str:
    if entry.since is None:
        return "belum disimpan di Git"
    allowed = f", waktu baku {entry.standard} menit kerja" if entry.standard is not None else ""
    due = f", seharusnya sebelum {wording.day(entry.passed.isoformat())}" if entry.passed else ""
    return f"sejak {wording.moment(entry.since.isoformat())}{allowed}{due}"


def by_office(waiting: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    """Sort by office, in the order of its name; what several may do is told to each."""
    found: dict[str, list[Waiting]] = {}
    for one in waiting:
        for office in one.offices or ("Belum ada jabatan",):
            found.setdefault(office, []).append(one)
    return dict(sorted(found.items()))


def message(office: str, listed: list[Waiting], page: str) -> str:
    """Return a message to whoever holds `office`; `page` is the repository on the forge."""
    lines = [f"{at}. {_line(one, page)}" for at, one in enumerate(listed[:_MOST], start=1)]
    if len(listed) > _MOST:
        lines.append(f"… dan {len(listed) - _MOST} lainnya.")
    return "\n".join(
        (
            f"Yth. {office}, mohon kesediaan Bapak/Ibu menindaklanjuti yang masih menunggu:",
            *lines,
            "Bila sudah dikerjakan, mohon abaikan pesan ini. Terima kasih.",
        )
    )


def _line(one: Waiting, page: str) -> str:
    at = f" {page}/pull/{one.pull}" if one.pull and page else ""
    return f"“{one.title}” ({one.item}): {one.what}, {one.when}.{at}"


def plain(waiting: Iterable[Waiting]) -> str:
    """Return what waits as a terminal shows it, each office with the address of its message."""
    blocks = []
    for office, listed in by_office(waiting).items():
        lines = [office, *(f"    {_line(one, '')}" for one in listed)]
        blocks.append("\n".join((*lines, f"    {whatsapp(message(office, listed, ''))}")))
    return "\n\n".join(blocks) or DONE


def issue(waiting: Iterable[Waiting], page: str) -> str:
    """Return the text of the one issue on what waits, empty when nothing does."""
    blocks = []
    for office, listed in by_office(waiting).items():
        rows = (f"- {_marked(one)}" for one in listed)
        sent = f"[Kirim pesan lewat WhatsApp]({whatsapp(message(office, listed, page))})"
        blocks += [f"### {code(office)}", "", *rows, "", sent, ""]
    if not blocks:
        return ""
    last = (
        "Isu ini diperbarui sendiri setiap hari kerja bila isinya berubah, dan ditutup begitu "
        "tidak ada lagi yang menunggu. Bila ditutup orang, ia dibuka lagi hanya bila ada yang baru."
    )
    return "\n".join((*blocks, last))


def _marked(one: Waiting) -> str:
    pull = f" Usulan #{one.pull}." if one.pull else ""
    return f"{code(one.title)} ({code(one.item)}): {code(one.what)}, {one.when}.{pull}"
