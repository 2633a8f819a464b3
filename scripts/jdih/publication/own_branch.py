"""One document written on a branch of its own, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from jdih.errors import JdihError
from jdih.model.tree import Tree
from jdih.repository.git import Repository

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be written: a file's path and text, and the message of the commit."""

    path: str
    text: str
    message: str


def base_of_work(repository: Repository) -> str:
    """Return where work begins: the main branch, or what is checked out where there is none."""
    return "main" if repository.resolve("refs/heads/main") else "HEAD"


def unmerged(repository: Repository, tip: str | None) -> bool:
    """Say whether a branch elsewhere, which ends in `tip`, holds work that is not here yet.

    One that was merged, and kept, does not.
    """
    if tip is None:
        return False
    here = repository.resolve(tip)
    return here is None or repository.text("merge-base", "HEAD", tip) != tip


@contextmanager
def on_branch(repository: Repository, name: str) -> Iterator[None]:
    """Work on a new branch; when that fails, return to where we were and take it away."""
    repository.create_branch(name, base_of_work(repository))
    try:
        repository.switch(name)
        yield
    except BaseException:
        if repository.branch() == name:
            repository.run("switch", "--quiet", "-")
        repository.run("branch", "--quiet", "--delete", "--force", "--", name)
        raise


def write_on_branch(
    repository: Repository,
    name: str,
    what: str,
    make: Callable[[Tree, str], tuple[Piece | None, _Told]],
    *,
    branch: bool,
) -> tuple[_Told, str]:
    """Write what `make` makes of a version of the repository, its tree and revision, and commit it.

    Returns what `make` tells besides, and the branch on which the work stands, empty without one.

    With `branch` the work goes to the new branch `name`, unless that is checked out already;
    without, the file is written where we are and not committed. `what` names the work. Where
    `make` makes no piece nothing is changed; it has to `require_plain` what it reads and writes.
    Raises JdihError when the branch is there and is not checked out.
    """
    here = not branch or repository.branch() == name
    rev = "HEAD" if here else base_of_work(repository)
    if not here:
        if repository.resolve(f"refs/heads/{name}"):
            raise JdihError(
                f"{what} sudah dikerjakan pada cabang {name}.",
                f"Pindah dengan `git switch {name}`, lalu ulangi; yang sudah ditulis tidak "
                "berubah.",
            )
        repository.identity()
    tree: Tree = repository.work_tree() if here else repository.tree(rev)
    piece, told = make(tree, rev)
    if piece is None:
        return told, name if branch and here else ""
    with ExitStack() as stack:
        if not here:
            stack.enter_context(on_branch(repository, name))
        stack.enter_context(_kept(repository.root / piece.path, piece.text))
        if branch:
            repository.commit([piece.path], piece.message)
    return told, name if branch else ""


def read_text(tree: Tree, path: str) -> str:
    """Return the text of a file, empty when it is not there. Raises JdihError for other bytes."""
    if path not in tree.entries:
        return ""
    try:
        return tree.read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise JdihError(f"{path} bukan UTF-8.", "Perbaiki dahulu temuan `jdih check`.") from error


def require_plain(tree: Tree, path: str) -> None:
    """Refuse to read or write through a link, whatever it leads to. Raises JdihError for one."""
    above = {str(parent) for parent in PurePosixPath(path).parents}
    links = [name for name, entry in tree.entries.items()
             if name in above or (name == path and not entry.regular)]  # fmt: skip
    if links:
        raise JdihError(
            f"{links[0]} bukan berkas atau folder biasa.", "Hapus tautan itu, lalu ulangi."
        )


@contextmanager
def _kept(path: Path, text: str) -> Iterator[None]:
    """Write `text`; when what follows fails, put everything back as it was."""
    before = path.read_bytes() if path.is_file() else None
    made = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    try:
        yield
    except BaseException:
        if before is not None:
            path.write_bytes(before)
        else:
            path.unlink()
            if made:
                path.parent.rmdir()
        raise
