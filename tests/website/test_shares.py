"""A site built in shares is the one that a single machine builds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jdih import hands
from jdih.errors import JdihError
from jdih.website import builder
from jdih.website.press import Press
from jdih.website.shares import Share
from jdih.website.site import Manifest, Site
from tests.website.showcase import showcase

KEY = b"k" * 32


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, Manifest]:
    folder = tmp_path_factory.mktemp("utuh")
    site = showcase(folder / "kantor")
    return site, folder / "situs", builder.build(site, folder / "situs")


def shared(site: Site, count: int, folder: Path, key: bytes = KEY) -> list[Path]:
    """Build all shares of a site, each into a folder of its own."""
    folders = [folder / f"bagian-{number}" for number in range(1, count + 1)]
    for number, out in enumerate(folders, start=1):
        builder.build_share(site, out, Share(number, count), key)
    return folders


def merged(site: Site, folders: list[Path], out: Path) -> Manifest:
    return builder.build_merged(site, out, folders, KEY)


def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what fills with the addresses of pages that are made and could be in a share."""
    found: list[str] = []
    page = Press.page
    monkeypatch.setattr(hands, "hands", lambda: 1)

    def counted(self: Press, at: str, *desk: object) -> object:
        if self.given(at) is not None:
            found.append(at)
        return page(self, at, *desk)  # type: ignore[arg-type]

    monkeypatch.setattr(Press, "page", counted)
    return found


@pytest.mark.parametrize("count", [1, 2, 4])
def test_shares_put_together_are_the_whole_site(
    whole: tuple[Site, Path, Manifest], tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, there, manifest = whole
    found = made(monkeypatch)
    folders = shared(site, count, tmp_path)
    assert len(found) == len(set(found)) > 100, "no page is in two shares"
    found.clear()
    assert merged(site, folders, tmp_path / "situs") == manifest
    assert found == [], "nothing is made again"
    for path in manifest.files:
        assert (tmp_path / "situs" / path).read_bytes() == (there / path).read_bytes()


def test_a_share_that_lacks_or_changed_pages_costs_time_alone(
    whole: tuple[Site, Path, Manifest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _, manifest = whole
    folders = shared(site, 2, tmp_path)
    page = next((folders[0] / "situs").rglob("index.html"))
    page.write_text("<h1>Palsu</h1>")
    at = page.parent.relative_to(folders[0] / "situs").as_posix()
    found = made(monkeypatch)
    assert merged(site, folders, tmp_path / "situs") == manifest
    assert found == [f"{at}/"]
    assert merged(site, folders[1:], tmp_path / "lain") == manifest


def test_a_document_that_changed_since_is_made_again(
    whole: tuple[Site, Path, Manifest], tmp_path: Path
) -> None:
    site, _, _ = whole
    folders = shared(site, 2, tmp_path)
    first, *others = site.documents
    later = replace(site, documents=tuple(others))
    assert first not in later.documents
    assert merged(later, folders, tmp_path / "situs") == builder.build(later, tmp_path / "utuh")


def test_a_share_of_another_key_or_none_at_all_is_refused(
    whole: tuple[Site, Path, Manifest], tmp_path: Path
) -> None:
    site, _, _ = whole
    (foreign,) = shared(site, 1, tmp_path, b"x" * 32)
    with pytest.raises(JdihError, match="kunci yang lain"):
        merged(site, [foreign], tmp_path / "situs")
    assert not (tmp_path / "situs").exists()
    (tmp_path / "kosong").mkdir()
    with pytest.raises(JdihError, match="tidak ada halaman di dalamnya"):
        merged(site, [tmp_path / "kosong"], tmp_path / "situs")


def test_a_link_in_a_share_is_refused(whole: tuple[Site, Path, Manifest], tmp_path: Path) -> None:
    site, _, _ = whole
    (folder,) = shared(site, 1, tmp_path)
    (folder / "situs/rahasia").symlink_to("/etc")
    with pytest.raises(JdihError, match="bagian situs yang utuh"):
        merged(site, [folder], tmp_path / "situs")
