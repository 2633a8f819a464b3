"""The example office in a repository of its own, with small changes and what is found in it."""

from __future__ import annotations

from pathlib import Path

from jdih.model.finding import Finding
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from tests import trees
from tests.gitrepo import commit, make_repo

ITEM = "content/konten/2026/hak-atas-informasi"
ACT = "content/dokumen/peraturan/uu-14-2008/index.md"
DRAFT = "drafts/rancangan"
SOP = "content/sop/uji-1.md"
UNIT = "site_config/unit.yml"


def make_office(folder: Path) -> Path:
    """Lay the example office into a new repository, committed on ``main``."""
    make_repo(folder)
    trees.lay_office(folder)
    commit(folder, {".gitignore": "build/\n"}, "Buka kantor")
    return folder


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replace `old`, which must be there, once in a file."""
    file = root / path
    text = file.read_bytes().decode("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def append(root: Path, path: str, text: str) -> None:
    """Put `text` at the end of a file, behind an empty line."""
    file = root / path
    file.write_bytes(file.read_bytes() + f"\n{text}\n".encode("utf-8", "surrogatepass"))


def findings(root: Path) -> tuple[Finding, ...]:
    """Return everything found in the office on disk."""
    return check_tree(WorkTree(root)).findings


def codes(root: Path) -> list[str]:
    """Return the codes of everything found, in order of place."""
    return [finding.code for finding in findings(root)]
