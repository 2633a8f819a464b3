"""``jdih demo``: an example office in a folder of your own: the whole line, in a minute."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from jdih.demo.life import KPU, MK, live
from jdih.demo.office import found
from jdih.errors import JdihError
from jdih.publication.run import publish
from jdih.publication.targets import target_of
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih demo /tmp/kantor-contoh          membuat kantor contoh di folder baru"""

LIVES = (KPU, MK)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih demo``."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder baru atau kosong")


def run(args: argparse.Namespace) -> int:
    """Build the office beside `folder` and give it its name when it is whole."""
    target = args.folder.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise JdihError(
            f"{target} sudah ada dan tidak kosong; tidak ada yang ditimpa.",
            "Pilih folder lain, atau hapus folder itu bila berisi peragaan lama.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as work:
        place = Path(work) / "contoh"
        place.mkdir()
        _perform(place)
        if target.exists():
            target.rmdir()
        place.rename(target)
    _explain(target)
    return 0


def _perform(place: Path) -> None:
    print("Menyiapkan kantor contoh: repositori, pusat.git, dan kunci tiap jabatan …")
    items = tuple(f"content/konten/2026/{life.name}" for life in LIVES)
    example = found(place, items)
    for life in LIVES:
        identity = live(example, life, print)
        print(f"{life.label} kegiatan {life.publication}: "
              f"{example.people[life.publisher].title} menerbitkan dan mencatat")  # fmt: skip
        _publish(example.repository, identity)
    shutil.rmtree(example.shelf)


def _publish(repository: Repository, identity: str) -> None:
    target = target_of("lokal", repository.root, None)
    result = publish(repository, target, lambda: datetime.now(UTC))
    entry = result.register.latest(identity)
    if entry is None or entry.approval is None:
        reasons = [held.reason for held in result.held if held.id == identity]
        raise JdihError(
            f"Contoh {identity} tidak terbit: {' '.join(reasons) or 'halamannya tidak terlihat'}",
            "Laporkan pesan ini: kantor contoh perlu diperbaiki.",
        )
    print(f"    tercatat nomor {entry.label}, disetujui {entry.approval.title} "
          f"({entry.approval.evidence.value})")  # fmt: skip
    for notice in result.notices:
        print(f"    pemberitahuan: {notice.link[:72]}…")


def _explain(target: Path) -> None:
    print(f"""
Kantor contoh siap di {target}. Yang dapat dilihat:
  {target}/kantor                  repositori kantor (git log --graph --all)
  {target}/kantor/build/situs      situs yang terbit; buka index.html
  {target}/pusat.git               repositori pusat tempat cabang dikirim
Cobalah di folder kantor: jdih status --semua; jdih verify; jdih serve.
Untuk mengulang dari awal: hapus folder itu, lalu jalankan perintah yang sama.""")
