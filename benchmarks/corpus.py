"""An office of any size, invented: the sample office and N documents more, as a Git repository.

``python -m benchmarks.corpus FOLDER --documents 1000`` lays one for a trial of your own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents import LINES, MONTHS, Files, Place, document, plan
from jdih import resources
from jdih.publication.adoption import adopt
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository

SEED = 20_261_102
CYCLE = (
    *("peraturan", "konten-kpu", "peraturan", "monografi", "konten-mk"),
    *("peraturan", "artikel", "konten-kpu", "putusan", "konten-mk"),
    *("peraturan", "konten-kpu", "peraturan", "monografi", "halaman"),
    *("peraturan", "artikel", "konten-kpu", "putusan", "konten-mk"),
)
"""The kinds of twenty documents in a row."""
MOST = LINES * len(MONTHS) // CYCLE.count("konten-mk") * len(CYCLE)
"""As many documents as there are plan lines for."""

_START = 1_640_995_200
_HOUR = 3_600
# An office without a holder cannot begin. The first office of the settings decides on them.
_NOBODY = b"    pemegang: []\n"
_SOMEBODY = b"    pemegang:\n      - akun: akun-contoh\n        id: 1\n        sejak: 2022-01-01\n"
_MAIN = "refs/heads/main"
_WHO = "pengelola <pengelola@example.invalid>"


def documents(count: int, seed: int = SEED) -> Iterator[Files]:
    """Yield the files of each of `count` documents, a plan together with its first item.

    Raises ValueError when `count` is not between 0 and `MOST`.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"an office has 0 to {MOST} documents, not {count}")
    made: Counter[str] = Counter()
    for number in range(count):
        kind = CYCLE[number % len(CYCLE)]
        ordinal = made[kind]
        made[kind] += 1
        files = document(
            kind, Place(seed, number, ordinal, made["peraturan"] - (kind == "peraturan"))
        )
        if kind == "konten-mk" and ordinal % LINES == 0:
            yield {**plan(seed, ordinal // LINES), **files}
        else:
            yield files


def lay(folder: Path, count: int, seed: int = SEED) -> str:
    """Make the office in the new `folder`: one commit for the sample, one for each document.

    The same arguments give the same commit, which is returned. Raises ValueError as `documents`
    does, and CalledProcessError with Git's own words.
    """
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    everything = (*begun(held=True), *stream(count, seed), b"done\n")
    git(folder, "fast-import", "--quiet", stdin=b"".join(everything))
    git(folder, "reset", "--quiet", "--hard", "main")
    return git(folder, "rev-parse", "HEAD")


def freeze(folder: Path) -> str:
    """Freeze what the office holds as imported, commit that, and return the commit."""
    adopt(Repository.open(folder), "HEAD")
    hours = int(git(folder, "rev-list", "--count", "HEAD"))
    git(folder, "commit", "--quiet", "--all", "--message", "Mulai", hour=hours)
    return git(folder, "rev-parse", "HEAD")


def git(folder: Path, *args: str, stdin: bytes = b"", hour: int = 0) -> str:
    """Run Git in `folder` away from the user's configuration, at an hour after the beginning."""
    when = moment(hour)
    name, _, address = _WHO.removesuffix(">").partition(" <")
    people = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", address), ("DATE", when))
    }
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        ["git", *args],
        cwd=folder,
        env=kept | people | plain,
        input=stdin,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode().strip()


def begun(*, held: bool = False) -> Iterator[bytes]:
    """Yield what ``git fast-import`` reads to begin with the sample, with one office `held`."""
    yield _commit(_MAIN, 0, "Kantor contoh", _sample(held=held))


def stream(count: int, seed: int, ref: str = _MAIN, base: str = "") -> Iterator[bytes]:
    """Yield what ``git fast-import`` reads to add `count` documents on `ref`, from `base` on."""
    for number, files in enumerate(documents(count, seed), start=1):
        yield _commit(ref, number, f"Naskah {number}", files, base if number == 1 else "")


def moment(hour: int, seconds: int = 0) -> str:
    """Return the time so many hours and seconds after the beginning, as Git writes it."""
    return f"{_START + hour * _HOUR + seconds} +0700"


def _commit(ref: str, number: int, message: str, files: Files, base: str = "") -> bytes:
    words = message.encode()
    lines = [f"commit {ref}\ncommitter {_WHO} {moment(number)}\n".encode()]
    lines.append(b"data %d\n%s\n" % (len(words), words))
    if base:
        lines.append(f"from {base}\n".encode())
    for path, data in sorted(files.items()):
        lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    return b"".join(lines)


def _sample(*, held: bool) -> Files:
    """Return what every new office starts from, with one office held when asked."""
    root = resources.folder()
    files = {".gitignore": b"/build/\n"}
    for name in resources.SAMPLE_FILES:
        start = root / name
        for path in [start] if start.is_file() else start.rglob("*"):
            if path.is_file():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    if held:
        files[UNIT_PATH] = files[UNIT_PATH].replace(_NOBODY, _SOMEBODY, 1)
    return files


def main() -> None:
    """Lay the office that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--documents", type=int, default=1_000, metavar="N", help=f"up to {MOST}")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--freeze", action="store_true",
                        help="freeze an office that is there as imported")  # fmt: skip
    args = parser.parse_args()
    done = freeze(args.folder) if args.freeze else lay(args.folder, args.documents, args.seed)
    print(done)


if __name__ == "__main__":
    main()
