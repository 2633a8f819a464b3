"""``jdih status``: where each item stands on its SOP, what it waits for, since when."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from jdih.errors import JdihError
from jdih.model.entry import Activity
from jdih.publication.forges import FORGES, open_pulls, witness_of
from jdih.publication.standing import Standing
from jdih.publication.standings import standings
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih status                           semua konten yang belum selesai
  jdih status --semua                   termasuk yang sudah terbit
  jdih status 2026-7f3kq                satu konten
  jdih status --forge github            dengan persetujuan pada usulan di GitHub
  jdih status --format json             keluaran untuk program lain"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih status``."""
    parser.add_argument("id", nargs="?", metavar="ID", help="id satu konten")
    parser.add_argument("--semua", action="store_true", help="sertakan yang sudah selesai")
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the standings of the commit that is checked out and of every open branch."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    pulls = open_pulls(args.forge, repository, os.environ)
    found = standings(repository, book.read(), datetime.now(UTC), witness, pulls)
    if args.id:
        found = tuple(entry for entry in found if args.id == entry.id)
        if not found:
            raise JdihError(f"Konten “{args.id}” tidak ada.", "Lihat semua: `jdih status --semua`.")
    if args.format == "json":
        print(json.dumps([_object(entry) for entry in found], ensure_ascii=False, indent=2))
        return 0
    shown = found if args.id or args.semua else tuple(entry for entry in found if not entry.done)
    print(_as_text(shown, len(found) - len(shown), steps=bool(args.id)))
    return 0


def _as_text(found: Iterable[Standing], hidden: int, *, steps: bool) -> str:
    blocks = [
        "\n".join((_block(entry), *(_steps(entry.rounds) if steps else ()))) for entry in found
    ]
    if hidden:
        blocks.append(f"{hidden} konten sudah selesai; tampilkan dengan --semua.")
    return "\n".join(blocks) or "Belum ada konten."


def _block(entry: Standing) -> str:
    lines = [
        f"{entry.id}  {entry.title}",
        f"    {entry.sop}, {_reached(entry)}cabang {entry.branch}",
    ]
    if entry.note:
        lines.append(f"    {entry.note}")
    lines += [
        f"    perlu ditinjau: {title} sudah tidak berlaku; ralat, tarik, atau isi `ditinjau`"
        for title in entry.review
    ]
    if entry.waiting:
        offices = ", ".join(entry.offices) or "belum ada jabatan"
        lines.append(f"    menunggu {offices}: {entry.waiting}")
        if entry.missing:
            lines.append(f"    belum ada: {'; '.join(entry.missing)}")
        lines.append(f"    {_time(entry)}")
        if entry.tasks.left:
            lines.append("    sudah terbit; catat dengan `jdih record` begitu dikerjakan")
    return "\n".join(lines)


def _steps(rounds: Iterable[Activity]) -> Iterator[str]:
    """Yield every step with its rounds; what no fact shows is said to be unrecorded."""
    for one in rounds:
        which = f"kegiatan {one.step} putaran {one.round}"
        standard = "" if one.standard is None else f" (waktu baku {one.standard} menit)"
        used = "" if one.minutes is None else f", {one.minutes} menit kerja{standard}"
        decided = f", {one.decision}" if one.decision else ""
        yield f"    {which}: {one.office or '–'}, {_span(one)}{used}{decided}"


def _span(one: Activity) -> str:
    begin, end = (text[:16].replace("T", " ") for text in (one.begin, one.end))
    if not end:
        return f"sejak {begin}, berjalan" if begin else "waktunya tidak tercatat"
    return f"{begin or 'mulainya tidak tercatat'} sampai {end}"


def _reached(entry: Standing) -> str:
    if not entry.waiting:
        return "selesai, " if entry.reached else ""
    return f"selesai sampai kegiatan {entry.reached} dari {entry.total}, "


def _time(entry: Standing) -> str:
    if entry.since is None:
        return "belum disimpan di Git"
    used = f"sejak {entry.since:%Y-%m-%d %H:%M %Z}, terpakai {entry.minutes} menit kerja"
    if entry.standard is None:
        return used
    over = ", sudah lewat" if (entry.minutes or 0) > entry.standard else ""
    return f"{used} (waktu baku {entry.standard} menit{over})"


def _object(entry: Standing) -> dict[str, object]:
    return {
        "id": entry.id,
        "judul": entry.title,
        "cabang": entry.branch,
        "path": entry.path,
        "sop": entry.sop,
        "kegiatan": entry.reached,
        "dari": entry.total,
        "selesai": entry.done,
        "menunggu": list(entry.offices),
        "uraian": entry.waiting,
        "kurang": list(entry.missing),
        "sejak": entry.since.isoformat() if entry.since else None,
        "menit": entry.minutes,
        "baku": entry.standard,
        "keterangan": entry.note,
        "persetujuan_susulan": entry.pending
        and {
            "jabatan": [office.code for office in entry.pending.offices],
            "paling_lambat": entry.pending.due.isoformat(),
            "lewat": entry.pending.overdue,
        },
        "belum_diunggah": list(entry.tasks.platforms),
        "unggahan_lama": [post.address for post in entry.tasks.posts],
        "perlu_ditinjau": list(entry.review),
        "belum_diberitahukan": entry.tasks.notice,
        "langkah": [
            {
                "kegiatan": one.step,
                "putaran": one.round,
                "jabatan": one.office or None,
                "mulai": one.begin or None,
                "selesai": one.end or None,
                "menit": one.minutes,
                "baku": one.standard,
                "keputusan": one.decision or None,
            }
            for one in entry.rounds
        ],
    }
