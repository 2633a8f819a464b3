"""A finished build put in the place of the site: whole, or not at all."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jdih.errors import JdihError
from jdih.reading.jdihn import FEED

_OLD = ".lama-"
_WORK = ".bangun-"
_MARK = "buku-agenda/index.html"
"""A page that every site of ours has, by which its folder is known."""


@contextmanager
def alone(site: Path) -> Iterator[None]:
    """Let one run at a time work on `site`, and clear away what a cut run left.

    The lock is the kernel's: it goes with the process, however that ends. Raises JdihError when
    another run holds it, the folder above `site` cannot be written to, or `site` holds something
    else than a site: that is never replaced.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(site.parent / f".{site.name}.kunci", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unwritable(site, error) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JdihError(
                f"Penerbitan lain ke {site} sedang berjalan.",
                "Tunggu sampai selesai, lalu jalankan lagi.",
            ) from error
        except OSError as error:
            raise _unwritable(site, error) from error
        _clear(site)
        _refuse_foreign(site)
        yield
    finally:
        os.close(lock)


@contextmanager
def workshop(site: Path) -> Iterator[Path]:
    """Give a folder on the site's own file system to build in; it is gone afterwards."""
    prefix = f".{site.name}{_WORK}"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=site.parent) as folder:
        yield Path(folder)


def deploy(built: Path, site: Path, spare: Path | None = None) -> None:
    """Put the folder `built` in the place of `site`; both lie on one file system.

    The old site becomes `spare`, for the next build to begin from; without one it is removed.

    The old site stands until the new one takes its name: two renames, nothing is copied. A run
    that was cut between them is mended by the next one. Raises JdihError when the file system
    refuses; then the old site stands.
    """
    try:
        _swap(built, site, spare)
    except OSError as error:
        raise _unwritable(site, error) from error


def keep_feed(built: Path, former: Callable[[str], bytes | None]) -> bool:
    """Carry the former site's JDIHN feed over into `built` when that has none; say whether it was.

    `former` returns a file of the site that stood before, None for one it has not. A full feed is
    never replaced by an empty one: the aggregator would take every document of the office for
    withdrawn (ILDIS refuses the same).
    """
    new = built / FEED
    old = None if new.exists() else former(FEED)
    if old is None:
        return False
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(old)
    return True


def recover(site: Path) -> None:
    """Give the old site its name back when a run was cut between the two renames."""
    kept = sorted(site.parent.glob(f".{site.name}{_OLD}*"))
    if kept and not site.exists():
        kept[-1].rename(site)
    for left in site.parent.glob(f".{site.name}{_OLD}*"):
        _remove(left)


def _remove(left: Path) -> None:
    """Remove what lies at a path, never what a link there leads to."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink()


def _clear(site: Path) -> None:
    try:
        recover(site)
        for left in site.parent.glob(f".{site.name}{_WORK}*"):
            _remove(left)
    except OSError as error:
        raise _unwritable(site, error) from error


def _refuse_foreign(site: Path) -> None:
    if not site.exists() or (site / _MARK).is_file():
        return
    if not site.is_dir() or any(site.iterdir()):
        raise JdihError(
            f"{site} sudah ada dan bukan situs hasil perintah ini; tidak ada yang ditimpa.",
            "Sebut folder yang belum ada, folder kosong, atau folder terbitan sebelumnya.",
        )


def _swap(built: Path, site: Path, spare: Path | None) -> None:
    old = site.parent / f".{site.name}{_OLD}{secrets.token_hex(4)}"
    if site.exists():
        site.rename(old)
    try:
        built.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        # The new site stands already; what cannot be removed now is removed by the next run.
        with suppress(OSError):
            if spare is None:
                shutil.rmtree(old)
            else:
                shutil.rmtree(spare, ignore_errors=True)
                old.rename(spare)


def _unwritable(site: Path, error: OSError) -> JdihError:
    return JdihError(
        f"Situs di {site} tidak dapat diganti ({error.strerror}); situs lama tetap berdiri.",
        "Pilih folder yang dapat ditulisi dan bukan titik kait (mount) itu sendiri, misalnya "
        "subfolder di dalamnya.",
    )
