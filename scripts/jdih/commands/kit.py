"""``jdih kit``: what an officer needs to upload a published item, in one zip."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from jdih.model.document import FRAME
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.kit import FOLDER, MARK, Source, kit_of, pack
from jdih.publication.kit_page import page_of
from jdih.publication.published import find_published
from jdih.publication.put import put_over
from jdih.publication.state import read_state, unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.register.erasure import seen
from jdih.repository.git import Repository
from jdih.website import wording
from jdih.website.source import base_of

EXAMPLES = """\
  jdih kit 2026-7f3kq                   ke build/kit/2026-7f3kq.zip
  jdih kit 2026-7f3kq --ke kit.zip      ke berkas lain"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih kit``."""
    parser.add_argument("id", metavar="ID", help="id konten yang sudah terbit")
    parser.add_argument("--ke", metavar="BERKAS", type=Path, help=f"berkas zip ({FOLDER}/ID.zip)")
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")


def run(args: argparse.Namespace) -> int:
    """Write the kit; the same published version gives the same bytes."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    state = read_state(repository, witness=witness_of(args.forge, book, os.environ))
    document, entry = find_published(state, seen(book.read(), state.witness.erasures), args.id)
    source = Source(state.tree, state.checked, base_of(repository.root / FRAME))
    kit = kit_of(document, entry, source)
    out = args.ke or repository.root / FOLDER / f"{kit.id}.zip"
    data = pack(kit, page_of(kit, unit_of(state.tree), state.tree))
    put_over(out, data, lambda there: there.endswith(MARK))
    names = ", ".join(post.channel.name for post in kit.posts)
    print(f"{out} ({wording.size(len(data))}): {names}")
    print("    → Buka index.html di dalamnya, unggah, lalu catat alamatnya dengan `jdih record`.")
    return 0
