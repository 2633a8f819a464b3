"""The index itself: what is in it, and that the same pages give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website import search
from jdih.website.page import Facets, Page

ACT = Page(
    "dokumen/peraturan/uu-7-2017/",
    "UU 7 Tahun 2017 tentang Pemilihan Umum",
    "<h1>UU 7</h1><p>Itu adalah <b>pemilihan</b>, dan ada.</p>",
    facets=Facets("peraturan", "2017", "Tidak Berlaku", "7", "UU"),
)
PLAIN = Page("profil/", "Profil", "<h1>Profil</h1>", facets=Facets("halaman"))


def index(*pages: Page) -> search.Index:
    found = search.Index({"ada", "adalah"})
    for page in pages:
        found.add(page, "Peraturan")
    return found


def written(folder: Path, *pages: Page) -> dict[str, bytes]:
    folder.mkdir()
    index(*pages).write(folder)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_pages_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "a", ACT, PLAIN)
    assert written(tmp_path / "b", PLAIN, ACT) == first
    assert "pagefind/pagefind.js" in first


def test_nothing_is_written_that_the_search_page_does_not_need(tmp_path: Path) -> None:
    names = " ".join(written(tmp_path / "a", ACT))
    assert "wasm.id.pagefind" in names
    for needless in ("wasm.unknown", "-ui.", "highlight"):
        assert needless not in names


def test_without_pages_there_is_no_index(tmp_path: Path) -> None:
    hidden = Page("x/", "X", "", facets=Facets("konten"), listed=False)
    assert written(tmp_path / "a", hidden, Page("y/", "Y", "")) == {}


def test_numbers_lie_in_a_file_for_each_year() -> None:
    ((path, data),) = index(ACT, PLAIN).numbers()
    assert path == "cari/nomor/2017.json"
    assert json.loads(data) == [["7", "UU", ACT.title, ACT.address, "Tidak Berlaku"]]


def test_facets_are_words_that_no_text_has() -> None:
    assert list(search.facet_words("tanya-jawab", "2017", "Tidak Berlaku")) == [
        "zzqjenistanyajawab",
        "zzqtahun2017",
        "zzqstatustidakberlaku",
    ]


def test_a_program_that_fails_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: Path("/bin/false"))
    with pytest.raises(JdihError, match="Indeks pencarian tidak dapat dibuat"):
        index(ACT).write(tmp_path)
