"""What a rewritten history says of itself, compared commit by commit with the one before."""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Witness
from jdih.model.entry import Approval, Detail, Entry, Event, Evidence, erasure
from jdih.model.verdict import State
from jdih.publication.audit.mainline import rulings_of
from jdih.publication.state import read_state
from jdih.register.book import PUBLIC, Book, NewEntry
from jdih.register.chain import Register
from jdih.register.erasure import Approved, Proof
from jdih.repository.differences import Difference, read_tree_differences
from jdih.repository.git import Repository
from jdih.repository.objects import ids_of, read_objects
from jdih.repository.rewriting import Wanted, copy_of, forget, remaining, rewrite
from jdih.workflow.digest import sha256
from jdih.workflow.erasure import path_digest

_SAME = {"author": "penulis", "committer": "pembuat", "encoding": "penyandian"}
"""Headers of a commit that stay, and what they are called."""


def erase(repository: Repository, wanted: Wanted, folder: Path, witness: Witness) -> Proof:
    """Write the history of `repository` anew in `folder`, and return what that changed.

    `witness` tells who approved what is written anew.

    `repository` itself stays as it is. Raises JdihError when `folder` cannot be used, nothing holds
    what is wanted, or something of it is left.
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


@dataclass(frozen=True, slots=True)
class _Object:
    """A commit as it is written: its headers by name, and its message."""

    headers: Mapping[str, tuple[bytes, ...]]
    message: bytes

    def one(self, name: str) -> bytes:
        return b"\n".join(self.headers.get(name, ()))


def derive(repository: Repository, commits: Mapping[str, str], tip: str) -> Proof:
    """Return the proof of a rewriting, from the objects of both histories.

    `commits` are old → new where the id changed, `tip` is the old tip of the main branch. Raises
    JdihError that names the commit where more than contents and messages differs: parents, authors,
    dates, files that are new or whose mode changed.
    """
    _require(repository, (*commits, *commits.values(), tip))
    every = dict(read_objects(repository, {*commits, *commits.values()}))
    read = {commit: _read(data) for commit, data in every.items()}
    messages = []
    for old, new in sorted(commits.items()):
        before, after = read[old], read[new]
        if wrong := _unlike(before, after, commits):
            raise _more(old, wrong)
        if before.message != after.message:
            messages.append((old, sha256(before.message), sha256(after.message)))
    trees = {
        (read[old].one("tree").decode("ascii"), read[new].one("tree").decode("ascii")): old
        for old, new in sorted(commits.items(), reverse=True)
    }
    files = _files(repository, {pair: old for pair, old in trees.items() if pair[0] != pair[1]})
    return Proof(
        (tip, commits.get(tip, tip)), tuple(sorted(commits.items())), tuple(messages), files
    )


def approved_by_then(
    repository: Repository, commits: Container[str], tip: str, witness: Witness
) -> tuple[Approved, ...]:
    """Return the gate's words on all that `commits` brought to the main branch up to `tip`.

    Once they are written anew, their signatures are gone. What was held, or shown for the time
    being, has none.
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
        (one.version.commit, path_digest(one.version.path)): one.approval
        for one in every
        if one.version.commit in commits and one.state in {State.APPROVED, State.IMPORTED}
    }
    return tuple(Approved(*key, approval) for key, approval in sorted(found.items(), key=_first))


def _first(pair: tuple[tuple[str, str], Approval | None]) -> tuple[str, str]:
    return pair[0]


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
        name = _shown(names.get(one[0], one[0][:12]))
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


def _require(repository: Repository, commits: Iterable[str]) -> None:
    wanted = set(commits)
    missing = wanted - ids_of(repository, wanted).keys()
    if missing:
        raise JdihError(
            f"Commit {min(missing)[:12]} tidak ada dalam klon ini, sehingga petanya tidak dapat "
            "diperiksa.",
            "Jalankan dari klon lama: ambil dahulu riwayat yang baru dari repositori hasil "
            "(`git fetch FOLDER main`), lalu ulangi.",
        )


def _read(data: bytes) -> _Object:
    head, _, message = data.partition(b"\n\n")
    headers: dict[str, tuple[bytes, ...]] = {}
    name = ""
    for line in head.split(b"\n"):
        if line.startswith(b" "):
            headers[name] = (*headers[name][:-1], headers[name][-1] + b"\n" + line[1:])
            continue
        word, _, value = line.partition(b" ")
        name = word.decode("utf-8", "surrogateescape")
        headers[name] = (*headers.get(name, ()), value)
    return _Object(headers, message)


def _unlike(before: _Object, after: _Object, commits: Mapping[str, str]) -> str:
    """Say what of a commit differs that an erasure leaves alone, empty when nothing does.

    Signatures are lost: they were given for other bytes.
    """
    for name, called in _SAME.items():
        if before.one(name) != after.one(name):
            return called
    parents = [one.decode("ascii") for one in before.headers.get("parent", ())]
    mapped = [commits.get(parent, parent).encode("ascii") for parent in parents]
    return "" if mapped == list(after.headers.get("parent", ())) else "induk"


def _files(
    repository: Repository, pairs: Mapping[tuple[str, str], str]
) -> tuple[tuple[str, str, str], ...]:
    """Return the files that differ between pairs of (old, new) trees, each of some old commit."""
    found = dict(read_tree_differences(repository, list(pairs)))
    for pair, differences in found.items():
        for one in differences:
            if not one.before.blob:
                raise _more(pairs[pair], f"berkas baru {_shown(one.path)}")
            if one.after.blob and one.before.mode != one.after.mode:
                raise _more(pairs[pair], f"mode berkas {_shown(one.path)}")
    blobs = {blob for every in found.values() for one in every for blob in one.blobs}
    hashes = {blob: sha256(data) for blob, data in read_objects(repository, blobs)}
    listed = set(_listed((one for every in found.values() for one in every), hashes))
    return tuple(sorted(listed))


def _listed(
    differences: Iterable[Difference], hashes: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for one in differences:
        after = hashes[one.after.blob] if one.after.blob else ""
        yield path_digest(one.path), hashes[one.before.blob], after


def _shown(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _more(commit: str, what: str) -> JdihError:
    return JdihError(
        f"Riwayat yang baru berbeda lebih dari yang dihapus: {what} pada commit {commit[:12]}.",
        "Jangan dipakai: ulangi `jdih erase` dari repositori asal, dan laporkan bila bukan Anda "
        "yang membuatnya.",
    )


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
        title="",
        evidence=Evidence.STATEMENT,
        details=tuple((name.value, value) for name, value in details.items()),
        papers=((erasure(digest), data),),
    )

    def unsaid(register: Register) -> tuple[NewEntry, ...]:
        return () if draft.id in register.by_id else (draft,)

    return next(iter(book.append_by(unsaid, now)), None)
