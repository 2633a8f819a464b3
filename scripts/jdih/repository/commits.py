"""Commits: the user's, from the work tree, and the program's, written past it.

What the program writes has a fixed identity and never touches work tree, index or HEAD; a ref
moves only from the value the caller saw (compare-and-swap), so that two writers never overwrite
each other.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from jdih.errors import JdihError
from jdih.repository.failures import GitFailed, RefMoved, no_identity
from jdih.repository.locks import clear, lock_of

WRITER = ("Alur JDIH", "register@jdih.invalid")


class Git(Protocol):
    """What this module needs of `jdih.repository.git.Repository`."""

    root: Path

    def run(
        self, *args: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> bytes:
        """Run a Git command and return what it wrote."""

    def text(self, *args: str) -> str:
        """Run a Git command and return what it wrote as text."""

    def tip(self, ref: str) -> str | None:
        """Return the commit at a ref."""


def commit_files(
    git: Git,
    ref: str,
    files: Mapping[str, bytes],
    message: str,
    when: datetime,
    expected: str | None,
) -> str:
    """Add or replace `files` on `ref`; see `jdih.repository.git.Repository.commit_files`."""
    _refuse_checked_out(git, ref)
    commit = write_files(git, files, message, when, expected)
    _swap(git, ref, commit, expected)
    return commit


def write_files(
    git: Git, files: Mapping[str, bytes], message: str, when: datetime, parent: str | None
) -> str:
    """Write a commit that no ref names; see `jdih.repository.git.Repository.write_files`."""
    if when.tzinfo is None:
        raise ValueError("when needs a zone")
    with tempfile.TemporaryDirectory(prefix="jdih-") as folder:
        tree = _write_tree(git, Path(folder), files, parent)
    return _write_commit(git, tree, message, when, parent)


def _refuse_checked_out(git: Git, ref: str) -> None:
    if git.text("for-each-ref", "--format=%(worktreepath)", ref):
        raise JdihError(
            f"{ref} sedang dibuka sebagai cabang kerja, jadi tidak dapat ditulisi program.",
            "Pindah dahulu ke cabang lain, misalnya dengan `git switch main`.",
        )


def _write_tree(git: Git, folder: Path, files: Mapping[str, bytes], base: str | None) -> str:
    paths = sorted(files)
    for number, path in enumerate(paths):
        (folder / str(number)).write_bytes(files[path])
    listed = "".join(f"{folder / str(number)}\n" for number in range(len(paths)))
    written = git.run(
        "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=os.fsencode(listed)
    )
    lines = (
        f"100644 {blob}\t{path}\0"
        for path, blob in zip(paths, written.decode("ascii").split(), strict=True)
    )
    index = {"GIT_INDEX_FILE": str(folder / "index")}
    git.run("read-tree", base or "--empty", env=index)
    git.run("update-index", "-z", "--index-info", stdin="".join(lines).encode(), env=index)
    tree = git.run("write-tree", env=index).decode("ascii").strip()
    # Git passes over a path it does not allow, such as one with ``..``, and still succeeds.
    there = git.run("ls-tree", "-r", "-z", "--full-tree", "--name-only", tree).split(b"\0")
    if not {path.encode() for path in paths} <= set(there):
        raise ValueError(f"not every path can be committed: {paths}")
    return tree


def _write_commit(git: Git, tree: str, message: str, when: datetime, parent: str | None) -> str:
    name, address = WRITER
    moment = f"@{int(when.timestamp())} {when:%z}"
    identity = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", address), ("DATE", moment))
    }
    parents = ("-p", parent) if parent else ()
    written = git.run("commit-tree", tree, *parents, stdin=message.encode(), env=identity)
    return written.decode("ascii").strip()


def _swap(git: Git, ref: str, commit: str, expected: str | None) -> None:
    try:
        # An empty old value means that the ref must not exist yet.
        git.run("update-ref", ref, commit, expected or "")
    except GitFailed as error:
        if git.tip(ref) != expected:
            raise RefMoved(
                f"{ref} baru saja ditulisi proses lain.", "Ulangi perintah ini."
            ) from error
        lock = lock_of(ref, error.said)
        if lock is not None:
            clear(lock)
            raise RefMoved(
                f"{ref} terkunci: {error.message}",
                "Bila tidak ada perintah Git lain yang berjalan, hapus berkas .lock itu, lalu "
                "ulangi.",
            ) from error
        raise


def commit_paths(git: Git, paths: Iterable[str], message: str) -> str:
    """Commit `paths` from the work tree; see `jdih.repository.git.Repository.commit`."""
    identity(git)
    wanted = sorted(set(paths))
    there = [path for path in wanted if os.path.lexists(git.root / path)]
    index = Path(git.text("rev-parse", "--path-format=absolute", "--git-path", "index"))
    before = index.read_bytes() if index.exists() else None
    from_stdin = ("--pathspec-from-file=-", "--pathspec-file-nul")
    try:
        if there:
            git.run("add", "--all", *from_stdin, stdin=_listed(there))
        options = ("--quiet", "--only", "--cleanup=whitespace", "--message", message)
        git.run("commit", *options, *from_stdin, stdin=_listed(wanted))
    except JdihError:
        _restore(index, before)
        raise
    return git.text("rev-parse", "HEAD")


def _listed(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")


def _restore(index: Path, before: bytes | None) -> None:
    if before is None:
        index.unlink(missing_ok=True)
    elif index.read_bytes() != before:
        aside = index.with_name(f"{index.name}.jdih")
        aside.write_bytes(before)
        aside.replace(index)


def move(git: Git, src: str, dst: str) -> None:
    """Move a tracked file or folder; see `jdih.repository.git.Repository.move`."""
    target = git.root / dst
    # Git would move into an existing folder instead of failing.
    if os.path.lexists(target):
        raise JdihError(f"{dst} sudah ada.", "Ubah nama salah satunya, lalu ulangi perintah ini.")
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        git.run("mv", "--", src, dst)
    except JdihError:
        for folder in missing:
            folder.rmdir()
        raise


def identity(git: Git) -> tuple[str, str]:
    """Return the user's name and e-mail address; see `Repository.identity`."""
    try:
        git.run("var", "GIT_COMMITTER_IDENT")
        ident = git.text("var", "GIT_AUTHOR_IDENT")
    except GitFailed as error:
        raise no_identity() from error
    name, _, address = ident.rsplit(" ", 2)[0].rpartition(" <")
    return name, address.removesuffix(">")
