"""What Git refuses, said to the person who has to mend it."""

from __future__ import annotations

from pathlib import Path

from jdih.errors import JdihError

_REFUSALS = (
    "[remote rejected]",
    "Permission denied",
    "Host key verification failed",
    "error: 401",
    "error: 403",
    "Authentication failed",
    "could not read Username",
    "not found",
    "does not appear to be a git repository",
)
"""What Git or SSH says when the other side will not, however often it is asked."""
_BUSY = ("cannot lock ref", "failed to update ref", "File exists")
"""What the other side says when somebody else is writing there just then."""


class GitFailed(JdihError):
    """A Git command that ended with `status`; `said` is what it wrote to standard error."""

    def __init__(self, args: tuple[str, ...], status: int, said: str) -> None:
        settings = next((n for n in range(0, len(args), 2) if args[n] != "-c"), 0)
        command = args[settings]
        first = next((line for line in said.splitlines() if line.strip()), f"kode {status}")
        super().__init__(
            f"Perintah “git {command}” gagal: {first.strip()}",
            "Perbaiki yang disebut Git di atas, lalu ulangi perintah ini.",
        )
        self.status = status
        self.said = said

    @property
    def final(self) -> bool:
        """True when another repository refused: asking again brings the same answer."""
        busy = any(word in self.said for word in _BUSY)
        return not busy and any(word in self.said for word in _REFUSALS)

    @property
    def reason(self) -> str:
        """The line that says most of why: the other side's own word where it gave one."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        for words in (("remote: error:",), _REFUSALS, ("fatal:",), ("",)):
            for line in lines:
                if any(word in line for word in words):
                    return line
        return f"kode {self.status}"


class RefMoved(JdihError):
    """Another writer moved a ref first, or holds its lock; nothing was changed."""


def no_git() -> JdihError:
    """Say that Git itself is not installed."""
    return JdihError(
        "Git tidak ditemukan di komputer ini.",
        "Pasang Git (misalnya `sudo apt install git`), lalu ulangi perintah ini.",
    )


def no_repository(folder: Path, error: GitFailed) -> JdihError:
    """Say why `folder` could not be opened, from what Git said."""
    if "dubious ownership" in error.said:
        return JdihError(
            f"Git menolak {folder} karena folder itu milik pengguna lain.",
            f"Bila folder itu tepercaya: `git config --global --add safe.directory {folder}`.",
        )
    if "must be run in a work tree" in error.said:
        return JdihError(
            f"Repositori di {folder} tidak memiliki berkas kerja.",
            "Jalankan perintah ini di folder hasil `git clone`, bukan di repositori telanjang.",
        )
    if "not a git repository" in error.said:
        return JdihError(
            f"Tidak ada repositori Git di {folder}.",
            "Jalankan perintah ini di dalam folder hasil `git clone`, atau mulai dengan "
            "`git init`.",
        )
    return error


def no_version(rev: str) -> JdihError:
    """Say that `rev` names no commit."""
    return JdihError(
        f"Versi “{rev}” tidak ada di repositori ini.",
        "Periksa namanya dengan `git log --oneline`, atau ambil dengan `git fetch`.",
    )


def no_common_origin(base: str) -> JdihError:
    """Say that the checked-out branch and `base` share no history."""
    return JdihError(
        f"Cabang ini dan “{base}” tidak memiliki asal yang sama.",
        "Pilih pembanding lain, misalnya `origin/main`.",
    )


def no_identity() -> JdihError:
    """Say that Git does not know who commits."""
    return JdihError(
        "Git belum mengetahui nama dan alamat surel Anda.",
        'Jalankan `git config --global user.name "Nama Anda"` dan '
        "`git config --global user.email ID+akun@users.noreply.github.com` (alamat pribadi GitHub "
        "Anda: Settings → Emails), lalu ulangi perintah ini.",
    )


def cut_off() -> JdihError:
    """Say that history ends early, as after ``git clone --depth``."""
    return JdihError(
        "Riwayat repositori ini tidak lengkap (klon dangkal), jadi persetujuan dan nomor "
        "tidak dapat diperiksa.",
        "Jalankan `git fetch --unshallow`, lalu ulangi perintah ini.",
    )


def damaged_ref(ref: str) -> JdihError:
    """Say that a ref is there but leads to no commit."""
    return JdihError(
        f"Ref {ref} ada, tetapi rusak atau tidak menunjuk ke commit.",
        f"Jalankan `git fsck`, lalu pulihkan {ref} dari salinan yang utuh.",
    )


def damaged_object(identity: str) -> JdihError:
    """Say that a blob cannot be read back."""
    return JdihError(
        f"Objek Git {identity} hilang atau rusak.",
        "Jalankan `git fsck`, lalu ambil ulang repositori dari salinan yang utuh.",
    )
