"""Recorded erasures: what their entries, their proofs and the present history say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jdih.errors import JdihError
from jdih.model.entry import Detail, Entry, Event, erasure
from jdih.publication.audit.outcome import Fault, Flaw
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.erasure import Proof, read_proof
from jdih.repository.log import Commit
from jdih.repository.objects import ids_of
from jdih.workflow.erasure import Erasures


def about_erasures(
    book: Book, register: Register, erasures: Erasures, mainline: Sequence[Commit]
) -> Iterator[Fault]:
    """Yield what does not hold of the erasures in `register`.

    That a proof is missing or was edited is told of the register's own files.
    """
    recorded = [entry for entry in register.entries if entry.event is Event.ERASED]
    kept = book.evidence(register, [erasure(entry.detail(Detail.MAP)) for entry in recorded])
    shas = {commit.sha for commit in mainline}
    for entry in recorded:
        data = kept.get(erasure(entry.detail(Detail.MAP)))
        if data is None:
            continue
        try:
            proof = read_proof(data)
        except JdihError as error:
            yield Fault(Flaw.ERASURE, error.message, entry.label)
            continue
        for wrong in _wrong(book, entry, proof, erasures, shas):
            yield Fault(Flaw.ERASURE, wrong, entry.label, proof.tips[1])


def _wrong(
    book: Book, entry: Entry, proof: Proof, erasures: Erasures, mainline: set[str]
) -> Iterator[str]:
    said = entry.id, entry.detail(Detail.FORMER_TIP), entry.detail(Detail.NEW_TIP)
    if said != (f"{Event.ERASED.value}/{proof.digest[:12]}", *proof.tips):
        yield "Entri dan petanya menyebut penghapusan yang berbeda."
    if erasures.current(proof.tips[1]) not in mainline:
        yield "Riwayat yang tercatat sebagai hasil penghapusan tidak ada pada jalur utama."
    now = {erasures.current(new) for _, new in proof.commits}
    if missing := now - ids_of(book.repository, now).keys():
        yield f"Commit {min(missing)[:12]} menurut petanya tidak ada dalam riwayat ini."
