"""Failures that end a run, each with its remedy.

A bad document is never an error: it is a `jdih.model.finding.Finding`. An error means that the
run cannot be completed, whatever the documents hold.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OF_MACHINE = {
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EFBIG: "batas ukuran berkas tercapai",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.EIO: "disk gagal membaca atau menulis",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOMEM: "memori habis",
}
"""What the machine itself may refuse at any write, whoever asks."""


class JdihError(Exception):
    """A run that cannot be completed.

    `message` says in Indonesian what failed and where, `remedy` what the reader does next. The
    command line prints both and exits with 2.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        return _told_again, (type(self), self.args, self.__dict__)


def _told_again(kind: type[JdihError], args: tuple[Any, ...], about: dict[str, Any]) -> JdihError:
    """Return a failure that another process met, whatever its kind takes to be made."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(about)
    return error


@contextmanager
def machine_told() -> Iterator[None]:
    """Turn an OSError that is the machine's own trouble, such as a full disk, into a JdihError."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OF_MACHINE:
            raise
        place = f" pada {error.filename}" if error.filename else ""
        raise JdihError(
            f"Komputer ini tidak dapat melanjutkan: {_OF_MACHINE[error.errno]}{place}.",
            "Sediakan ruang dan periksa disknya, lalu jalankan lagi perintah yang sama; "
            "tidak ada yang hilang atau tercatat dua kali.",
        ) from error
