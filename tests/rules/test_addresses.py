"""One address, one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.rules.addresses import COMPUTED
from tests import trees
from tests.gitrepo import write
from tests.offices import DRAFT, findings

PAGE = "---\ntipe: halaman\njudul: Halaman uji\n---\n\nIsi.\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


def clashes(office: Path) -> list[str]:
    return [f.location.path for f in findings(office) if f.code == "JD114"]


def test_a_file_and_a_folder_of_one_name(office: Path) -> None:
    write(office, {"content/a.md": PAGE, "content/a/index.md": PAGE})
    assert clashes(office) == ["content/a/index.md"]


def test_names_that_differ_only_in_case_are_one_address_on_some_machines(office: Path) -> None:
    write(office, {"content/a.md": PAGE, "content/A.md": PAGE})
    assert clashes(office) == ["content/a.md"]


def test_neighbours_and_drafts_do_not_clash(office: Path) -> None:
    write(office, {"content/a.md": PAGE, "content/a/b.md": PAGE, "content/a.b.md": PAGE,
                   "content/rancangan/index.md": PAGE})  # fmt: skip
    assert clashes(office) == []


@pytest.mark.parametrize(("length", "found"), [(60, []), (61, ["JD117"])])
def test_the_national_limit_of_an_address(office: Path, length: int, found: list[str]) -> None:
    (office / DRAFT).rename(office / "drafts" / ("a" * length))
    assert [f.code for f in findings(office)] == found


@pytest.mark.parametrize(
    ("former", "computed"),
    [
        ("konten/", True),
        ("konten/berita/", True),
        ("konten/2026/halaman/2/", True),
        ("dokumen/peraturan/", True),
        ("dokumen/putusan/2024/", True),
        ("buku-agenda/2026/", True),
        ("cari/", True),
        ("rencana/halaman/2/", True),
        ("konten/2026/cara-mencari/", False),
        ("dokumen/peraturan/uu-14-2008/", False),
        ("rencana/2026-11/", False),
        ("strategi/2026/", False),
        ("sop/kpu-2-2021/", False),
        ("kabar/", False),
    ],
)
def test_addresses_of_lists_are_nobodys_former_ones(former: str, computed: bool) -> None:
    assert bool(COMPUTED.fullmatch(former)) is computed
