"""``jdih announce``: the notice of a published item, ready for WhatsApp."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from jdih.publication.announcing import announcement
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.put import put_over
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih announce 2026-7f3kq              naskah dan tautan WhatsApp
  jdih announce 2026-7f3kq --qr build/kirim.svg
                                        kode QR untuk dipindai ponsel yang mengirim
  jdih announce 2026-7f3kq --target pages --forge github
                                        dari klon repositori di GitHub: nomor situs publik
  jdih announce 2026-7f3kq --format json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih announce``."""
    parser.add_argument("id", metavar="ID", help="id konten yang sudah terbit")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip
    parser.add_argument("--qr", metavar="BERKAS", type=Path,
                        help="kode QR yang membuka WhatsApp dengan naskah itu (SVG)")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the notice; an officer picks the group in WhatsApp and sends it."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    found = announcement(repository, book, witness, args.id)
    notice = found.notice
    if args.qr is not None:
        put_over(args.qr, found.code(), lambda data: data.startswith(b"<svg "))
    if args.format == "json":
        facts = {"id": notice.id, "nomor": notice.label, "naskah": notice.text,
                 "tautan": notice.link, "menunggu": list(found.waiting),
                 "terkirim": not found.due}  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        print(f"{notice.text}\n\nBuka untuk mengirim: {notice.link}")
    if not found.due:
        print("Sudah tercatat terkirim; tidak perlu dikirim lagi.", file=sys.stderr)
    elif found.waiting:
        print(
            f"Belum waktunya dikirim: tautan unggahan di {', '.join(found.waiting)} belum dicatat."
            f"\n    → Catat dengan `jdih record {notice.id} --platform … --url …`, atau alasannya "
            "dengan --tidak-diunggah.",
            file=sys.stderr,
        )
    return 0
