"""What a branch changes, document by document."""

from __future__ import annotations

import pytest

from jdih.errors import JdihError
from jdih.publication.changes import changes_of
from jdih.rules.engine import check_tree
from jdih.website.galley import Changes
from tests.publishing import FOLDER, ITEM, OLD, Office, item

DRAFT = "drafts/rancangan/index.md"


def found(office: Office, base: str = "") -> Changes:
    repository = office.repository
    tree = repository.work_tree()
    return changes_of(repository, tree, check_tree(tree).findings, base)


def test_without_a_base_every_draft_counts(office: Office) -> None:
    told = found(office)
    assert (told.paths, told.gone, told.base) == ((DRAFT,), (), "")
    assert (told.version, told.dirty) == (office.git.tip(), False)


def test_the_main_branch_on_the_remote_is_the_base(office: Office) -> None:
    office.git.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert found(office).paths == ()
    office.git.write({f"{FOLDER}/takarir/x.md": "Baru.\n", "drafts/README.md": "x\n"})
    told = found(office)
    assert (told.paths, told.base, told.dirty) == ((ITEM,), "origin/main", True)


def test_what_is_taken_away_is_told_apart(office: Office) -> None:
    office.git.git("rm", "-r", "--quiet", FOLDER)
    assert (found(office, "HEAD").paths, found(office, "HEAD").gone) == ((), (ITEM,))


def test_a_file_taken_from_a_document_changes_it(office: Office) -> None:
    (office.root / FOLDER / "takarir" / "instagram.md").unlink()
    told = found(office, "HEAD")
    assert (told.paths, told.gone) == ((ITEM,), ())


def test_findings_stand_with_their_document(office: Office) -> None:
    office.git.write({"drafts/lepas.md": "x\n", "drafts/tanpa/takarir/x.md": "x\n"})
    told = found(office, "HEAD")
    assert told.paths == ("drafts/lepas.md", "drafts/tanpa/index.md")
    assert all("JD115" in {one.code for one in told.findings[path]} for path in told.paths)


def test_settings_and_tooling_are_no_documents(office: Office) -> None:
    office.git.write({"mkdocs.yml": "x\n", "site_config/unit.yml": "x\n", "alat.py": "x\n"})
    assert found(office, "HEAD").paths == ()


def test_a_merge_names_what_it_brings_together(office: Office) -> None:
    office.approve(item("Lain.", identity="2026-n3w2x", folder="content/konten/2026/lain"))
    told = found(office, "HEAD~1")
    assert len(told.parents) == 2
    assert told.paths == ("content/konten/2026/lain/index.md",)


def test_an_unknown_base_is_told(office: Office) -> None:
    with pytest.raises(JdihError, match="tidak-ada"):
        found(office, "tidak-ada")


def test_an_office_without_drafts_changes_nothing(office: Office) -> None:
    office.git.git("rm", "-r", "--quiet", "drafts")
    assert found(office).paths == ()
    assert OLD not in found(office).gone
