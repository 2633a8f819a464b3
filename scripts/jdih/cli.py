"""The command line: one verb, one module in `jdih.commands`.

Only the module of the command in hand is imported, so that `jdih --help` answers at once. This is
the one place where the program ends: 0 well, 1 findings, 2 a run that cannot be completed,
3 a fault of the program, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from jdih import __version__
from jdih.arguments import Parser
from jdih.errors import JdihError, machine_told
from jdih.job_log import harmless
from jdih.pace import bars, heard

COMMANDS: dict[str, str] = {
    "new": "membuka konten atau dokumen baru dari sebuah disposisi",
    "open": "membuka konten, rencana, ralat, atau penarikan dari formulir di GitHub",
    "plan": "memulai rencana konten sebulan ke depan",
    "check": "memeriksa semua dokumen",
    "status": "menampilkan posisi setiap konten pada SOP-nya",
    "submit": "memeriksa dan memindahkan draf ke content/ untuk disetujui",
    "amend": "meralat atau menarik konten yang sudah terbit",
    "answer": "menjalankan perintah dalam komentar usulan di GitHub",
    "verify": "membuktikan persetujuan atas isi content/",
    "build": "membangun situs",
    "serve": "menampilkan situs, termasuk draf, di komputer ini",
    "publish": "memeriksa, membangun, menerbitkan, dan mencatat",
    "announce": "menyiapkan pemberitahuan WhatsApp",
    "kit": "menyiapkan teks, gambar, dan langkah unggahan setiap platform",
    "sheet": "membuat lembar asli konten atau Buku Agenda untuk dicetak dan diarsipkan",
    "record": "mencatat tautan unggahan, pemberitahuan terkirim, atau insiden",
    "bundle": "menyimpan Buku Agenda dalam satu berkas, atau memeriksa berkas itu",
    "insight": "memasukkan dan melihat angka bulanan setiap platform",
    "report": "menyusun laporan bulan, triwulan, atau semester",
    "remind": "menyebut yang menunggu melebihi waktu bakunya, per jabatan",
    "times": "membandingkan waktu setiap kegiatan dengan waktu baku SOP-nya",
    "skp": "menyusun bukti dukung SKP setiap pejabat, tidak untuk dipublikasikan",
    "audit": "membuktikan ulang semua yang pernah tercatat dan terbit",
    "erase": "menghapus data pribadi dari naskah dan riwayat",
    "feed": "memeriksa umpan JDIHN sebuah kantor",
    "schema": "mencetak skema isian suatu jenis dokumen",
    "adopt": "membekukan konten yang sudah ada sebagai impor",
    "demo": "membuat kantor contoh dengan seluruh alur kerja",
    "doctor": "memeriksa kelengkapan komputer dan repositori ini",
}
"""Verb → what it does, in the order of the work."""

BUG_REMEDY = "Ini kesalahan program. Laporkan pesan di atas beserta perintah yang dijalankan."
_CIRCLES_AFTER = 50_000
"""New objects after which Python looks for those that hold each other (700 by default)."""


class Command(Protocol):
    """What every module in `jdih.commands` offers."""

    EXAMPLES: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _always_printable()
    # Documents stay to the end and hold no circles: to look for some time and again is wasted.
    gc.set_threshold(_CIRCLES_AFTER, 10, 10)
    with harmless(os.environ), heard(bars()):
        return _ended(arguments)


def _ended(arguments: list[str]) -> int:
    try:
        with machine_told():
            code = _dispatch(arguments)
            sys.stdout.flush()
    except JdihError as error:
        print(f"Galat: {error.message}\n    → {error.remedy}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nDihentikan. Jalankan lagi perintah yang sama untuk melanjutkan.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has gone (`jdih status | head`): no more output, and none at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 – the boundary: a bug is told as a bug
        traceback.print_exc()
        print(f"Galat: {BUG_REMEDY}", file=sys.stderr)
        return 3
    return code


def _always_printable() -> None:
    """Let a terminal that knows no Unicode show escapes instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _dispatch(arguments: list[str]) -> int:
    parser = Parser(
        prog="jdih",
        description="Alur JDIH: dari disposisi sampai tautan terbit yang dapat dibuktikan.",
        epilog="Bantuan setiap perintah: jdih PERINTAH --help",
    )
    parser.add_argument("--version", action="version", version=f"Alur JDIH {__version__}",
                        help="menampilkan versi")  # fmt: skip
    parser.add_argument("-C", dest="root", metavar="FOLDER", type=Path, default=_here(),
                        help="bekerja pada repositori di FOLDER")  # fmt: skip
    verbs = parser.add_subparsers(dest="command", metavar="PERINTAH", title="perintah")
    commands: dict[str, Command] = {}
    for name, summary in COMMANDS.items():
        sub = verbs.add_parser(name, help=summary, description=_sentence(summary))
        # A folder given to -C may be called like a verb: all that are named are loaded.
        if name in arguments:
            commands[name] = _load(name)
            commands[name].configure(sub)
            sub.epilog = f"contoh:\n{commands[name].EXAMPLES}"
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return 0
    return commands[args.command].run(args)


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise JdihError(
            "Folder tempat perintah ini dijalankan sudah tidak ada.", "Pindah ke folder lain."
        ) from error


def _load(name: str) -> Command:
    module: Command = importlib.import_module(f"jdih.commands.{name}")
    return module


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
