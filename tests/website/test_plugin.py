"""``mkdocs build`` and ``mkdocs serve`` from the command line: the plugin reads the work tree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from jdih.website.plugin import JdihPlugin
from tests.trees import lay_office
from tests.website.sites import CONFIG, THEME, read

DRAFTS: list[dict[str, object]] = [{"jdih": {"drafts": True}}]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = lay_office(tmp_path / "kantor")
    shutil.copy(CONFIG, folder)
    shutil.copytree(THEME, folder / "site_config" / "theme")
    return folder


def run(office: Path, plugins: list[dict[str, object]] | None = None) -> Path:
    """Do what ``mkdocs build`` does."""
    config = load_config(str(office / "mkdocs.yml"), plugins=plugins)
    build(config)
    return Path(config.site_dir)


def test_it_builds_what_is_published(office: Path) -> None:
    site = run(office)
    assert "<title>Hak Anda atas Informasi Publik" in read(site, "konten/2026/hak-atas-informasi/")
    assert (site / "konten/2026/hak-atas-informasi/01-sampul.png").is_file()
    assert not (site / "pratinjau").exists()
    assert not list(site.rglob("pemberitahuan*"))


def test_drafts_are_shown_when_asked_for(office: Path) -> None:
    site = run(office, plugins=DRAFTS)
    assert "hanya pratinjau" in read(site, "pratinjau/rancangan/")
    assert (site / "pratinjau/rancangan/01-langkah.png").is_file()


def test_mkdocs_publishes_nothing_of_its_own(office: Path) -> None:
    (office / "content/konten/2026/hak-atas-informasi/rahasia.txt").write_text("rahasia")
    (office / "content/tautan.md").symlink_to("/etc/passwd")
    site = run(office)
    assert not list(site.rglob("rahasia*"))
    assert not list(site.rglob("tautan*"))
    assert not list(site.rglob("kerangka*"))


def test_a_failure_is_told_without_a_traceback(
    office: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (office / "site_config/theme/halaman/konten.html").unlink()
    with pytest.raises(Abort):
        run(office)
    assert "halaman/konten.html tidak ada" in caplog.text
    assert "→ Kembalikan berkas itu" in caplog.text


def test_a_preview_lets_the_reload_script_run(office: Path) -> None:
    config = load_config(str(office / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    assert isinstance(config.plugins["jdih"], JdihPlugin)
    assert "script-src 'self' 'unsafe-inline'" in read(Path(config.site_dir), "")
