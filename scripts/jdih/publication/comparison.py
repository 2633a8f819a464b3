"""Two histories compared commit by commit: the old one, and the one that was written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.register.erasure import Proof
from jdih.repository.differences import Difference, read_tree_differences
from jdih.repository.git import Repository
from jdih.repository.objects import ids_of, read_objects
from jdih.workflow.digest import sha256
from jdih.workflow.erasure import path_digest

_SAME = {"author": "penulis", "committer": "pembuat", "encoding": "penyandian"}
"""Headers of a commit that stay, and what they are called."""


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
                raise _more(pairs[pair], f"berkas baru {shown(one.path)}")
            if one.after.blob and one.before.mode != one.after.mode:
                raise _more(pairs[pair], f"mode berkas {shown(one.path)}")
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


def shown(path: str) -> str:
    """Return a path as it can be printed, whatever bytes its name has."""
    return path.encode("utf-8", "backslashreplace").decode()


def _more(commit: str, what: str) -> JdihError:
    return JdihError(
        f"Riwayat yang baru berbeda lebih dari yang dihapus: {what} pada commit {commit[:12]}.",
        "Jangan dipakai: ulangi `jdih erase` dari repositori asal, dan laporkan bila bukan Anda "
        "yang membuatnya.",
    )
