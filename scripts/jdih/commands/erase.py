"""``jdih erase``: a person's data leaves contents and history (UU 27/2022), and that is recorded.

The first form writes a new history into a folder of its own and changes nothing here. The second,
after people have put that history in place, checks its map and records the erasure.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.erasing import erase, record_erasure
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.recorder import named
from jdih.publication.state import unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.publication.words import plain_words
from jdih.register.book import Book
from jdih.register.erasure import Proof, read_proof
from jdih.register.format import render
from jdih.repository.git import Repository
from jdih.repository.rewriting import Wanted

EXAMPLES = """\
  jdih erase --teks /media/rahasia/hapus.txt --ke ../jdih-baru
                                        hapus.txt: satu teks sebaris, lama atau lama==>baru
  jdih erase --teks ../hapus.txt --berkas content/konten/2026/a/foto.jpg --ke ../jdih-baru
  jdih erase --catat ../jdih-baru/hapus-data.json --target pages --oleh kepala \\
             --dasar 'Permintaan subjek data, UU 27/2022 Pasal 8'"""

PROOF = "hapus-data.json"
_GONE = "[dihapus]"
_ARROW = "==>"
_LARGEST = 1_048_576


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih erase``."""
    add = parser.add_argument
    add("--teks", metavar="BERKAS", type=Path,
        help="teks yang dihapus, satu sebaris; berkas ini di luar repositori")  # fmt: skip
    add("--berkas", metavar="JALUR", action="append", default=[],
        help="berkas yang dihapus seluruhnya, dari akar repositori; boleh berulang")  # fmt: skip
    add("--ke", metavar="FOLDER", type=Path, help="folder baru untuk riwayat yang baru")
    add("--catat", metavar="PETA", type=Path, help="mencatat penghapusan yang sudah dilaksanakan")
    add("--dasar", metavar="TEKS", help="dasar penghapusan, tanpa nama orang")
    add("--oleh", metavar="JABATAN", help="kode jabatan yang memutuskan")
    add("--target", choices=TARGETS, default="lokal", help="Buku Agenda yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")


def run(args: argparse.Namespace) -> int:
    """Write the new history, or record it; 0 when that is done."""
    if args.catat is not None:
        return _record(args)
    if args.ke is None or not (args.teks or args.berkas):
        raise JdihError(
            "Sebut apa yang dihapus (--teks atau --berkas) dan folder barunya (--ke).",
            "Contohnya ada di `jdih erase --help`.",
        )
    repository = Repository.open(args.root)
    folder = _outside(repository, args.ke, "Folder --ke")
    texts = read_texts(_outside(repository, args.teks, "Berkas --teks")) if args.teks else ()
    book = Book(shelf_of(args.target, repository, os.environ))
    wanted = Wanted(texts, tuple(map(_plain_path, args.berkas)))
    proof = erase(repository, wanted, folder, witness_of(args.forge, book, os.environ))
    place = folder / PROOF
    place.write_bytes(proof.render())
    print("\n".join((*_next_steps(repository, folder, proof), *_in_register(book, texts))))
    return 0


def read_texts(file: Path) -> tuple[tuple[str, str], ...]:
    """Return (old, new) of each line of a file. Raises JdihError when it cannot be used."""
    try:
        data = file.read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise JdihError(
            f"{file} tidak dapat dibaca ({error.strerror}).", "Periksa nama berkasnya."
        ) from error
    except UnicodeDecodeError as error:
        raise JdihError(f"{file} bukan teks UTF-8.", "Simpan sebagai UTF-8.") from error
    pairs = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        old, arrow, new = line.partition(_ARROW)
        pairs.append((old, new if arrow else _GONE))
        if len(old.strip()) < 2 or _ARROW in new:
            raise JdihError(
                f"Baris {number} berkas --teks tidak dapat dipakai.",
                "Tulis satu teks sebaris, paling sedikit dua huruf: lama, atau lama==>baru.",
            )
    for old, _ in pairs:
        if any(old in new for _, new in pairs):
            raise JdihError(
                "Sebuah pengganti dalam berkas --teks memuat teks yang dihapus.",
                "Pilih pengganti lain.",
            )
    if not pairs or len(data) > _LARGEST:
        raise JdihError("Berkas --teks kosong atau terlalu besar.", "Tulis satu teks sebaris.")
    return tuple(pairs)


def _outside(repository: Repository, path: Path, what: str) -> Path:
    """Return a path, made whole. Raises JdihError when it lies in the repository."""
    whole = path.resolve()
    if whole.is_relative_to(repository.root.resolve()):
        raise JdihError(
            f"{what} berada di dalam repositori: {path}.",
            "Simpan di luar repositori, supaya isinya tidak ikut tercatat.",
        )
    return whole


def _plain_path(path: str) -> str:
    parts = path.removesuffix("/").split("/")
    if _ARROW in path or "\n" in path or not all(parts) or {".", ".."} & set(parts):
        raise JdihError(
            f"“{path}” bukan jalur berkas dari akar repositori.",
            "Tulis misalnya content/konten/2026/a/foto.jpg.",
        )
    return "/".join(parts)


def _next_steps(repository: Repository, folder: Path, proof: Proof) -> tuple[str, ...]:
    old, new = proof.tips
    counts = len(proof.commits), len(proof.files), len(proof.messages)
    changed = "{} commit, {} isi berkas, {} pesan commit".format(*counts)
    return (
        f"Riwayat baru : {folder}",
        f"Berubah      : {changed}",
        f"Ujung main   : {old[:12]} menjadi {new[:12]}",
        f"Peta         : {folder / PROOF} (SHA-256 {proof.digest})",
        f"Repositori {repository.root} tidak berubah. Langkah berikutnya (.github/PENGHAPUSAN.md):",
        "  1. Periksa hasilnya: git -C FOLDER log -p main",
        "  2. Di GitHub, administrator menonaktifkan ruleset main sementara.",
        "  3. git -C FOLDER push --force ALAMAT main (dan setiap cabang usulan yang terbuka)",
        "  4. Aktifkan lagi ruleset itu.",
        "  5. Minta GitHub Support menghapus refs/pull dan salinan tembolok; hapus sendiri",
        "     salinan situs di Actions → Caches.",
        "  6. Dari klon ini: git fetch FOLDER main, git reset --hard FETCH_HEAD, lalu",
        "     jdih erase --catat PETA --target pages --oleh JABATAN --dasar DASAR",
        "  7. Semua orang mengklon ulang; klon lama (build/ juga memuat situs lama),",
        "     berkas --teks, dan cadangan dimusnahkan.",
    )


def _in_register(book: Book, texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what cannot be erased: entries of the register that hold one of the texts."""
    wanted = [old.encode() for old, _ in texts]
    for entry in book.read().entries:
        if any(old in render(entry) for old in wanted):
            yield f"Perhatian: nomor {entry.label} dalam Buku Agenda memuatnya, dan tetap begitu."


def _record(args: argparse.Namespace) -> int:
    if args.teks or args.berkas or args.ke:
        raise JdihError("--catat dipakai tanpa --teks, --berkas, dan --ke.", "Hapus pilihan itu.")
    if not args.dasar or not args.oleh:
        raise JdihError(
            "Sebut dasar penghapusan dan jabatan yang memutuskan.",
            "Tambahkan --dasar TEKS dan --oleh JABATAN.",
        )
    repository = Repository.open(args.root)
    try:
        proof = read_proof(args.catat.read_bytes())
    except OSError as error:
        raise JdihError(
            f"{args.catat} tidak dapat dibaca ({error.strerror}).", "Periksa nama berkasnya."
        ) from error
    unit = unit_of(repository.tree("HEAD"))
    office = named(args.oleh, unit)
    basis = plain_words("Dasar", args.dasar)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    entry = record_erasure(book, proof, basis, office.code, datetime.now(unit.zone), witness)
    # What was read of the old history holds the data too.
    repository.keep.forget()
    if entry is None:
        print("Penghapusan ini sudah tercatat; tidak ada yang ditambahkan.")
    else:
        print(f"Tercatat sebagai nomor {entry.label}: {entry.id} ({office.name}).")
    return 0
