"""``jdih times``: how long each step took against its standard, and why some took longer."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
from collections.abc import Iterator

from jdih.model.period import Period
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.put import put
from jdih.publication.state import read_settings
from jdih.publication.targets import TARGETS, shelf_of
from jdih.publication.times import Times, times_of, with_room
from jdih.register.book import Book
from jdih.register.erasure import seen
from jdih.repository.git import Repository
from jdih.workflow.standards import StepTimes, Taken

EXAMPLES = """\
  jdih times 2026-11                    waktu baku dan yang terpakai, konten yang tercatat bulan itu
  jdih times 2026-triwulan-4            tiga bulan; 2026-semester-2 enam bulan
  jdih times 2026-11 --alasan           menyiapkan baris alasan di drafts/waktu/2026-11.yml
  jdih times 2026-11 --format csv       untuk lembar kerja"""

_UNKNOWN = "–"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih times``."""
    add = parser.add_argument
    add("masa", metavar="MASA", type=_period, help="bulan (2026-11), triwulan, atau semester")
    add("--alasan", action="store_true",
        help="menambah baris untuk setiap pelampauan yang belum punya alasan")  # fmt: skip
    add("--format", choices=("text", "json", "csv"), default="text", help="bentuk keluaran")
    add("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan pengaturan")


def run(args: argparse.Namespace) -> int:
    """Print the table of a period; with ``--alasan`` make room for a reason per breach too."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    register = seen(book.read(), witness.erasures)
    tree = read_settings(repository, "HEAD", witness)
    found = times_of(repository, register, tree, args.masa, witness)
    print(_FORMS[args.format](found), end="")
    if args.alasan:
        for path, data in with_room(repository.root, found):
            put(path, data)
            print(f"    → Isi `alasan` di {path.relative_to(repository.root)}, lalu simpan.")
    return 0


def _period(text: str) -> Period:
    period = Period.parse(text)
    if period is None:
        raise argparse.ArgumentTypeError(
            f"“{text}” bukan masa; tulis misalnya 2026-11, 2026-triwulan-4, atau 2026-semester-2"
        )
    return period


def _text(found: Times) -> str:
    if not found.rows:
        return f"Belum ada konten yang tercatat pada {found.period} dengan kegiatan SOP.\n"
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Times) -> Iterator[str]:
    yield f"Waktu kegiatan {found.period}, dalam menit kerja; setiap putaran diukur sendiri"
    sop = ""
    for row in found.rows:
        if row.sop != sop:
            sop = row.sop
            yield ""
            yield f"{sop:<14}{'konten':>7}{'baku':>7}{'median':>8}{'terlama':>9}{'lewat':>7}"
        yield (
            f"  kegiatan {row.step:<3}{row.count:>7}{_shown(row.standard):>7}"
            f"{_shown(row.median):>8}{_shown(row.worst):>9}{len(row.breaches):>7}{_rest(row)}"
        )
        yield f"    {found.words(row.sop, row.step) or _UNKNOWN}"
    if found.breaches:
        yield ""
        yield "Melampaui waktu baku"
    for one in found.breaches:
        yield f"  {_which(one)}: {one.activity.minutes} menit, baku {one.activity.standard}"
        yield f"    {one.item}  {found.titles[one.item]}"
        yield f"    alasan: {found.reasons.get(one.key) or 'belum ditulis'}"
    for key in found.stray:
        number, step, round_ = key
        yield f"Alasan tanpa pelampauan: {number} kegiatan {step} putaran {round_}"


def _which(one: Taken) -> str:
    return f"{one.entry} kegiatan {one.activity.step} putaran {one.activity.round}"


def _rest(row: StepTimes) -> str:
    parts = (
        f"{row.running} berjalan" if row.running else "",
        f"{row.unknown} tidak tercatat" if row.unknown else "",
    )
    said = ", ".join(part for part in parts if part)
    return f"  ({said})" if said else ""


def _shown(number: int | None) -> str:
    return _UNKNOWN if number is None else str(number)


def _json(found: Times) -> str:
    told = {
        "masa": str(found.period),
        "kegiatan": [
            {
                "sop": row.sop,
                "kegiatan": row.step,
                "uraian": found.words(row.sop, row.step),
                "konten": row.count,
                "baku": row.standard,
                "median": row.median,
                "terlama": row.worst,
                "lewat": len(row.breaches),
                "berjalan": row.running,
                "tidak_tercatat": row.unknown,
            }
            for row in found.rows
        ],
        "pelampauan": [
            {
                "nomor": one.entry,
                "konten": one.item,
                "judul": found.titles[one.item],
                "kegiatan": one.activity.step,
                "putaran": one.activity.round,
                "menit": one.activity.minutes,
                "baku": one.activity.standard,
                "alasan": found.reasons.get(one.key, ""),
            }
            for one in found.breaches
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _csv(found: Times) -> str:
    """Return the table for a sheet; words of people are left out, so that no cell can compute."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("sop", "kegiatan", "konten", "baku", "median", "terlama", "lewat", "berjalan",
                   "tidak_tercatat"))  # fmt: skip
    for row in found.rows:
        numbers = (row.standard, row.median, row.worst)
        known = ("" if number is None else number for number in numbers)
        rows.writerow((row.sop, row.step, row.count, *known, len(row.breaches), row.running,
                       row.unknown))  # fmt: skip
    return out.getvalue()


_FORMS = {"text": _text, "json": _json, "csv": _csv}
