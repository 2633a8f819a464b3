"""What is kept of reading and of rules: never another finding than without it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jdih import hands
from jdih.cli import main
from jdih.model.finding import Finding
from jdih.model.tree import Tree
from jdih.reading import corpus as corpora
from jdih.reading import keeping
from jdih.reading.corpus import read_document
from jdih.reading.places import Place
from jdih.reading.unit import read_unit
from jdih.repository import keep as keeps
from jdih.repository.git import Repository
from jdih.repository.tree import WorkTree
from jdih.rules.context import Context
from jdih.rules.engine import Checked, check_tree, found_before
from tests import gitrepo, trees

ROUNDS = 14


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the readings of a small office too, and write them after every change."""
    monkeypatch.setattr(keeping, "WORTH", 0)
    monkeypatch.setattr(keeps, "_PORTION", 10_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office = gitrepo.make_repo(tmp_path / "kantor")
    for name in ("content", "site_config"):
        shutil.copytree(trees.ROOT / name, office / name, ignore=shutil.ignore_patterns("theme"))
    shutil.copy(trees.ROOT / "mkdocs.yml", office)
    gitrepo.commit(office, {".gitignore": "build/\n"}, "Buka kantor")
    return office


def kept(root: Path) -> Checked:
    """Check the work tree as a run of its own does, with what runs before left behind."""
    return check_tree(Repository.open(root).work_tree())


def known(root: Path) -> tuple[Finding, ...] | None:
    """Return what an earlier run found in this very tree."""
    return found_before(Repository.open(root).work_tree())


def same(root: Path) -> None:
    """Compare with a run that has nothing to take over."""
    without = check_tree(WorkTree(root))
    assert known(root) in {None, without.findings}
    with_it = kept(root)
    assert with_it.corpus == without.corpus
    assert with_it.findings == without.findings
    assert known(root) == without.findings


@dataclass
class Editor:
    """Makes every change that can alter a finding of another document."""

    root: Path
    dice: random.Random
    away: list[tuple[Path, Path]] = field(default_factory=list)

    def pages(self) -> list[Path]:
        return sorted(self.root.glob("content/**/*.md"))

    def written(self) -> None:
        page = self.dice.choice(self.pages())
        target = self.dice.choice(self.pages()).relative_to(self.root)
        text = page.read_text(encoding="utf-8")
        page.write_text(f"{text}\n[Lihat](/{target}) dan [lain](/content/tiada.md).\n", "utf-8")

    def removed(self) -> None:
        page = self.dice.choice(self.pages())
        if page.parts[-3] not in {"content", self.root.name}:
            shutil.move(page, page.with_name("hilang.txt"))
            self.away.append((page, page.with_name("hilang.txt")))

    def back(self) -> None:
        if self.away:
            page, there = self.away.pop()
            shutil.move(there, page)

    def act(self) -> None:
        """Name an act that may be there or not."""
        acts = sorted(self.root.glob("content/dokumen/peraturan/*/index.md"))
        page, other = self.dice.sample(acts, 2)
        named = self.dice.choice([other.parent.name, "uu-1-1901"])
        text = page.read_text(encoding="utf-8")
        if "\nhubungan:" not in text:
            page.write_text(
                text.replace("\ntahun:", f"\nhubungan:\n  mengubah: [{named}]\ntahun:", 1)
            )

    def line(self) -> None:
        """Give a line of a plan another id, so that items follow a line that is not there."""
        plan = self.dice.choice(sorted(self.root.glob("content/rencana/*.md")))
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("- id: ", f"- id: {self.dice.choice('bcdf')}", 1))

    def office(self) -> None:
        unit = self.root / "site_config/unit.yml"
        text = unit.read_text(encoding="utf-8")
        unit.write_text(text.replace("kode: ", f"kode: {self.dice.choice('xyz')}", 1))

    def schema(self) -> None:
        path = self.root / "site_config/schema/konten.yml"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n")

    def broken(self) -> None:
        page = self.dice.choice(self.pages())
        page.write_text("---\njudul: [\n---\n")

    def sop(self) -> None:
        page = self.dice.choice(sorted(self.root.glob("content/sop/*.md")))
        page.write_text(page.read_text(encoding="utf-8").replace("id: ", "id: x", 1))


EDITS: tuple[Callable[[Editor], None], ...] = (
    Editor.written, Editor.removed, Editor.back, Editor.act, Editor.line, Editor.office,
    Editor.schema, Editor.broken, Editor.sop,
)  # fmt: skip


@pytest.mark.parametrize("number", range(2))
def test_after_any_change_the_findings_are_those_of_a_run_without(root: Path, number: int) -> None:
    editor = Editor(root, random.Random(number))
    same(root)
    for turn in range(ROUNDS):
        edit = EDITS[(turn + number) % len(EDITS)]
        edit(editor)
        same(root)


def test_several_processes_read_as_one_does(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = check_tree(WorkTree(root))
    monkeypatch.setattr(hands, "hands", lambda: 2)
    monkeypatch.setattr(corpora, "_PORTION", 3)
    together = kept(root)
    assert together.corpus == alone.corpus
    assert together.findings == alone.findings


def test_nothing_is_read_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(root).findings
    forbid(monkeypatch)
    assert kept(root).findings == first


def test_a_file_that_no_rule_looks_into_counts_by_its_name(root: Path) -> None:
    first = kept(root).findings
    (root / "site_config/theme").mkdir()
    page = root / "site_config/theme/baru.html"
    page.write_text("satu")
    assert known(root) is None
    assert kept(root).findings == first
    page.write_text("dua")
    assert known(root) == first


def test_a_check_of_an_unchanged_office_reads_no_document(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    first = main(["check"]), capsys.readouterr().out
    forbid(monkeypatch)
    assert (main(["check"]), capsys.readouterr().out) == first
    page = root / "content/profil/index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[Ke sana](/content/tiada.md).\n", "utf-8")
    monkeypatch.undo()
    monkeypatch.setattr(keeping, "WORTH", 0)
    monkeypatch.chdir(root)
    assert main(["check"]) == 1
    assert "tautan-mati" in capsys.readouterr().out


def test_a_link_to_what_is_gone_is_found_though_its_page_stayed(root: Path) -> None:
    page = root / "content/profil/index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[Ke sana](/content/baru.md).\n", "utf-8")
    (root / "content/baru.md").write_text("---\ntipe: halaman\njudul: Baru\n---\n")
    assert not dead(kept(root))
    (root / "content/baru.md").unlink()
    assert dead(kept(root)) == ["content/profil/index.md"]


def test_what_a_context_would_answer_otherwise_is_not_taken_over(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above fails when nobody asks the context: it is that which holds it up."""
    monkeypatch.setattr(Context, "answers", lambda *_: True)
    page = root / "content/profil/index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[Ke sana](/content/baru.md).\n", "utf-8")
    (root / "content/baru.md").write_text("---\ntipe: halaman\njudul: Baru\n---\n")
    kept(root).findings  # noqa: B018 (looked for once asked)
    (root / "content/baru.md").unlink()
    assert not dead(kept(root))


def test_a_commit_and_the_work_tree_share_what_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(root).findings
    forbid(monkeypatch)
    assert check_tree(Repository.open(root).tree("HEAD")).findings == first


@pytest.mark.parametrize(
    "harm", ["cut", "turned", "forged", "another's", "in another's place", "folder"]
)
def test_what_is_kept_may_be_damaged(
    root: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(root).findings
    for place in sorted((root / ".git" / keeps.NAME).iterdir()):
        damage(place, harm, monkeypatch)
    assert kept(root).findings == first


def damage(place: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = place.read_bytes()
    if harm == "cut":
        place.write_bytes(data[: len(data) // 2])
    elif harm == "turned":
        place.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    elif harm == "forged":
        place.write_bytes(b"0" * 64 + data[64:])
    elif harm == "another's":
        monkeypatch.setenv("ALUR_REGISTER_KEY", "rahasia lain")
    elif harm == "in another's place":
        shutil.copy(place, place.with_name({"naskah": "temuan"}.get(place.name, "naskah")))
    else:
        place.unlink()
        place.mkdir()


def test_a_clone_believes_nothing_of_another(root: Path, tmp_path: Path) -> None:
    kept(root)
    gitrepo.git(tmp_path, "clone", "--quiet", str(root), "lain")
    own = Repository.open(tmp_path / "lain")
    place = own.root / ".git" / keeps.NAME
    shutil.copytree(root / ".git" / keeps.NAME, place)
    assert own.keep.get(keeping.TABLE, "content/profil/index.md", "") is None
    assert not own.keep._table(keeping.TABLE)._held


@pytest.mark.parametrize("count", [1, 2])
def test_what_changes_while_it_is_read_is_not_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Whether this process reads it or a copy."""
    monkeypatch.setattr(hands, "hands", lambda: count)
    monkeypatch.setattr(corpora, "_PORTION", 3)
    page = root / "content/profil/index.md"
    before = page.read_bytes()
    page.write_bytes(before + b"\nSebelum.\n")

    def meanwhile(tree: Tree, place: Place, *more: Any) -> keeping.Read:
        if place.path == "content/profil/index.md":
            page.write_bytes(before + b"\n[Ke sana](/content/tiada.md).\n")
        return read_document(tree, place, *more)

    monkeypatch.setattr("jdih.reading.corpus.read_document", meanwhile)
    kept(root).findings  # noqa: B018 (looked for once asked)
    monkeypatch.undo()
    monkeypatch.setattr(keeping, "WORTH", 0)
    assert known(root) is None
    page.write_bytes(before + b"\nSebelum.\n")
    assert known(root) is None
    same(root)


@pytest.mark.parametrize("late", [False, True])
def test_nothing_is_kept_under_settings_that_changed_while_they_were_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    unit = root / "site_config/unit.yml"
    before = unit.read_bytes()

    def meanwhile(*args: Any) -> Any:
        read = read_unit(*args) if late else None
        unit.write_bytes(before.replace(b"kode: ", b"kode: x"))
        return read or read_unit(*args)

    monkeypatch.setattr("jdih.rules.engine.read_unit", meanwhile)
    kept(root).findings  # noqa: B018 (looked for once asked)
    monkeypatch.undo()
    monkeypatch.setattr(keeping, "WORTH", 0)
    same(root)
    unit.write_bytes(before)
    same(root)


def dead(checked: Checked) -> list[str]:
    return [one.location.path for one in checked.findings if one.slug == "tautan-mati"]


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whoever reads a document, or looks for findings in one."""

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("jdih.reading.corpus.read_document", refuse)
    monkeypatch.setattr("jdih.rules.documents._one", refuse)
