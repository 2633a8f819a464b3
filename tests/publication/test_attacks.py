"""What somebody who may push, but decide nothing, must not get onto the site or this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from jdih.errors import JdihError
from jdih.publication.notice import FOLDER
from jdih.publication.targets import LOCAL_SITE
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH
from jdih.website import imprint
from tests.gitrepo import write
from tests.publishing import ITEM, ITEM_ID, OLD, PAGE, Office, read_site

SETTINGS = {
    "private fields made public": ("site_config/schema/konten.yml", "x-publik: false",
                                   "x-publik: true"),
    "a theme that says more": ("site_config/theme/main.html", "{% extends",
                               "PENGUMUMAN PALSU {% extends"),
    "a frame elsewhere": ("mkdocs.yml", "https://jdih.example/", "https://palsu.example/"),
    "another office": (UNIT_PATH, "Unit Uji JDIH", "Unit Palsu"),
    "broken holidays": ("site_config/hari_libur.yml", "", "{["),
}  # fmt: skip


def read(office: Office, path: str) -> str:
    file = office.root / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_that_were_pushed_change_nothing(office: Office, case: str) -> None:
    path, old, new = SETTINGS[case]
    text = read(office, path)
    before = read_site(office.site)
    office.push({path: text.replace(old, new) if old else new})

    result = office.publish()

    assert [held.path for held in result.held] == [UNIT_PATH]
    assert pages(read_site(office.site)) == pages(before)


def test_settings_that_were_removed_and_written_anew_change_nothing(office: Office) -> None:
    text = read(office, UNIT_PATH)
    office.push({UNIT_PATH: None})
    office.push({UNIT_PATH: text.replace("Unit Uji JDIH", "Unit Palsu")})

    result = office.publish()

    assert [held.path for held in result.held] == [UNIT_PATH]
    assert "Unit Palsu" not in office.page("index.html")


def test_the_list_of_imports_cannot_be_taken_away(office: Office) -> None:
    office.push({IMPORT_PATH: None})
    result = office.publish()
    assert (result.imported, result.approved) == (6, 1)


def test_approved_settings_take_effect(office: Office) -> None:
    text = read(office, UNIT_PATH)
    office.approve({UNIT_PATH: text.replace("Unit Uji JDIH", "Unit Baru JDIH")})
    assert office.publish().held == ()
    assert "Unit Baru JDIH" in office.page("index.html")


def test_a_main_line_that_was_exchanged_is_refused(office: Office) -> None:
    git = office.git
    root = git.git("rev-list", "--max-parents=0", "HEAD")
    old = git.git("rev-parse", "HEAD")
    git.git("switch", "-q", "-c", "lain", root)
    git.git("merge", "-q", "-s", "ours", "--no-ff", "-m", "gabung", old)
    git.git("branch", "-f", "main", "HEAD")
    git.git("switch", "-q", "main")

    before = read_site(office.site)
    with pytest.raises(JdihError, match="bukan kelanjutan"):
        office.publish()
    assert read_site(office.site) == before


def test_a_copied_id_takes_nothing_away(office: Office) -> None:
    office.push({"content/konten/2026/aaa/index.md": read(office, ITEM)})
    result = office.publish()
    assert (office.site / PAGE).is_file()
    assert [held.path for held in result.held] == ["content/konten/2026/aaa/index.md"]
    assert result.recorded == ()


def test_a_branch_called_like_an_option_writes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.branch("usulan-lain")
    office.git.commit({OLD: read(office, OLD) + "\nTambahan.\n"}, office.people["pengelola"])
    tip = office.git.git("rev-parse", "HEAD")
    office.git.git("switch", "-q", "main")
    office.git.git("update-ref", "refs/heads/--output=terpasang", tip)
    assert office.run("status", "--semua") == 0
    assert "--output=terpasang" in capsys.readouterr().out
    assert not (office.root / "terpasang").exists()


def test_a_link_in_place_of_a_notice_is_not_followed(office: Office, tmp_path: Path) -> None:
    victim = tmp_path / "milik-pengguna"
    victim.write_text("jangan disentuh", encoding="utf-8")
    folder = office.root / FOLDER
    folder.mkdir(parents=True)
    (folder / f"{ITEM_ID}.txt").symlink_to(victim)
    office.bring("Versi baru.")
    assert office.run("publish") == 0
    assert victim.read_text(encoding="utf-8") == "jangan disentuh"
    assert not (folder / f"{ITEM_ID}.txt").is_symlink()


def test_a_link_in_place_of_the_build_folder_is_refused(begun: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (begun.root / LOCAL_SITE.parent).symlink_to(elsewhere)
    with pytest.raises(JdihError, match="tautan simbolik"):
        begun.publish()
    assert list(elsewhere.iterdir()) == []


def test_mkdocs_empties_no_folder_that_the_repository_names(office: Office, tmp_path: Path) -> None:
    victim = tmp_path / "milik-pengguna"
    write(tmp_path, {"milik-pengguna/catatan.txt": "simpan"})
    frame = office.root / "mkdocs.yml"
    text = frame.read_text(encoding="utf-8")
    frame.write_text(text.replace("site_dir: build/mkdocs", f"site_dir: {victim}"), "utf-8")
    with pytest.raises((Abort, MkDocsException)):
        build(load_config(str(frame)))
    assert (victim / "catatan.txt").read_text(encoding="utf-8") == "simpan"


@pytest.mark.parametrize("template", ["main.html", "halaman/beranda.html"])
def test_a_theme_runs_nothing_on_this_machine(begun: Office, template: str) -> None:
    path = f"site_config/theme/{template}"
    attack = '{{ lipsum.__globals__["os"].popen("touch terpasang").read() }}'
    text = read(begun, path)
    infected = re.sub(r"{% block \w+ %}", lambda block: block[0] + attack, text, count=1)
    infected = f"{infected}{attack}" if infected == text else infected
    (begun.root / path).write_text(infected, encoding="utf-8")
    assert begun.run("build") == 2
    assert not (begun.root / "terpasang").exists()


def pages(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a site without the commit that every footer and the imprint name."""
    return {
        path: data.replace(_commit(data), b"") if path.endswith(".html") else data
        for path, data in site.items()
        if path != imprint.FILE
    }


def _commit(page: bytes) -> bytes:
    _, _, rest = page.partition(b"dari versi <code")
    return rest.partition(b"</code>")[0]


def test_a_missing_sop_does_not_halt_the_office(office: Office) -> None:
    office.push({"content/sop/uji-1.md": None})
    result = office.publish()
    assert result.imported > 0
    assert "uji-1" in {held.id for held in result.held}
