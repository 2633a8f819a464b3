"""Where many pairs of trees differ, file by file, in one pass of Git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jdih.repository.git import Repository

_RAW = ("--raw", "--no-abbrev", "--no-renames", "--no-color", "--ignore-submodules=none", "-z")


@dataclass(frozen=True, slots=True)
class Side:
    """A file on one side of a difference; `blob` is empty where there is none."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A path at which two trees differ."""

    path: str
    before: Side
    after: Side

    @property
    def blobs(self) -> tuple[str, ...]:
        """The blobs on both sides, without those that are not there."""
        return tuple(side.blob for side in (self.before, self.after) if side.blob)


def read_tree_differences(
    repository: Repository, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[Difference, ...]]]:
    """Yield for each pair of trees (before, after) where they differ, in one pass for all."""
    asked = list(pairs)
    if not asked:
        return
    question = "".join(f"{before} {after}\n" for before, after in asked).encode("ascii")
    output = repository.run("diff-tree", "--stdin", "-r", *_RAW, stdin=question)
    at, tokens = 0, output.split(b"\0")
    for pair in asked:
        # The two ids stand before the first difference, which follows a line feed.
        head, _, tokens[at] = tokens[at].partition(b"\n")
        if head != " ".join(pair).encode("ascii"):
            raise AssertionError(f"unexpected answer {head!r}")
        found = []
        while tokens[at].startswith(b":"):
            modes, path = tokens[at].decode("ascii")[1:].split(" "), tokens[at + 1]
            sides = zip(modes[:2], modes[2:4], strict=True)
            before, after = (Side(mode, blob.strip("0") and blob) for mode, blob in sides)
            found.append(Difference(path.decode("utf-8", "surrogateescape"), before, after))
            at += 2
        yield pair, tuple(found)
