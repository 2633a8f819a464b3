"""``jdih publish``: check → verify → build → deploy → look → record → build again → announce."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Nobody, Witness
from jdih.publication.bulletin import Bulletin
from jdih.publication.forges import FORGES, GITHUB, github_of, tell_workflow
from jdih.publication.herald import Herald
from jdih.publication.kit_page import attach
from jdih.publication.notice import FOLDER, leave
from jdih.publication.put import put
from jdih.publication.run import Result, publish
from jdih.publication.sheet import FOLDER as SHEETS
from jdih.publication.sheet import Sheets
from jdih.publication.sight import Overtaken
from jdih.publication.targets import PAGES, TARGETS, target_of
from jdih.repository.git import Repository
from jdih.workflow.zone import parse_date

EXAMPLES = """\
  jdih publish                          menerbitkan di komputer ini (build/situs)
  jdih publish --target folder --ke /srv/www/jdih
  jdih publish --forge github           dengan persetujuan pada usulan di GitHub
  jdih publish --forge github --target pages --tunggu 15 --lapor
                                        satu langkah penerbitan ke GitHub Pages (lihat terbit.yml)
  jdih publish --format json            ringkasan untuk program lain"""

MINUTE = 60.0
_LONGEST_WAIT = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih publish``."""
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="tempat menerbitkan")
    parser.add_argument("--ke", metavar="FOLDER", type=Path, help="folder untuk --target folder")
    parser.add_argument("--tunggu", metavar="MENIT", type=_minutes, default=0,
                        help="untuk --target pages: lama menunggu situs tayang")  # fmt: skip
    parser.add_argument("--menanti", metavar="SIDIK", default="",
                        help="sidik situs yang diserahkan; hanya itu yang ditunggu")  # fmt: skip
    parser.add_argument("--sesudah-pemulihan", metavar="NOMOR", default="",
                        help="nomor terakhir Buku Agenda yang dipulihkan dari bundel, bila situs "
                        "yang tayang mengenal lebih banyak")  # fmt: skip
    parser.add_argument("--lapor", action="store_true",
                        help="tulis hasilnya pada usulan dan isu di GitHub")  # fmt: skip
    parser.add_argument("--lampiran", metavar="FOLDER", type=Path,
                        help="folder untuk kit unggahan dari yang baru terbit")  # fmt: skip
    parser.add_argument("--tanggal", metavar="TANGGAL", type=parse_date,
                        help="tanggal yang ditampilkan halaman (hari ini)")  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Publish; 0 when everything approved is live and recorded, 1 when something was held.

    A site that others bring to its address is only built by the first run, which says so to the
    workflow (``pasang``); what is not live yet is no fault then.
    """
    repository = Repository.open(args.root)
    witness = github_of(repository, os.environ) if args.forge == GITHUB else None
    herald = Herald(github_of(repository, os.environ), os.environ) if args.lapor else None
    try:
        result = _publish(args, repository, witness)
    except Overtaken as error:
        print(f"{error.message}\n    → {error.remedy}", file=sys.stderr)
        return 0
    except JdihError as error:
        if herald is not None:
            herald.failed(error)
        raise
    for notice in result.notices:
        leave(repository.root / FOLDER, notice)
    waited = args.target != PAGES or args.tunggu > 0
    if args.format == "json":
        print(_as_json(result))
    else:
        print(_as_text(result, repository, waited=waited))
    news = herald.news(result) if herald is not None else result.bulletins
    kits = _attached(args.lampiran, news, result) if args.lampiran and result.live else ()
    tell_workflow(
        os.environ,
        pasang=str(not result.live).lower(),
        situs=result.imprint,
        lampiran=str(bool(kits)).lower(),
    )
    if herald is not None:
        herald.done(result, news, waited=waited, kits=kits)
        if news:
            _hang(news, Sheets(repository, result.register, witness or Nobody()), repository.root)
    waiting = [held for held in result.held if not held.due]
    return int(bool(waiting or (waited and result.unseen)))


def _hang(news: Iterable[Bulletin], sheets: Sheets, root: Path) -> None:
    """Make the sheets of what was told now, for the workflow to keep (``lembar``).

    What hangs on a public repository anybody can fetch: there it is the public sheet, as it is
    where the workflow does not say.
    """
    public = os.environ.get("ALUR_PRIVAT") != "true"
    for one in news:
        for name, data in sheets.archived(one.entry, public=public):
            put(root / SHEETS / f"{name}.pdf", data)
    tell_workflow(os.environ, lembar="true")


def _publish(args: argparse.Namespace, repository: Repository, witness: Witness | None) -> Result:
    target = target_of(
        args.target,
        repository,
        os.environ,
        folder=args.ke,
        patience=MINUTE * args.tunggu,
        expected=args.menanti,
        restored=args.sesudah_pemulihan,
    )
    return publish(repository, target, _now, day=args.tanggal, report=_report, witness=witness)


def _attached(folder: Path, news: Iterable[Bulletin], result: Result) -> tuple[str, ...]:
    """Leave the upload kits of what is news; return the ids of their items."""
    published = [(one.document, one.entry) for one in news]
    try:
        attached = attach(folder, published, result.source)
    except OSError as error:
        print(f"Kit unggahan tidak dapat ditulis ke {folder} ({error.strerror}).", file=sys.stderr)
        return ()
    for identity, reason in attached.missing.items():
        print(f"Tanpa kit unggahan: {identity}. {reason}", file=sys.stderr)
    return attached.ids


def _minutes(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= _LONGEST_WAIT:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” bukan bilangan menit dari 0 sampai {_LONGEST_WAIT}")


def _now() -> datetime:
    return datetime.now(UTC)


def _report(step: str) -> None:
    """Say each step as it begins."""
    print(f"{step} …", file=sys.stderr)


def _as_json(result: Result) -> str:
    summary = {
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
        "live": result.live,
        "pending": [{"id": document.id, "path": document.path,
                     "offices": [office.code for office in pending.offices],
                     "due": pending.due.isoformat(), "overdue": pending.overdue}
                    for document, pending in result.pending],
    }  # fmt: skip
    return json.dumps(summary, ensure_ascii=False)


def _as_text(result: Result, repository: Repository, *, waited: bool) -> str:
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
    for document, pending in result.pending:
        lines.append(
            f"Susulan   : {document.id} ({document.path}) tayang sementara; mohon keputusan "
            f"{pending.words()}."
        )
    if not result.live:
        lines.append("Berikutnya: pasang folder itu di alamat situs, lalu ulangi perintah ini.")
    for identity, reason in sorted(result.unseen.items()) if waited else ():
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
    urgent = f", {len(result.pending)} menunggu persetujuan susulan" if result.pending else ""
    return f"{result.approved} disetujui, {result.imported} impor{urgent}{earlier}"


def _shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _recorded(result: Result) -> str:
    total = f"{len(result.register.entries)} entri dalam Buku Agenda"
    if not result.recorded:
        return f"tidak ada yang baru; {total}"
    first, last = result.recorded[0].label, result.recorded[-1].label
    span = f"nomor {first}" if first == last else f"nomor {first} sampai {last}"
    return f"{len(result.recorded)} entri baru ({span}); {total}"
