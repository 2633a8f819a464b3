"""A site's values from a version of the repository."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.publication.state import read_state
from jdih.register.chain import join
from jdih.website.source import base_of, build_day, export_frame, load, site_of
from tests.publishing import ITEM, Office, item

DAY = date(2026, 11, 23)
DRAFT = "drafts/rancangan/index.md"


def test_the_work_tree_is_loaded_with_the_local_register(office: Office) -> None:
    site = load(office.root)

    assert ITEM in {document.path for document in site.documents}
    assert not any(document.draft for document in site.documents)
    assert site.entries == office.register.entries
    assert site.register == office.register.head_hash
    assert (site.base, site.commit, dict(site.verdicts)) == ("https://jdih.example/", "", {})
    assert site.config == office.root / "mkdocs.yml"


def test_drafts_come_along_in_a_preview(office: Office) -> None:
    assert DRAFT in {document.path for document in load(office.root, drafts=True).documents}


def test_a_document_with_a_fault_is_left_out(office: Office) -> None:
    broken = (item()[ITEM] or "").replace("judul:", "judull:")
    office.git.write({ITEM: broken})

    assert ITEM not in {document.path for document in load(office.root).documents}


def test_a_folder_without_git_has_no_register(office: Office, tmp_path: Path) -> None:
    for name in ("content", "site_config", "mkdocs.yml"):
        (office.root / name).rename(tmp_path / name)

    site = load(tmp_path)

    assert (site.entries, site.register) == ((), "")
    assert ITEM in {document.path for document in site.documents}


def test_broken_settings_stop_the_look(office: Office) -> None:
    office.git.write({"site_config/unit.yml": "nama: [\n"})

    with pytest.raises(JdihError, match=r"site_config/unit\.yml") as caught:
        load(office.root)

    assert caught.value.remedy


def test_a_commit_is_shown_wholly_from_itself(office: Office, tmp_path: Path) -> None:
    state = read_state(office.repository)
    office.git.write({"mkdocs.yml": "rusak", "site_config/theme/main.html": "rusak"})

    config = export_frame(state.tree, tmp_path / "kerangka")
    site = site_of(
        config, state.tree, state.checked, day=DAY, register=join(None, ()),
        commit=state.commit, verdicts=state.verdicts,
    )  # fmt: skip

    assert config.read_bytes() == state.tree.read("mkdocs.yml")
    exported = {
        path.relative_to(config.parent).as_posix()
        for path in config.parent.rglob("*")
        if path.is_file()
    }
    theme = {path for path in state.tree.entries if path.startswith("site_config/theme/")}
    assert exported == theme | {"mkdocs.yml"}
    assert (site.day, site.commit) == (DAY, office.git.tip())
    assert site.verdicts == state.verdicts


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("site_url: https://jdih.example\n", "https://jdih.example/"),
        ("site_url: https://jdih.example/unit/\n", "https://jdih.example/unit/"),
        ("site_url: http://127.0.0.1:8000//\n", "http://127.0.0.1:8000/"),
    ],
)
def test_the_base_ends_in_one_slash(tmp_path: Path, text: str, base: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    assert base_of(tmp_path / "mkdocs.yml") == base


@pytest.mark.parametrize("text", [None, "", "site_url:\n", "site_url: jdih.example\n", "a: [\n"])
def test_a_site_without_an_address_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    with pytest.raises(JdihError, match="alamat situs") as caught:
        base_of(tmp_path / "mkdocs.yml")

    assert "site_url" in caught.value.remedy


def test_the_day_is_given_by_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793116800")  # 2026-10-27 16:00 UTC

    assert build_day(UTC) == date(2026, 10, 27)
    assert build_day(timezone(timedelta(hours=9))) == date(2026, 10, 28)
