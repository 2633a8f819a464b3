"""``jdih plan``: the month ahead, begun from what is known of it (SOP MK step 2)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.monthly import named_month
from jdih.publication.planning import Wish, plan_month
from jdih.publication.state import unit_of
from jdih.reading.agenda import FILE_LIMIT, Agenda, read_agenda
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih plan new 2026-12                 strategi, hari libur, dan ulang tahun peraturan
  jdih plan new 2026-12 --agenda agenda.ics --agenda kegiatan.csv
                                        beserta agenda instansi; boleh diulang, yang sudah
                                        ditulis tidak berubah"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih plan``."""
    parser.add_argument("action", metavar="new", choices=("new",),
                        help="mulai rencana, atau tambahkan yang baru saja")  # fmt: skip
    parser.add_argument("bulan", metavar="BULAN", help="bulan yang direncanakan, misalnya 2026-12")
    parser.add_argument("--agenda", metavar="BERKAS", action="append", default=[], type=Path,
                        help="agenda instansi (CSV atau .ics); dapat diulang")  # fmt: skip
    parser.add_argument("--sop", default="", help="SOP yang meminta rencana, bila lebih dari satu")
    parser.add_argument("--strategi", default="", metavar="JALUR",
                        help="strategi yang dirujuk; bila kosong, yang terbaru")  # fmt: skip
    parser.add_argument("--tanpa-cabang", action="store_true",
                        help="tetap pada cabang ini dan jangan membuat commit")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Begin the plan, or add to it; 1 when rows of the schedule could not be read."""
    month = named_month(args.bulan)
    repository = Repository.open(args.root)
    agendas = [_agenda(repository, args.root, path) for path in args.agenda]
    events = tuple(event for agenda in agendas for event in agenda.events)
    wish = Wish(events, args.sop, args.strategi)
    planned = plan_month(repository, month, wish, branch=not args.tanpa_cabang)
    faults = [fault for agenda in agendas for fault in agenda.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    if events:
        inside = sum(event.day in month for event in events)
        print(f"Agenda: {inside} acara bulan ini, {len(events) - inside} di luar bulan ini")
    if not (planned.added or planned.begun):
        print(f"Tidak ada baris baru untuk {month}; tidak ada yang diubah.")
        return int(bool(faults))
    print(f"Rencana: {planned.path}, {len(planned.added)} baris usulan baru")
    if planned.branch:
        print(f"Cabang: {planned.branch}")
    print("    → Lengkapi, ubah, atau hapus baris usulannya; kode baris jangan diubah.")
    print(f"      Ajukan dengan `jdih submit rencana-{month}`.")
    return int(bool(faults))


def _agenda(repository: Repository, root: Path, path: Path) -> Agenda:
    try:
        with (root / path).open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise JdihError(
            f"Agenda {path} tidak dapat dibuka ({error.strerror}).", "Periksa nama berkasnya."
        ) from error
    return read_agenda(path.name, data, unit_of(repository.work_tree()).zone)
