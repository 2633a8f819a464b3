"""An office of any size in which a person approved every document: by a merge that they signed.

``python -m benchmarks.merges FOLDER --documents 1000`` lays one for a trial of your own: the
documents of `benchmarks.corpus`, each written on a branch and merged by who decides on its kind,
and an agenda book (``refs/jdih/lokal``) that holds all that is registered.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.corpus import CYCLE, MOST, SEED, begun, freeze, git, moment, stream
from benchmarks.sshsig import Signer, signer
from jdih.demo.people import Person, enter
from jdih.model.document import Document
from jdih.model.verdict import Verdict
from jdih.publication.course import Courses
from jdih.publication.record import entry_of, unrecorded
from jdih.publication.state import read_state, unit_of
from jdih.reading.unit import UNIT_PATH
from jdih.register.book import NewEntry, local_book
from jdih.register.chain import collect
from jdih.repository.git import Repository
from jdih.rules.engine import check_tree
from jdih.website.site import Manifest

ENTRIES = 500
"""Entries that one run records."""

_SINCE = "2022-01-01"
_FIRST_ACCOUNT = 9001
_LEGAL = ("pengelola", "ahli-madya")
_ROLES = {
    "konten-kpu": ("pengelola", "kepala-biro"),
    "konten-mk": ("ppnpn", "kasubbag-humas"),
    "halaman": ("pengelola", "kepala-biro"),
}
"""Kind of the corpus → the offices that write and that approve it."""
_SCRATCH = "naskah"
_MERGED_AFTER = 1_800
_SEEN_AFTER = timedelta(minutes=10)
_COMMIT_TYPE = 1


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office: the address by which commits name them, and their key."""

    address: str
    signer: Signer


def lay(folder: Path, count: int, seed: int = SEED) -> str:
    """Make the office in the new `folder`: a branch and a signed merge for each document.

    The same arguments give the same commit, which is returned. Raises ValueError and
    CalledProcessError as `benchmarks.corpus.lay` does.
    """
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    holders = _begin(folder, seed)
    base = freeze(folder)
    git(folder, "branch", _SCRATCH, base)
    documents = b"".join(stream(count, seed, f"refs/heads/{_SCRATCH}", base))
    git(folder, "fast-import", "--quiet", stdin=documents)
    trees = git(folder, "log", "--reverse", "--format=%T", f"main..{_SCRATCH}").split()
    git(folder, "branch", "--quiet", "-D", _SCRATCH)
    if commits := tuple(_commits(base, trees, holders)):
        git(folder, "index-pack", "--stdin", stdin=_pack(commits))
        git(folder, "reset", "--quiet", "--hard", _identity(commits[-1]))
    _record(Repository.open(folder))
    return git(folder, "rev-parse", "HEAD")


def _begin(folder: Path, seed: int) -> Mapping[str, Holder]:
    """Commit the sample with somebody in every office; return them by office."""
    git(folder, "fast-import", "--quiet", stdin=b"".join(begun()))
    git(folder, "reset", "--quiet", "--hard", "main")
    unit = check_tree(Repository.open(folder).work_tree()).context.unit
    holders: dict[str, Holder] = {}
    with tempfile.TemporaryDirectory(prefix="jdih-") as keys:
        people = {}
        for number, office in enumerate(unit.offices if unit else (), _FIRST_ACCOUNT):
            person = Person(office.code, office.name, number, Path(keys) / office.code)
            own = signer(f"{seed}/{office.code}")
            person.key.with_suffix(".pub").write_text(own.public_key, encoding="ascii")
            people[office.code] = person
            holders[office.code] = Holder(person.address, own)
        settings = folder / UNIT_PATH
        settings.write_text(enter(settings.read_text("utf-8"), people, _SINCE), "utf-8")
    git(folder, "commit", "--quiet", "--all", "--amend", "--message", "Kantor contoh")
    return holders


def _commits(base: str, trees: Sequence[str], holders: Mapping[str, Holder]) -> Iterator[bytes]:
    """Yield the commit on a branch and the signed merge of each tree, on top of `base`."""
    for number, tree in enumerate(trees, start=1):
        writer, decider = (
            holders[office] for office in _ROLES.get(CYCLE[(number - 1) % len(CYCLE)], _LEGAL)
        )
        told = _told((base,), tree, writer, moment(number + 1))
        written = f"{told}\nNaskah {number}: ajukan\n".encode()
        yield written
        told = _told((base, _identity(written)), tree, decider, moment(number + 1, _MERGED_AFTER))
        words = f"\nNaskah {number}: setuju\n"
        signature = decider.signer.sign(f"{told}{words}".encode()).replace("\n", "\n ")
        merge = f"{told}gpgsig {signature}\n{words}".encode()
        yield merge
        base = _identity(merge)


def _told(parents: Sequence[str], tree: str, by: Holder, when: str) -> str:
    who = f"contoh <{by.address}> {when}"
    lines = (f"tree {tree}", *(f"parent {one}" for one in parents))
    return "\n".join((*lines, f"author {who}", f"committer {who}", ""))


def _identity(commit: bytes) -> str:
    return hashlib.sha1(b"commit %d\0" % len(commit) + commit, usedforsecurity=False).hexdigest()


def _pack(commits: Sequence[bytes]) -> bytes:
    """Return commits as a pack: objects of Git in one stream."""
    parts = [struct.pack(">4sII", b"PACK", 2, len(commits))]
    for data in commits:
        # Four bits of the size beside the type, then seven to a byte, the lowest first.
        size, byte = len(data) >> 4, _COMMIT_TYPE << 4 | len(data) & 0xF
        while size:
            parts.append(bytes([byte | 0x80]))
            size, byte = size >> 7, size & 0x7F
        parts += [bytes([byte]), zlib.compress(data)]
    body = b"".join(parts)
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def _record(repository: Repository) -> None:
    """Record what is registered as the runs would have that saw it live, in order of approval."""
    state = read_state(repository)
    unit = unit_of(state.tree)
    courses = Courses(repository, unit, state.checked, state.witness, state.facts)
    adopted = state.facts.history.mainline[state.facts.adopted or 0].time
    nothing = collect(None, (), "", {})

    def approved(verdict: Verdict) -> datetime:
        own = verdict.approval
        return datetime.fromisoformat(own.time) if own else adopted.astimezone(unit.zone)

    def fact(document: Document) -> NewEntry:
        verdict = state.verdicts[document.path]
        seen, own = approved(verdict) + _SEEN_AFTER, verdict.approval
        way = courses.done(document, own, seen) if own else ()
        return entry_of(document, verdict, nothing, Manifest({}), way, seen)

    documents = unrecorded(state.documents, dict(state.verdicts), unit, nothing)
    ordered = sorted(documents, key=lambda one: approved(state.verdicts[one.path]))
    book = local_book(repository)
    for first in range(0, len(ordered), ENTRIES):
        facts = [fact(document) for document in ordered[first : first + ENTRIES]]
        book.append(facts, datetime.fromisoformat(facts[-1].time))


def main() -> None:
    """Lay the office that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merges", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--documents", type=int, default=1_000, metavar="N", help=f"up to {MOST}")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    print(lay(args.folder, args.documents, args.seed))


if __name__ == "__main__":
    main()
