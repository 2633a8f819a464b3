"""``jdih verify``: proves the approvals of what ``content/`` holds."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.forge.evidence import OnFile
from jdih.forge.witness import Witness, ref_of
from jdih.model.document import Kind
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.examination import Examination, examine, once, rounds_of
from jdih.publication.forges import FORGES, github_of, page_of, remote_of, witness_of
from jdih.publication.origin import form_behind
from jdih.publication.precedent import Precedents
from jdih.publication.pull_comment import MARK, Comment, summary
from jdih.publication.state import State, read_state, unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.register.erasure import seen
from jdih.repository.git import Repository

if TYPE_CHECKING:
    from jdih.forge.door import Forge

EXAMPLES = """\
  jdih verify                           semua dokumen pada commit ini
  jdih verify --rev main                pada cabang main
  jdih verify --forge github            dengan persetujuan pada usulan di GitHub
  jdih verify --usulan 12               seakan-akan usulan nomor 12 di GitHub digabungkan
  jdih verify --usulan 12 --lapor       dan tulis kedudukannya di bawah usulan itu
  jdih verify --usulan semua --lapor    semua usulan yang terbuka
  jdih verify --format json             keluaran untuk program lain"""


ALL = "semua"
"""What stands for every open pull request."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih verify``."""
    parser.add_argument("--forge", choices=FORGES, default="git", help="asal bukti persetujuan")
    parser.add_argument("--usulan", type=_asked, metavar="NOMOR",
                        help=f"usulan yang masih terbuka di GitHub, atau “{ALL}”")  # fmt: skip
    parser.add_argument("--lapor", action="store_true",
                        help="tulis hasilnya pada usulan: status dan satu komentar")  # fmt: skip
    parser.add_argument("--target", choices=TARGETS, default="lokal",
                        help="register yang dipakai, beserta bukti dari forge di sana")  # fmt: skip
    parser.add_argument("--rev", default="HEAD", metavar="VERSI", help="commit atau cabang")
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Judge every document; 0 when none is held back, else 1."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    if args.usulan:
        verdicts = _examined(book, args.usulan, args.rev, told=args.lapor)
    else:
        state = read_state(repository, args.rev, witness_of(args.forge, book, os.environ))
        told = _against_register(book, state)
        verdicts = [told[document.path] for document in state.documents]
        if state.settings is not None and state.settings.state is Judgement.HELD:
            verdicts.append(state.settings)
    print(_as_json(verdicts) if args.format == "json" else _as_text(verdicts))
    return int(any(verdict.state is Judgement.HELD for verdict in verdicts))


def _against_register(book: Book, state: State) -> Mapping[str, Verdict]:
    """Return the verdicts, those held that may not follow what the agenda book shows."""
    schemas, unit = state.checked.schemas, unit_of(state.tree)
    register = seen(book.read(), state.witness.erasures)
    known = Precedents(book.repository, register, schemas, unit)
    return known.judged(state.documents, state.verdicts)


def _examined(book: Book, asked: str, rev: str, *, told: bool) -> list[Verdict]:
    """Judge what open pull requests would bring to the main branch; `told` writes it there."""
    repository = book.repository
    forge = github_of(repository, os.environ)
    witness = OnFile(book, forge)
    base = repository.resolve(rev)
    if base is None:
        raise JdihError(f"Versi “{rev}” tidak ada.", "Sebut cabang utama, misalnya --rev main.")
    if asked != ALL:
        one = int(asked)
        found = _examine(repository, forge, witness, one, base, told=told, claimed={})
        return list(found.verdicts)
    verdicts: list[Verdict] = []
    claimed: dict[str, int] = {}
    for number in forge.open_numbers():
        try:
            found = _examine(repository, forge, witness, number, base, told=told, claimed=claimed)
        except JdihError as error:
            # One that cannot be judged keeps no other one waiting.
            print(f"Usulan #{number}: {error.message}\n    → {error.remedy}", file=sys.stderr)
        else:
            verdicts.extend(found.verdicts)
    return verdicts


def _examine(
    repository: Repository,
    forge: Forge,
    witness: Witness,
    number: int,
    base: str,
    *,
    told: bool,
    claimed: dict[str, int],
) -> Examination:
    """Judge one pull request; `claimed` holds what earlier ones bring, and is added to."""
    pull = forge.open_pull(number)
    page = page_of(os.environ)
    status = partial(forge.set_status, pull.head, page=f"{page}/pull/{number}")
    try:
        remote_of(repository, os.environ).bring(pull.head, ref_of(number))
        found = once(examine(repository, pull, base, witness, datetime.now(UTC)), claimed)
    except JdihError as error:
        if told:
            status(good=False, about=error.message)
        raise
    if told:
        # The gate first: what follows only tells, and may fail.
        good, about = summary(found)
        status(good=good, about=about)
        now = datetime.now(unit_of(found.state.tree).zone)
        rounds = rounds_of(repository, found, now)
        comment = Comment(found, page, now.date(), _voices(forge, number, found), rounds)
        forge.say(number, MARK, comment.body())
        label, accounts = comment.turn()
        if label:
            forge.display(number, label, accounts)
    return found


def _voices(forge: Forge, number: int, found: Examination) -> frozenset[int]:
    """Return who spoke under a pull request, or under the form from which it was opened."""
    voices = forge.voices(number)
    items = found.state.checked.corpus.of(Kind.ITEM, drafts=True)
    brought = {*found.drafts, *(verdict.path for verdict in found.verdicts)}
    name, words = os.environ.get("GITHUB_REPOSITORY", ""), forge.issue(number).text
    forms = (form_behind(name, words, item.id) for item in items if item.path in brought)
    return voices.union(*(forge.voices(form) for form in forms if form is not None))


def _asked(text: str) -> str:
    if text == ALL or (text.isascii() and text.isdigit() and int(text) > 0):
        return text
    raise argparse.ArgumentTypeError(f"“{text}” bukan nomor usulan, dan bukan “{ALL}”")


def _as_text(verdicts: list[Verdict]) -> str:
    lines = [_line(verdict) for verdict in verdicts]
    found = Counter(verdict.state for verdict in verdicts)
    counts = ", ".join(
        f"{found[state]} {state.value}"
        for state in Judgement
        if found[state] or state is not Judgement.PROVISIONAL
    )
    return "\n".join((*lines, f"{len(verdicts)} dokumen: {counts}."))


def _line(verdict: Verdict) -> str:
    line = f"{verdict.state.value:<9} {verdict.id:<24} {verdict.digest[:12]}"
    if verdict.approval:
        approval = verdict.approval
        line += f"  {approval.title}, {approval.time} ({approval.evidence.value})"
    if verdict.grant:
        grant = verdict.grant
        line += (
            f"  {grant.title}, {grant.time} ({grant.evidence.value}), menunggu persetujuan susulan"
        )
    if verdict.reason:
        line += f"\n    → {verdict.reason}"
    return line


def _as_json(verdicts: Iterable[Verdict]) -> str:
    return json.dumps([_object(verdict) for verdict in verdicts], ensure_ascii=False, indent=2)


def _object(verdict: Verdict) -> dict[str, object]:
    approval, grant = verdict.approval, verdict.grant
    return {
        "id": verdict.id,
        "path": verdict.path,
        "sidik": verdict.digest,
        "keadaan": verdict.state.value,
        "commit": verdict.commit,
        "alasan": verdict.reason,
        "versi_tayang": verdict.fallback,
        "persetujuan": approval
        and {
            "jabatan": approval.office,
            "sebutan": approval.title,
            "commit": approval.commit,
            "waktu": approval.time,
            "bukti": approval.evidence.value,
            "dasar": approval.basis,
        },
        "sementara": grant
        and {
            "jabatan": grant.office,
            "sebutan": grant.title,
            "waktu": grant.time,
            "bukti": grant.evidence.value,
            "disetujui_oleh": grant.consent.office if grant.consent else None,
        },
    }
