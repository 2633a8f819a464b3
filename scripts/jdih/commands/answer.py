"""``jdih answer``: does what a comment under a pull request on GitHub commands.

The commands are those of ``/bantuan``. Only whoever holds an office, or opened the pull request,
is obeyed. Running it again for the same comment changes nothing.
"""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.forge.people import held_on
from jdih.forge.witness import Issue
from jdih.publication.forges import github_of, remote_of
from jdih.publication.markup import code, told
from jdih.publication.pull_editing import Word, edited
from jdih.publication.pull_submission import submit_pull
from jdih.publication.state import unit_of
from jdih.repository.git import Repository

if TYPE_CHECKING:
    from jdih.forge.door import Forge

EXAMPLES = """\
  jdih answer 2345678901                menjalankan perintah dalam komentar bernomor itu"""

MARK = "<!-- alur-jdih: perintah {} -->"
HELP = """\
Perintah yang dapat ditulis sebagai komentar di bawah usulan:

- `/bantuan`: menampilkan daftar ini.
- `/ajukan`: memeriksa draf, memindahkannya ke `content/`, dan meminta keputusan pejabat.
- `/selesai-sunting`: mencatat bahwa naskah selesai disunting (SOP KPU kegiatan 4), juga bila tidak
  ada yang perlu dibetulkan. Bila usulan memuat beberapa konten, sebut id-nya:
  `/selesai-sunting 2026-7f3kq`.

Menyetujui, atau meminta perbaikan, dilakukan lewat *Review changes* pada usulan ini."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih answer``."""
    parser.add_argument("komentar", type=int, metavar="KOMENTAR", help="nomor komentar di GitHub")


def run(args: argparse.Namespace) -> int:
    """Do what is commanded and answer beneath; 1 when it could not be done."""
    repository = Repository.open(args.root)
    forge = github_of(repository, os.environ)
    said = forge.comment(args.komentar)
    command, _, rest = said.text.strip().partition("\n")[0].partition(" ")
    if not command.startswith("/"):
        print("Komentar itu bukan perintah.")
        return 0
    mark = MARK.format(args.komentar)
    try:
        answer, done = _obeyed(repository, forge, said, command, rest.strip())
    except JdihError as error:
        forge.say(said.number, mark, told(error))
        raise
    if answer:
        forge.say(said.number, mark, answer)
    return int(not done)


def _obeyed(
    repository: Repository, forge: Forge, said: Issue, command: str, rest: str
) -> tuple[str, bool]:
    """Do what is commanded; return the answer, empty where it was given, and whether it is done."""
    if command == "/bantuan":
        return HELP, True
    if command not in {"/ajukan", "/selesai-sunting"}:
        raise JdihError(f"Perintah “{command}” tidak dikenal.", "Tulis /bantuan.")
    ready = forge.branch_of(said.number)
    unit = unit_of(repository.tree("HEAD"))
    day = datetime.now(unit.zone).date()
    if said.account_id != ready.opener and not held_on(day, said.account_id, unit):
        raise JdihError(
            "Akun ini tidak memegang jabatan di unit dan tidak membuka usulan ini.",
            "Mintalah pemegang jabatan menulis perintahnya.",
        )
    remote = remote_of(repository, os.environ)
    if command == "/ajukan":
        return "", submit_pull(repository, forge, remote, ready)
    item, office = edited(repository, remote, ready, Word(said, day, rest))
    return f"Selesai disunting: {code(item.title)} ({item.id}), oleh {code(office.name)}.", True
