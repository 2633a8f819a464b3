"""Git, behind one door: the only module that imports GitPython.

It runs the real Git and nothing else: GitPython's own readers of refs and configuration are not
used, so that discovery, ``safe.directory`` and refs are Git's. Every call has the same surroundings
whatever is configured: English, no prompt, hook or shell, literal paths, no replaced objects.
"""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.repository import commits, failures, surroundings
from jdih.repository.failures import GitFailed
from jdih.repository.keep import ClonesKeep
from jdih.repository.tree import FOLDERS, CommitTree, WorkTree

# Without this a machine without Git ends in GitPython's ImportError instead of our remedy.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

_NAMES = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-relative")


class Repository:
    """A Git repository with a work tree. Open it with `Repository.open`.

    Reading blobs keeps one Git process; threads may share it, processes open their own. Every
    method raises JdihError (`GitFailed`) when Git cannot do what it says.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.keep = ClonesKeep(self)
        self._lock = threading.Lock()
        self._git = git.Git(root)
        self._git.update_environment(**surroundings.ENVIRONMENT)
        # Named with -C as well: GitPython falls back to the current folder when `root` is gone.
        self._git.set_persistent_git_options(C=str(root), c=surroundings.CONFIGURATION)
        settings = (word for setting in surroundings.CONFIGURATION for word in ("-c", setting))
        self._options = ("-C", str(root), *settings)
        # The process that reads blobs ends with its repository, however a cycle is taken apart.
        weakref.finalize(self, self._git.clear_cache)

    @classmethod
    def open(cls, path: Path) -> Repository:
        """Return the repository that holds `path`, a folder or file at any depth in it.

        Takes the variables that redirect Git out of this process's environment. Raises JdihError
        when there is no repository, none with a work tree, or one that belongs to somebody else.
        """
        for name in surroundings.REDIRECTIONS:
            os.environ.pop(name, None)
        folder = path if path.is_dir() else path.parent
        if not folder.is_dir():
            raise JdihError(f"Folder {folder} tidak ada.", "Periksa nama folder yang diketik.")
        try:
            return cls(Path(cls(folder.resolve()).text("rev-parse", "--show-toplevel")))
        except GitFailed as error:
            raise failures.no_repository(folder, error) from error

    def close(self) -> None:
        """End the process that reads blobs; it starts again when needed."""
        with self._lock:
            self._git.clear_cache()

    def run(
        self, *args: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> bytes:
        """Run ``git args…`` at the root and return what it wrote; `env` adds to the surroundings.

        Raises GitFailed when it ends with another status than 0.
        """
        status, out, said = self._call(args, stdin, env)
        if status:
            raise GitFailed(args, status, said)
        return out

    def text(self, *args: str) -> str:
        """Return what ``git args…`` wrote as text, without the line feeds at its end."""
        return self.run(*args).decode("utf-8", "surrogateescape").rstrip("\n")

    def resolve(self, rev: str) -> str | None:
        """Return the full id of the commit that `rev` names, or None when it names none."""
        try:
            return self.text(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}"
            )
        except GitFailed:
            return None

    def tip(self, ref: str) -> str | None:
        """Return the commit at the full ref name `ref`, or None when there is no such ref.

        Raises JdihError when the ref is there but damaged, which `resolve` cannot tell apart.
        """
        if commit := self.resolve(ref):
            return commit
        if not any(self._call(("for-each-ref", "--format=%(refname)", ref))):
            return None
        # Another process may have made the ref between the two questions.
        if commit := self.resolve(ref):
            return commit
        raise failures.damaged_ref(ref)

    def head(self) -> str | None:
        """Return the commit that is checked out, None before the first one."""
        return self.resolve("HEAD")

    def branch(self) -> str:
        """Return the name of the branch that is checked out, empty when HEAD is detached."""
        try:
            return self.text("symbolic-ref", "--quiet", "HEAD").removeprefix("refs/heads/")
        except GitFailed as error:
            if error.status == 1:
                return ""
            raise

    def branches(self) -> tuple[str, ...]:
        """Return the full ref names of local and remote-tracking branches, in order."""
        listed = self.text(
            "for-each-ref", "--format=%(refname) %(symref)", "refs/heads", "refs/remotes"
        )
        names = (line.split(" ") for line in listed.splitlines())
        # ``refs/remotes/origin/HEAD`` only repeats another branch.
        return tuple(sorted(name for name, target in names if not target))

    @property
    def shallow(self) -> bool:
        """True when history is cut off, as by ``git clone --depth``."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    def require_whole(self) -> None:
        """Raise JdihError when history is cut off: approvals cannot be judged from a part."""
        if self.shallow:
            raise failures.cut_off()

    def clean(self) -> bool:
        """Return True when nothing differs from HEAD and no file is untracked but ignored ones."""
        return not self.run("status", "--porcelain", "-z", "--untracked-files=all")

    def tree(self, rev: str, *paths: str) -> CommitTree:
        """Return the files of a commit, all of them or those at or below `paths`."""
        commit = self._commit(rev)
        listing = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths)
        return CommitTree(commit, listing, self, self.keep)

    def work_tree(self, *folders: str) -> WorkTree:
        """Return the files on disk below `folders` (content, drafts and settings by default)."""
        return WorkTree(
            self.root, folders or FOLDERS, executables=self._executables(), keep=self.keep
        )

    def changed(self, base: str) -> tuple[str, ...]:
        """Return the paths that differ between the work tree and where it left `base`, in order.

        Untracked files count, ignored ones do not. A renamed file counts with both its paths.
        Raises JdihError as `fork` does.
        """
        listed = self.run("diff", *_NAMES, self.fork(base), "--")
        return _sorted(listed + self.run("ls-files", "-z", "--others", "--exclude-standard"))

    def fork(self, base: str) -> str:
        """Return the commit at which the branch at hand left `base`.

        Raises JdihError when `base` names no version, or one without a common origin.
        """
        commit = self._commit(base)
        try:
            return self.text("merge-base", commit, "HEAD")
        except GitFailed as error:
            self.require_whole()
            raise failures.no_common_origin(base) from error

    def differing(self, before: str, after: str, *paths: str) -> tuple[str, ...]:
        """Return the paths below `paths` that differ between two commits, in order.

        A renamed file counts with both its paths, a submodule as one.
        """
        options = (*_NAMES, "--ignore-submodules=none")
        return _sorted(self.run("diff", *options, before, after, "--", *paths))

    def create_branch(self, name: str, at: str) -> None:
        """Create the branch `name` at `at` without leaving the present one; never moves one."""
        if self.resolve(f"refs/heads/{name}"):
            raise JdihError(f"Cabang “{name}” sudah ada.", "Pilih nama cabang lain.")
        self.run("branch", "--no-track", "--", name, at)

    def switch(self, name: str) -> None:
        """Check out the branch `name`; Git refuses when that would overwrite changes."""
        self.run("switch", "--quiet", "--no-guess", name)

    def move(self, src: str, dst: str) -> None:
        """Move a tracked file or folder on disk and in the index; `dst` must not exist."""
        commits.move(self, src, dst)

    def identity(self) -> tuple[str, str]:
        """Return the user's name and e-mail address."""
        return commits.identity(self)

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit exactly `paths` as they are on disk, with the user's identity; return the commit.

        Files and folders, gone ones too; ignored files in a folder are left out. Whatever else is
        staged stays so. After a failure the index is as it was.
        """
        return commits.commit_paths(self, paths, message)

    def commit_files(
        self,
        ref: str,
        files: Mapping[str, bytes],
        message: str,
        when: datetime,
        expected: str | None,
    ) -> str:
        """Add or replace `files` on `ref` in one commit and return it; work tree and index rest.

        `expected` is the commit the caller saw at `ref` (None: no ref yet) and becomes the parent.
        Raises `jdih.repository.failures.RefMoved` when the ref is no longer there, having changed
        nothing. `when` needs a zone.
        """
        return commits.commit_files(self, ref, files, message, when, expected)

    def write_files(
        self, files: Mapping[str, bytes], message: str, when: datetime, parent: str | None
    ) -> str:
        """Add or replace `files` in a commit on `parent` that no ref names yet; return it."""
        return commits.write_files(self, files, message, when, parent)

    def _call(
        self,
        args: tuple[str, ...],
        stdin: bytes | None = None,
        env: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, str]:
        command = [str(git.Git.GIT_PYTHON_GIT_EXECUTABLE), *self._options, *args]
        with tempfile.TemporaryFile() as feed:
            feed.write(stdin or b"")
            feed.seek(0)
            try:
                status, out, said = self._git.execute(
                    command,
                    istream=feed,
                    env=env,
                    with_extended_output=True,
                    with_exceptions=False,
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                )
            except git.GitCommandNotFound as error:
                raise failures.no_git() from error
            except (OSError, ValueError) as error:
                raise GitFailed(args, -1, str(error)) from error
        return int(status), bytes(out), said

    def _commit(self, rev: str) -> str:
        commit = self.resolve(rev)
        if commit is None:
            raise failures.no_version(rev)
        return commit

    def _executables(self) -> bool:
        _, told, _ = self._call(("config", "--type=bool", "--get", "core.fileMode"))
        return told.strip() != b"false"

    def object(self, name: str) -> tuple[str, str, bytes]:
        """Return id, type and bytes of an object by its id, or ``<commit>:<path>`` in one line."""
        with self._lock:
            try:
                found, kind, size, data = self._git.get_object_data(name)
            except (ValueError, OSError) as error:
                self._git.clear_cache()
                raise failures.damaged_object(name) from error
        identity = os.fsdecode(found)  # GitPython calls the id a text and gives bytes
        if len(data) != size or (":" not in name and identity != name):
            raise failures.damaged_object(name)
        return identity, os.fsdecode(kind), data


def _sorted(listed: bytes) -> tuple[str, ...]:
    """Return the names that Git lists, ended by NUL, each once and in order."""
    names = listed.decode("utf-8", "surrogateescape").split("\0")
    return tuple(sorted(set(names) - {""}))


def create(folder: Path, *, bare: bool = False) -> None:
    """Make a new repository with the branch ``main`` in the new folder `folder`."""
    folder.mkdir(parents=True)
    options = ("--bare",) if bare else ()
    Repository(folder).run("init", "--quiet", "--initial-branch=main", *options)
