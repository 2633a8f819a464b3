"""``jdih demo``: an example office in a folder of your own: the whole line, in a minute."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jdih.demo.life import KPU, MK, Life, live
from jdih.demo.office import Example, found
from jdih.demo.plan import approve_month
from jdih.errors import JdihError
from jdih.publication.notice import FOLDER, leave
from jdih.publication.run import Result, publish
from jdih.publication.targets import target_of
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih demo /tmp/kantor-contoh          membuat kantor contoh di folder baru"""

LIVES = (KPU, MK)
_TRIES, _PAUSE = 50, 0.1


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
    with _workshop(target) as work:
        place = work / "contoh"
        place.mkdir()
        _perform(place)
        if target.exists():
            target.rmdir()
        place.rename(target)
    _explain(target)
    return 0


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """Give a folder beside `target` to work in; it is gone afterwards, however that ends."""
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
    finally:
        # A Git that was at work when the run was interrupted may still be writing.
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(_PAUSE)


def _perform(place: Path) -> None:
    print("Menyiapkan kantor contoh: repositori, pusat.git, dan kunci tiap jabatan …")
    items = tuple(f"content/konten/2026/{life.name}" for life in LIVES)
    example = found(place, items)
    before = _publish(example.repository)
    print(f"    konten yang sudah ada tercatat sebagai impor: {len(before.recorded)} entri")
    _lead(example, KPU)
    approve_month(example, print)
    _lead(example, MK)
    shutil.rmtree(example.shelf)


def _lead(example: Example, life: Life) -> None:
    """Lead one item from its opening to its notice."""
    identity = live(example, life, print)
    publisher = example.people[life.publisher].title
    print(f"{life.label} kegiatan {life.publication}: {publisher} menerbitkan dan mencatat")
    result = _publish(example.repository)
    entry = result.register.latest(identity)
    if entry is None or entry.approval is None:
        reasons = [held.reason for held in result.held if held.id == identity]
        raise JdihError(
            f"Contoh {identity} tidak terbit: {' '.join(reasons) or 'halamannya tidak terlihat'}",
            "Laporkan pesan ini: kantor contoh perlu diperbaiki.",
        )
    approval = entry.approval
    print(
        f"    tercatat nomor {entry.label}; disetujui {approval.title}, {approval.evidence.value}"
    )
    for notice in (notice for notice in result.notices if notice.id == identity):
        path = leave(example.repository.root / FOLDER, notice)
        print(f"    pemberitahuan siap: {path.relative_to(example.repository.root)}")


def _publish(repository: Repository) -> Result:
    return publish(repository, target_of("lokal", repository, {}), _now)


def _now() -> datetime:
    return datetime.now(UTC)


def _explain(target: Path) -> None:
    print(f"""
Kantor contoh siap di {target}. Yang dapat dilihat:
  {target}/kantor                  repositori kantor (git log --graph --all)
  {target}/kantor/build/situs      situs yang terbit; buka index.html
  {target}/pusat.git               repositori pusat tempat cabang dikirim
Cobalah di folder kantor: jdih status --semua; jdih verify; jdih serve.
Untuk mengulang dari awal: hapus folder itu, lalu jalankan perintah yang sama.""")
