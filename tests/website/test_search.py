"""The index itself: what is in it, and that the same pages give the same bytes."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from jdih import hands
from jdih.errors import JdihError
from jdih.website import pagefind, parts, search
from jdih.website.page import Facets, Page

ACT = Page(
    "dokumen/peraturan/uu-7-2017/",
    "UU 7 Tahun 2017 tentang Pemilihan Umum",
    "<h1>UU 7</h1><p>Itu adalah <b>pemilihan</b>, dan ada.</p>",
    facets=Facets("peraturan", "2017", "Tidak Berlaku", "7", "UU"),
)
PLAIN = Page("profil/", "Profil", "<h1>Profil</h1>", facets=Facets("halaman"))


def index(*pages: Page) -> search.Index:
    found = search.Index()
    for page in pages:
        if entered := search.entry(page, "Peraturan", {"ada", "adalah"}):
            found.add(entered[0])
    return found


def written(*pages: Page) -> dict[str, bytes]:
    return {path: data for part in index(*pages).parts for path, data in part.files().items()}


def test_the_same_pages_in_any_order_give_the_same_bytes() -> None:
    first = written(ACT, PLAIN)
    assert written(PLAIN, ACT) == first
    assert "pagefind/pagefind.js" in first


def test_nothing_is_written_that_the_search_page_does_not_need() -> None:
    names = " ".join(written(ACT))
    assert "wasm.id.pagefind" in names
    for needless in ("wasm.unknown", "-ui.", "highlight"):
        assert needless not in names


def test_without_pages_there_is_no_index() -> None:
    hidden = Page("x/", "X", "", facets=Facets("konten"), listed=False)
    assert written(hidden, Page("y/", "Y", "")) == {}


def test_the_words_of_a_page_are_told_without_what_is_passed_over() -> None:
    page = Page(
        "x/",
        "X",
        "<h1>X</h1><!--lewati--><p>Label</p><!--/lewati--><p>Isi <b>naskah</b>.</p>",
        facets=Facets("halaman"),
    )
    entered = search.entry(page, "Halaman")
    assert entered is not None
    assert entered[1] == b"X Isi naskah."
    assert search.entry(Page("y/", "Y", ""), "Halaman") is None


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


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every year a part of its own: one more page than two is too much."""
    monkeypatch.setattr(parts, "MOST", 2)
    monkeypatch.setattr(parts, "SMALL", 0)
    monkeypatch.setattr(parts, "_size", len)


@pytest.mark.usefixtures("cut")
def test_parts_lie_apart_and_share_what_runs() -> None:
    newer = replace(ACT, address="dokumen/baru/", facets=Facets("peraturan", "2026"))
    names = set(written(ACT, newer, PLAIN))
    shared = {path for path in names if path.count("/") == 1}
    assert shared == {f"pagefind/{name}" for name in
                      ("pagefind.js", "mesin.js", "wasm.id.pagefind")}  # fmt: skip
    assert {path.split("/")[1] for path in names - shared} == {"2017", "2026"}
    for part in ("2017", "2026"):
        assert f"pagefind/{part}/pagefind-entry.json" in names
        assert not any(path.startswith(f"pagefind/{part}/wasm") for path in names)


@pytest.mark.usefixtures("cut")
def test_a_script_without_what_parts_need_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pagefind.indexed([("/", "<html><body data-pagefind-body>x</body></html>")])
    other = found["pagefind.js"].replace(b"PagefindInstance", b"Other")
    monkeypatch.setattr(pagefind, "indexed", lambda *_, **__: {**found, "pagefind.js": other})
    newer = replace(ACT, address="dokumen/baru/", facets=Facets("peraturan", "2026"))
    with pytest.raises(JdihError, match="tidak lagi memuat PagefindInstance"):
        written(ACT, newer, PLAIN)


def test_parts_are_made_beside_each_other_where_memory_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hands, "hands", lambda: 4)
    one = parts.MOST * parts.BYTES
    for free, count in ((one // 2, 1), (2 * one - 1, 1), (2 * one, 2), (9 * one, 2)):
        sizes = {"SC_AVPHYS_PAGES": free, "SC_PAGE_SIZE": 1}
        monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
        assert pagefind.at_once() == count
    monkeypatch.setattr(hands, "hands", lambda: 1)
    assert pagefind.at_once() == 1


def test_a_program_that_fails_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: Path("/bin/false"))
    with pytest.raises(JdihError, match="Indeks pencarian tidak dapat dibuat"):
        written(ACT)
