"""``jdih build``: the work tree as a site, for a look."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from jdih.website.galley import MARK
from jdih.website.imprint import FILE as IMPRINT
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


def test_without_a_search_the_pages_are_the_same_and_say_so(office: Office, tmp_path: Path) -> None:
    assert office.run("build", "--ke", str(tmp_path / "a")) == 0
    assert office.run("build", "--tanpa-pencarian", "--ke", str(tmp_path / "b")) == 0

    whole, pages = read_site(tmp_path / "a"), read_site(tmp_path / "b")
    gone = whole.keys() - pages.keys()
    assert pages.keys() < whole.keys()
    assert "pagefind/pagefind.js" in gone
    assert {path for path in gone if path.endswith(".html")} == set()
    assert not [path for path in pages if path.startswith(("pagefind/", "cari/nomor/"))]
    assert b'data-jdih="cari"' in whole["cari/index.html"]
    assert b'data-jdih="cari"' not in pages["cari/index.html"]
    assert "dibangun tanpa pencarian" in pages["cari/index.html"].decode()
    differing = {path for path in pages if pages[path] != whole[path]}
    assert differing == {"cari/index.html", IMPRINT}


def test_a_look_without_a_search_is_no_beginning_for_one_that_has_it(office: Office) -> None:
    out = office.root / "build" / "pratinjau"
    assert office.run("build") == 0
    whole = read_site(out)
    assert office.run("build", "--tanpa-pencarian") == 0
    assert not (out / "pagefind").exists()

    assert office.run("build") == 0

    assert read_site(out) == whole


def test_shares_are_put_together(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("build", "--ke", str(tmp_path / "utuh")) == 0
    parts = [str(tmp_path / f"bagian-{number}") for number in (1, 2)]
    for number, part in enumerate(parts, start=1):
        assert office.run("build", "--shard", f"{number}/2", "--ke", part) == 0
    place = tmp_path / "baru" / "situs"
    assert office.run("build", "--merge", *parts, "--ke", str(place)) == 0
    assert read_site(place) == read_site(tmp_path / "utuh")
    assert [one.name for one in place.parent.iterdir()] == ["situs"]
    assert "dari 2 bagian" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--shard", "1/2"), "folder tujuan"),
        (("--shard", "3/2", "--ke", "x"), "K/N"),
        (("--shard", "0/2", "--ke", "x"), "K/N"),
        (("--shard", "satu", "--ke", "x"), "K/N"),
        (("--shard", "1/2", "--pratinjau", "x"), "folder tujuan"),
        (("--merge", "tiada", "--ke", "x"), "tiada"),
    ],
)
def test_shares_that_make_no_sense_are_refused(
    office: Office, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):  # as argparse ends
        assert office.run("build", *words) == 2
    assert told in capsys.readouterr().err
    assert not (office.root / "x").exists()


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


def preview(office: Office, *words: str) -> str:
    """Return the preview that the command writes."""
    out = office.root / "build" / "pratinjau.html"
    assert office.run("build", "--pratinjau", str(out), *words) == 0
    return out.read_text(encoding="utf-8")


def test_a_preview_holds_what_changed_in_one_file(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.git("update-ref", "refs/remotes/origin/main", "HEAD")
    office.bring("Naskah yang baru.")
    capsys.readouterr()

    html = preview(office)

    assert MARK in html
    assert "Naskah yang baru." in html
    assert "Takarir Instagram</h2>" in html
    assert "Nomor {nomor}." in html
    assert "Rancangan konten kedua</h1>" not in html
    # Not even the disposisi of what is shown.
    assert "Jelaskan cara mencari." not in html
    assert list((office.root / "build").glob(".*.baru")) == []
    out, err = capsys.readouterr()
    assert "1 naskah di " in err
    assert "belum disetujui dan belum terbit" in out


def test_the_same_commit_gives_the_same_preview(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = "---\ntipe: halaman\njudul: Beranda\n---\n\nHalaman muka.\n"
    office.push({"content/index.md": home})
    first = preview(office, "--dasar", "HEAD~1")
    monkeypatch.setattr("jdih.website.source.build_day", lambda _: pytest.fail("today is asked"))
    assert preview(office, "--dasar", "HEAD~1") == first
    assert "Halaman muka." in first


def test_without_a_base_every_draft_is_shown(office: Office) -> None:
    html = preview(office)
    assert "<h1>Rancangan konten kedua</h1>" in html
    assert "Cara Mencari Peraturan</h1>" not in html


def test_a_broken_draft_says_in_the_preview_what_to_mend(office: Office) -> None:
    office.git.write({"drafts/rancangan/index.md": "---\njudul: a\njudul: b\n---\n"})
    html = preview(office)
    assert "Belum dapat ditampilkan" in html
    assert "drafts/rancangan/index.md:3:1</code> JD206 (harus diperbaiki):" in html


def test_documents_at_one_address_do_not_stop_the_preview(office: Office) -> None:
    former = "alamat_lama:\n  - konten/2026/hak-atas-informasi/\n"
    office.git.write(item("Berubah.", extra=former))
    html = preview(office, "--dasar", "HEAD")
    assert "JD120" in html


def test_only_a_preview_is_written_over(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    (office.root / "surat.html").write_text("penting", encoding="utf-8")
    (office.root / "tautan.html").symlink_to(office.root / "surat.html")
    for name in ("surat.html", "tautan.html", "content"):
        assert office.run("build", "--pratinjau", str(office.root / name)) == 2
        assert "    → Sebut berkas lain." in capsys.readouterr().err
    assert (office.root / "surat.html").read_text(encoding="utf-8") == "penting"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--dasar", "main"), "--dasar hanya berlaku bagi --pratinjau"),
        (("--pratinjau", "x.html", "--dasar", "tidak-ada"), "tidak-ada"),
    ],
)
def test_what_cannot_be_compared_is_told(
    office: Office, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("build", *words) == 2
    assert told in capsys.readouterr().err


def test_a_site_that_cannot_be_built_leaves_no_preview(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.write({"site_config/unit.yml": "nama: [\n"})
    assert office.run("build", "--pratinjau", str(office.root / "x.html")) == 2
    assert "site_config/unit.yml:2:1" in capsys.readouterr().err
    assert not (office.root / "x.html").exists()
