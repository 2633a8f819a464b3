"""An office that publishes: a clone of a laid one that has begun, with people who may approve.

``python -m benchmarks.publishing FOLDER OFFICE`` makes one from the office there and publishes it
whole; ``--change`` lets an item of the one in FOLDER be changed and approved, so that the next
``jdih publish`` has one item to publish.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from jdih import resources
from jdih.demo.people import Person, acting, enter
from jdih.publication.adoption import adopt
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository

OFFICE = "kantor"
"""The folder of the repository; the keys lie beside it, as they would on another machine."""

HEAD, CLERK = "kepala-biro", "pengelola"
"""The offices that decide on and write the items of the KPU's SOP."""

_ACCOUNTS = {HEAD: 9001, CLERK: 9002}
_SINCE = "2022-01-01"
_BRANCH = "usulan"
_END = "---\n"


def begin(folder: Path, laid: Path) -> None:
    """Clone the office `laid` into the new `folder`, let it begin, and publish it whole."""
    folder.mkdir(parents=True)
    root = folder / OFFICE
    subprocess.run(["git", "clone", "--quiet", "--local", laid, root], check=True)
    settings = (resources.folder() / UNIT_PATH).read_text(encoding="utf-8")
    people = _people(folder)
    (root / UNIT_PATH).write_text(enter(settings, people, _SINCE), encoding="utf-8")
    repository = Repository.open(root)
    with acting(repository, people[HEAD]):
        repository.commit(["site_config"], "Pemegang jabatan\n")
        adopt(repository, "HEAD")
        repository.commit(["site_config"], "Mulai\n")
    publish = [sys.executable, "-m", "jdih", "publish"]
    subprocess.run(publish, cwd=root, check=True, stdout=subprocess.DEVNULL)


def change(folder: Path) -> str:
    """Let the clerk change one item of the office in `folder` and the head approve; return it."""
    repository = Repository.open(folder / OFFICE)
    people = _people(folder)
    item = next(path for path in _items(repository.root) if "sop: kpu-" in path.read_text("utf-8"))
    branch = f"{_BRANCH}-{repository.head()}"
    repository.run("switch", "--quiet", "--create", branch)
    item.write_text(_corrected(item.read_text(encoding="utf-8")), encoding="utf-8")
    with acting(repository, people[CLERK]):
        repository.commit(["content"], "Betulkan satu kalimat\n")
    repository.run("switch", "--quiet", "main")
    with acting(repository, people[HEAD]):
        repository.run("merge", "--quiet", "--no-ff", "-S", "-m", "Setujui", branch)
    return item.relative_to(repository.root).as_posix()


def _items(root: Path) -> list[Path]:
    return sorted(root.glob("content/konten/*/*/index.md"))


def _corrected(text: str) -> str:
    """Return the text of an item with one more sentence, and one more ralat that explains it."""
    start, header, body = text.split(_END, 2)
    today = datetime.now(UTC).date()
    told = "" if "\nralat:\n" in header else "ralat:\n"
    ralat = f"{told}  - tanggal: {today}\n    penjelasan: Satu kalimat ditambahkan.\n"
    return f"{start}{_END}{header}{ralat}{_END}{body}\nSatu kalimat lagi.\n"


def _people(folder: Path) -> dict[str, Person]:
    """Return the two who act; their keys are made the first time."""
    keys = folder / "kunci"
    people = {
        code: Person(code, "Contoh", account, keys / code) for code, account in _ACCOUNTS.items()
    }
    if not keys.exists():
        keys.mkdir(mode=0o700)
        for person in people.values():
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]
            subprocess.run([*make, str(person.key)], check=True, stdin=subprocess.DEVNULL)
    return people


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publishing", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the publishing office lies, or will")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("office", nargs="?", type=Path, help="the laid office to begin with")
    what.add_argument("--change", action="store_true", help="change and approve one item")
    args = parser.parse_args()
    if args.change:
        print(change(args.folder))
    else:
        begin(args.folder, args.office)


if __name__ == "__main__":
    main()
