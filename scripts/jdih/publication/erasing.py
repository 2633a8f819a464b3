"""Erasing a person's data (decision 0013): a history written anew, its proof, and its entry."""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Witness
from jdih.model.entry import Detail, Entry, Event, Evidence, erasure
from jdih.model.verdict import State
from jdih.publication.audit.mainline import rulings_of
from jdih.publication.comparison import derive, shown
from jdih.publication.state import read_state
from jdih.register.book import PUBLIC, Book, NewEntry
from jdih.register.chain import Register
from jdih.register.erasure import Approved, Proof
from jdih.repository.git import Repository
from jdih.repository.rewriting import Wanted, copy_of, forget, remaining, rewrite
from jdih.workflow.erasure import path_digest


def erase(repository: Repository, wanted: Wanted, folder: Path, witness: Witness) -> Proof:
    """Write the history of `repository` anew in `folder`, and return what that changed.

    `witness` tells who approved what is written anew. `repository` itself stays as it
    is. Raises JdihError when `folder` cannot be used, nothing holds what is wanted, or something of
    it is left.
    """
    tip = repository.resolve("refs/heads/main")
    if tip is None:
        raise JdihError("Cabang main tidak ada di sini.", "Jalankan dari repositori kantor.")
    repository.require_whole()
    bare = copy_of(repository, folder, (PUBLIC,))
    try:
        rewritten = rewrite(bare, wanted)
        # The register names commits of the main branch alone.
        main = _up_to(bare, tip)
        commits = {old: new for old, new in rewritten.commits.items() if old in main}
        approved = approved_by_then(repository, commits, tip, witness)
        proof = replace(derive(bare, commits, tip), approved=approved)
        forget(bare)
        _require_gone(remaining(bare, wanted, rewritten.removed))
    except JdihError:
        bare.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return proof


def _require_gone(left: Iterable[str]) -> None:
    if places := "; ".join(left):
        raise JdihError(
            f"Yang dihapus masih ada dalam riwayat yang baru: {places}.",
            "Sebut juga berkas itu dengan --berkas, atau bentuk tulisannya dalam --teks. Penulis "
            "commit, nama cabang, dan nama tag tidak dapat diganti dengan cara ini.",
        )


def approved_by_then(
    repository: Repository, commits: Container[str], tip: str, witness: Witness
) -> tuple[Approved, ...]:
    """Return the gate's words on all that `commits` brought to the main branch up to `tip`.

    Once they are written anew, their signatures are gone. What was held has none.
    """
    state = read_state(repository, tip, witness, whole=True)
    judged = rulings_of(repository, state)
    every = (
        *(ruling for own in judged.by_id.values() for ruling in own),
        *state.facts.settings_rulings,
        *state.facts.tooling_rulings,
        *(removal.ruling for removal in judged.removals),
    )
    found = {
        (one.version.commit, path_digest(one.version.path)): one
        for one in every
        if one.version.commit in commits and one.state is not State.HELD
    }
    return tuple(Approved(*key, found[key].approval, found[key].grant) for key in sorted(found))


def require_proven(repository: Repository, proof: Proof, witness: Witness) -> None:
    """Raise JdihError, naming what differs, unless a proof is what both histories show.

    `witness` tells who approved what was written anew.
    The new tip of the main branch must be the branch that is checked out, or lie behind it.
    """
    old, new = proof.tips
    if not proof.commits:
        raise _false("cabang main tidak ditulis ulang, jadi tidak ada yang perlu dicatat")
    derived = derive(repository, dict(proof.commits), old)
    if foreign := sorted(dict(proof.commits).keys() - _up_to(repository, old)):
        raise _false(f"commit {foreign[0][:12]} bukan bagian riwayat main yang lama")
    if derived.tips != proof.tips:
        raise _false(f"ujung lama {old[:12]} tidak menjadi {new[:12]}")
    _require_same("pesan commit", proof.messages, derived.messages, {})
    paths = {path_digest(path): path for path in repository.tree(new).entries}
    _require_same("berkas", proof.files, derived.files, paths)
    approved = approved_by_then(repository, dict(proof.commits), old, witness)
    if differing := set(approved) ^ set(proof.approved):
        raise _false(f"{len(differing)} persetujuan di dalamnya bukan yang terbukti")
    _require_all_mapped(repository, proof)
    head = repository.resolve("HEAD")
    if head is None or repository.text("merge-base", new, head) != new:
        raise JdihError(
            "Cabang yang sedang dibuka bukan kelanjutan dari riwayat yang baru.",
            "Jalankan dari cabang main yang sudah ditulis ulang.",
        )


def _require_same(
    what: str,
    said: Iterable[tuple[str, str, str]],
    found: Iterable[tuple[str, str, str]],
    names: Mapping[str, str],
) -> None:
    """Raise JdihError unless what a proof lists is what was found; `names` tells of hashes."""
    listed, there = set(said), set(found)
    for one in sorted(listed ^ there):
        name = shown(names.get(one[0], one[0][:12]))
        wrong = "tidak tercantum di dalamnya" if one in there else "tidak pernah terjadi"
        raise _false(f"perubahan {what} {name} {wrong}")


def _up_to(repository: Repository, tip: str) -> frozenset[str]:
    return frozenset(repository.text("rev-list", tip).split())


def _require_all_mapped(repository: Repository, proof: Proof) -> None:
    """Every commit that is new in the rewritten main branch is one of the map."""
    old, new = proof.tips
    known = {after for _, after in proof.commits}
    extra = [one for one in repository.text("rev-list", new, f"^{old}").split() if one not in known]
    if extra:
        raise _false(f"commit {extra[0][:12]} disisipkan dalam riwayat yang baru")


def _false(what: str) -> JdihError:
    return JdihError(
        f"Peta penghapusan tidak cocok dengan kedua riwayat: {what}.",
        "Jangan dicatat: pakai peta dan riwayat yang ditulis `jdih erase` bersama-sama.",
    )


def record_erasure(
    book: Book, proof: Proof, basis: str, office: str, now: datetime, witness: Witness
) -> Entry | None:
    """Record an erasure that was put in place, and keep its proof; None when it is there already.

    `basis` is what it rests on, `office` the code of who decided. Raises JdihError, having recorded
    nothing, unless the proof is what the old and the new history in the book's repository show.
    """
    require_proven(book.repository, proof, witness)
    data, digest = proof.render(), proof.digest
    old, new = proof.tips
    details = {
        Detail.BASIS: basis,
        Detail.OFFICE: office,
        Detail.MAP: digest,
        Detail.FORMER_TIP: old,
        Detail.NEW_TIP: new,
    }
    draft = NewEntry(
        event=Event.ERASED,
        id=f"{Event.ERASED.value}/{digest[:12]}",
        evidence=Evidence.STATEMENT,
        details=tuple((name.value, value) for name, value in details.items()),
        papers=((erasure(digest), data),),
    )

    def unsaid(register: Register) -> tuple[NewEntry, ...]:
        return () if draft.id in register.by_id else (draft,)

    return next(iter(book.append_by(unsaid, now)), None)
