"""A page counts when what a visitor gets is what was built."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from jdih.publication.live import HOST, differing, served
from jdih.workflow.digest import sha256


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in ("index.html", "konten/a b/index.html", "konten/é/index.html", "gambar.png"):
        file = tmp_path / "situs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
    return tmp_path / "situs"


def manifest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes())
        for path in site.rglob("*")
        if path.is_file()
    }


def test_pages_are_asked_for_as_visitors_do(site: Path) -> None:
    files = manifest(site)

    with served(site) as base:
        assert base.startswith(f"http://{HOST}:")
        assert differing(base, files, files) == {}


def test_what_differs_or_is_missing_is_named_with_its_reason(site: Path) -> None:
    files = manifest(site)
    (site / "index.html").write_bytes(b"lain")
    (site / "gambar.png").unlink()

    with served(site) as base:
        faults = differing(base, sorted(files), files)

    assert list(faults) == ["gambar.png", "index.html"]
    assert faults["index.html"] == "isinya bukan hasil pembangunan ini"
    assert faults["gambar.png"].startswith("tidak dapat dibuka (")


def test_a_page_that_was_not_built_does_not_count(site: Path) -> None:
    with served(site) as base:
        assert list(differing(base, ["index.html"], {})) == ["index.html"]


def test_no_answer_at_all_is_a_fault_of_every_page(site: Path) -> None:
    files = manifest(site)
    with served(site) as base:
        pass

    assert set(differing(base, files, files)) == set(files)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(base, timeout=2)  # noqa: S310
