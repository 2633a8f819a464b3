"""Rewriting history to remove texts and files, by git-filter-repo: its only door.

The program runs on a fresh bare copy, never on a repository that anybody works in. Only commits
that hold what is to be removed, and those that follow them, are written anew; every other keeps
its id and its signature. Messages, authors, dates, merges and empty commits stay as they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import git_filter_repo  # type: ignore[import-untyped]

from jdih.errors import JdihError
from jdih.repository import surroundings
from jdih.repository.git import Repository, create
from jdih.repository.history import read_changes
from jdih.repository.log import Commit
from jdih.repository.objects import read_objects

_REMOTE = "refs/remotes/origin/"
_LOCAL = "refs/heads/"
_KEEPING = (
    "--force",
    "--quiet",
    "--prune-empty=never",
    "--prune-degenerate=never",
    "--preserve-commit-hashes",
    "--preserve-commit-encoding",
    "--replace-refs=delete-no-add",
)
_METADATA = "filter-repo"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to go: `texts` as (old, new), and `paths` of files or folders, whole."""

    texts: Sequence[tuple[str, str]] = ()
    paths: Sequence[str] = ()

    def holds(self, data: bytes) -> str:
        """Return the first of the texts that `data` holds, empty for none."""
        return next((old for old, _ in self.texts if old.encode() in data), "")

    def names(self, path: str) -> bool:
        """Return True when a file is to go as a whole."""
        return any(path == one or path.startswith(f"{one}/") for one in self.paths)


def copy_of(source: Repository, folder: Path, without: Iterable[str]) -> Repository:
    """Return a new bare repository in `folder` with the branches and tags of `source`.

    What the remote ``origin`` holds is taken along; branches called as in `without` are not.
    Raises JdihError when `folder` is there already, or a branch here and at ``origin`` differ.
    """
    if folder.exists():
        raise JdihError(f"{folder} sudah ada.", "Sebut folder baru dengan --ke.")
    tips: dict[str, tuple[str, str]] = {}
    for ref in source.branches():
        name = ref.removeprefix(_REMOTE).removeprefix(_LOCAL)
        if name in without or not ref.startswith((_LOCAL, _REMOTE)):
            continue
        commit = source.text("rev-parse", ref)
        if tips.setdefault(name, (commit, ref))[0] != commit:
            raise JdihError(
                f"Cabang {name} di sini lain dari yang di origin.",
                f"Samakan dahulu (`git pull --ff-only` atau `git push` pada {name}), lalu ulangi.",
            )
    create(folder, bare=True)
    bare = Repository(folder)
    refs = (f"{ref}:{_LOCAL}{name}" for name, (_, ref) in sorted(tips.items()))
    options = ("--quiet", "--no-write-fetch-head")
    bare.run("fetch", *options, str(source.root), *refs, "refs/tags/*:refs/tags/*")
    return bare


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a rewriting did: old commit → new commit where the id changed, and the blobs removed."""

    commits: dict[str, str]
    removed: frozenset[str]


def rewrite(bare: Repository, wanted: Wanted) -> Rewritten:
    """Remove what is `wanted` from every branch and tag.

    The old commits stay until `forget`. Raises JdihError when nothing holds what is wanted, or the
    rewriting fails.
    """
    refs = bare.text("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags").split()
    changed = {commit.sha: commit for commit in read_changes(bare, "--all")}
    kept = _border(bare, changed, wanted)
    if kept is None:
        raise JdihError(
            "Tidak ada commit yang memuat teks atau berkas itu; tidak ada yang perlu dihapus.",
            "Periksa ejaannya, huruf besar dan kecil, dan nama berkasnya.",
        )
    with tempfile.TemporaryDirectory(prefix="jdih-") as aside:
        texts, paths = Path(aside) / "teks", Path(aside) / "jalur"
        longest_first = sorted(wanted.texts, key=lambda pair: -len(pair[0]))
        lines = "".join(f"literal:{old}==>{new}\n" for old, new in longest_first)
        texts.write_text(lines, encoding="utf-8")
        paths.write_text("".join(f"literal:{one}\n" for one in wanted.paths), encoding="utf-8")
        options = ["--replace-text", str(texts), "--replace-message", str(texts)]
        if wanted.paths:
            options += ["--invert-paths", "--paths-from-file", str(paths)]
        _run(bare.root, *_KEEPING, *options, "--refs", *refs, *(f"^{one}" for one in kept))
    listed = (bare.root / _METADATA / "commit-map").read_text(encoding="ascii").splitlines()[1:]
    pairs = (line.split() for line in listed)
    removed = {
        change.blob for commit in changed.values() for change in commit.changes
        if wanted.names(change.path) and not change.deleted
    }  # fmt: skip
    return Rewritten({old: new for old, new in pairs if old != new}, frozenset(removed))


def forget(bare: Repository) -> None:
    """Throw away every object that no branch or tag of a rewritten repository needs."""
    shutil.rmtree(bare.root / _METADATA, ignore_errors=True)
    bare.run("reflog", "expire", "--expire=now", "--all")
    bare.close()
    bare.run("gc", "--quiet", "--prune=now")


def remaining(bare: Repository, wanted: Wanted, removed: Collection[str]) -> Iterator[str]:
    """Yield where something that is `wanted` away is still found: contents, names, messages.

    Every object is looked through, and so is where a `removed` file lies under another name.
    """
    named: dict[str, str] = {}
    for line in bare.text("rev-list", "--objects", "--all").splitlines():
        identity, _, path = line.partition(" ")
        named[identity] = path
    kinds = _kinds(bare, named)
    for identity, data in read_objects(bare, named):
        path, kind = named[identity], kinds[identity]
        if identity in removed:
            yield f"berkas yang sama di {path}"
        if not wanted.holds(data):
            continue
        if kind == "blob":
            yield f"isi {path}"
        elif kind == "tree":
            yield f"nama berkas atau folder di {path or 'folder teratas'}"
        else:
            yield f"pesan, penulis, atau pembuat {kind} {identity[:12]}"
    for name in bare.text("for-each-ref", "--format=%(refname:short)").splitlines():
        if wanted.holds(name.encode("utf-8", "surrogateescape")):
            yield "nama sebuah cabang atau tag"


def _kinds(bare: Repository, ids: Iterable[str]) -> dict[str, str]:
    asked = "".join(f"{one}\n" for one in ids).encode("ascii")
    format_ = "--batch-check=%(objectname) %(objecttype)"
    lines = bare.run("cat-file", format_, stdin=asked).decode("ascii").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _border(
    bare: Repository, changed: Mapping[str, Commit], wanted: Wanted
) -> tuple[str, ...] | None:
    """Return the commits just before those to be written anew; None when there are none of these.

    A commit is one of them when it brought in a file, or carries a message, that holds what is
    wanted, and so is every commit that follows it.
    """
    commits = bare.text("rev-list", "--topo-order", "--reverse", "--all").split()
    blobs = {
        change.blob for commit in changed.values() for change in commit.changes
        if not change.deleted and change.mode != "160000"
    }  # fmt: skip
    held = {sha for sha, data in read_objects(bare, {*blobs, *commits}) if wanted.holds(data)}
    anew: set[str] = set()
    border: set[str] = set()
    for sha in commits:
        commit = changed[sha]
        own = sha in held or any(
            change.blob in held or wanted.names(change.path) for change in commit.changes
        )
        if own or not anew.isdisjoint(commit.parents):
            anew.add(sha)
            border.update(set(commit.parents) - anew)
    return tuple(sorted(border)) if anew else None


def _run(root: Path, *options: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in surroundings.REDIRECTIONS
    }
    done = subprocess.run(
        [sys.executable, git_filter_repo.__file__, *options],
        cwd=root,
        check=False,
        capture_output=True,
        env=environment | surroundings.ENVIRONMENT,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise JdihError(
            f"Riwayat tidak dapat ditulis ulang: {said[-1] if said else 'git-filter-repo gagal'}",
            f"Repositori asal tidak berubah. Hapus {root}, lalu ulangi.",
        )
