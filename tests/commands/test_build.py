"""``jdih build``: the work tree as a site, for a look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing import Office, item, read_site

DRAFT = "draf/rancangan/index.html"


def test_the_work_tree_is_built_into_a_folder_of_its_own(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    before, head = read_site(office.site), office.register.head
    home = "---\ntipe: halaman\njudul: Selamat datang kembali\n---\n\nPratinjau.\n"
    office.git.write({"content/index.md": home})

    assert office.run("build") == 0
    assert office.run("build") == 0

    built = read_site(office.root / "build" / "pratinjau")
    assert b"Pratinjau." in built["index.html"]
    assert (read_site(office.site), office.register.head) == (before, head)
    out, err = capsys.readouterr()
    assert f"{sum(path.endswith('.html') for path in built)} halaman di" in err
    assert "yang terbit dan tercatat hanya lewat `jdih publish`" in out


def test_drafts_come_along_only_when_asked_for(office: Office, tmp_path: Path) -> None:
    assert office.run("build", "--ke", str(tmp_path / "a")) == 0
    assert office.run("build", "--draf", "--ke", str(tmp_path / "b")) == 0

    without, with_drafts = read_site(tmp_path / "a"), read_site(tmp_path / "b")
    title = b"Rancangan konten kedua"
    assert not any(title in data for path, data in without.items() if path.endswith(".html"))
    assert any(title in data for path, data in with_drafts.items() if path.endswith(".html"))


def test_a_folder_that_is_there_is_never_overwritten(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "penting").mkdir()

    assert office.run("build", "--ke", str(tmp_path / "penting")) == 2

    assert "tidak ada yang ditimpa" in capsys.readouterr().err
    assert list((tmp_path / "penting").iterdir()) == []


def test_a_broken_document_is_left_out_of_the_look(office: Office, tmp_path: Path) -> None:
    folder = "content/konten/2026/rusak"
    broken = (item(folder=folder)[f"{folder}/index.md"] or "").replace("judul:", "judull:")
    office.git.write({f"{folder}/index.md": broken})

    assert office.run("build", "--ke", str(tmp_path / "a")) == 0

    assert not (tmp_path / "a" / "konten" / "2026" / "rusak").exists()


def test_a_broken_frame_leaves_no_half_site(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.write({"mkdocs.yml": "site_name: x\nsite_url: https://x.example/\n"})

    assert office.run("build", "--ke", str(tmp_path / "a")) == 2

    assert "    → " in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
