"""``jdih announce``: the notice of a published item, ready for WhatsApp."""

from __future__ import annotations

import argparse
import json
import os

from jdih.forge.witness import Nobody
from jdih.model.document import FRAME
from jdih.publication.notice import notice_of
from jdih.publication.published import find_published
from jdih.publication.state import read_state
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.register.erasure import erasures_of, seen
from jdih.repository.git import Repository
from jdih.website.source import base_of

EXAMPLES = """\
  jdih announce 2026-7f3kq              naskah dan tautan WhatsApp
  jdih announce 2026-7f3kq --format json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih announce``."""
    parser.add_argument("id", metavar="ID", help="id konten yang sudah terbit")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the notice; an officer picks the group in WhatsApp and sends it."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    register = book.read()
    erasures = erasures_of(book, register)
    state = read_state(repository, witness=Nobody(erasures))
    document, entry = find_published(state, seen(register, erasures), args.id)
    notice = notice_of(document, entry, base_of(repository.root / FRAME), register.tip.line())
    if args.format == "json":
        facts = {"id": notice.id, "nomor": notice.label, "naskah": notice.text,
                 "tautan": notice.link}  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        print(f"{notice.text}\n\nBuka untuk mengirim: {notice.link}")
    return 0
