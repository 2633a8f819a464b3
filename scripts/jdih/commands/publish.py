"""``jdih publish``: check → verify → build → deploy → look → record → build again → announce."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jdih.publication.forges import FORGES, witness_of
from jdih.publication.notice import FOLDER, leave
from jdih.publication.run import Report, Result, publish
from jdih.publication.targets import TARGETS, target_of
from jdih.repository.git import Repository
from jdih.workflow.zone import parse_date

EXAMPLES = """\
  jdih publish                          menerbitkan di komputer ini (build/situs)
  jdih publish --target folder --ke /srv/www/jdih
  jdih publish --forge github           dengan persetujuan pada usulan di GitHub
  jdih publish --format json            ringkasan untuk program lain"""

STEPS = 5
"""How many steps a run reports at most; the fourth comes only when something was recorded."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih publish``."""
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="tempat menerbitkan")
    parser.add_argument("--ke", metavar="FOLDER", type=Path, help="folder untuk --target folder")
    parser.add_argument("--tanggal", metavar="TANGGAL", type=parse_date,
                        help="tanggal yang ditampilkan halaman (hari ini)")  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Publish; 0 when everything approved is live and recorded, 1 when something was held."""
    repository = Repository.open(args.root)
    target = target_of(args.target, repository.root, args.ke)
    with _progress() as report:
        result = publish(
            repository,
            target,
            _now,
            day=args.tanggal,
            report=report,
            witness=witness_of(args.forge, repository, os.environ),
        )
    for notice in result.notices:
        leave(repository.root / FOLDER, notice)
    if args.format == "json":
        print(json.dumps(_summary(result), ensure_ascii=False))
    else:
        print(_as_text(result, repository))
    waiting = [held for held in result.held if not held.due]
    return int(bool(waiting or result.unseen))


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _progress() -> Iterator[Report]:
    """Say each step as it begins, on the error stream; with a bar where a person looks."""
    from rich.console import Console  # noqa: PLC0415 – costs time that --help must not pay
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda step: print(f"{step} …", file=sys.stderr)
        return
    columns = (BarColumn(bar_width=20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=STEPS)

        def report(step: str) -> None:
            console.print(f"{step} …")
            bar.update(task, description=step, advance=1)

        yield report
        bar.update(task, description="Selesai", completed=STEPS)


def _summary(result: Result) -> dict[str, object]:
    return {
        "checked": result.checked,
        "warnings": result.warnings,
        "approved": result.approved,
        "imported": result.imported,
        "held": [{"id": held.id, "path": held.path, "reason": held.reason}
                 for held in result.held],
        "pages": result.pages,
        "recorded": [entry.label for entry in result.recorded],
        "register": {"count": len(result.register.entries), "head": result.register.head_hash},
        "site": str(result.site),
    }  # fmt: skip


def _as_text(result: Result, repository: Repository) -> str:
    lines = [
        f"Dokumen   : {result.checked} diperiksa, {result.warnings} temuan perlu dilihat",
        f"Terbit    : {_published(result)}; {result.pages} halaman",
        f"Tercatat  : {_recorded(result)}",
        f"Situs     : {_shown(result.site, repository.root)}",
    ]
    if result.notices:
        lines.append(f"WhatsApp  : {len(result.notices)} pemberitahuan di {FOLDER}/")
    for held in result.held:
        kept = "versi sebelumnya tetap tayang" if held.shown else "tidak ditayangkan"
        word = "Menunggu " if held.due else "Ditahan  "
        lines.append(f"{word} : {held.id} ({held.path}), {kept}: {held.reason}")
    for identity, reason in sorted(result.unseen.items()):
        lines.append(f"Periksa   : {identity}, halamannya {reason}.")
    branch = repository.branch()
    if branch != "main":
        lines.append(
            f"Catatan   : ini {f'cabang {branch}' if branch else 'bukan cabang'}, bukan main."
        )
    if not repository.clean():
        lines.append("Catatan   : ada perubahan yang belum disimpan di Git; tidak ikut terbit.")
    return "\n".join(lines)


def _published(result: Result) -> str:
    kept = sum(bool(held.shown) for held in result.held)
    earlier = f", {kept} versi sebelumnya" if kept else ""
    return f"{result.approved} disetujui, {result.imported} impor{earlier}"


def _shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _recorded(result: Result) -> str:
    total = f"{len(result.register.entries)} entri dalam Buku Agenda"
    if not result.recorded:
        return f"tidak ada yang baru; {total}"
    first, last = result.recorded[0].label, result.recorded[-1].label
    span = f"nomor {first}" if first == last else f"nomor {first} sampai {last}"
    return f"{len(result.recorded)} entri baru ({span}); {total}"
