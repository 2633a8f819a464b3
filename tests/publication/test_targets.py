"""Where a site can go."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.publication.sight import Overtaken
from jdih.publication.targets import FOLDER_REF, KEPT, target_of
from jdih.register.book import local_book
from jdih.repository.git import Repository
from tests.publishing import OLD_ID, Office, fresh, read_site


def test_the_local_target_lies_in_the_repository(tmp_path: Path) -> None:
    target = target_of("lokal", Repository(tmp_path), {})

    assert (target.site, target.shelf.name) == (tmp_path / "build" / "situs", "refs/jdih/lokal")


def test_the_folder_target_needs_a_folder_and_only_it_takes_one(tmp_path: Path) -> None:
    with pytest.raises(JdihError, match="memerlukan tempatnya") as missing:
        target_of("folder", Repository(tmp_path), {})
    with pytest.raises(JdihError, match="hanya untuk --target folder") as surplus:
        target_of("lokal", Repository(tmp_path), {}, folder=tmp_path)

    assert "--ke" in missing.value.remedy
    assert "--target folder" in surplus.value.remedy


def test_a_relative_folder_counts_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    target = target_of("folder", Repository(Path("/lain")), {}, folder=Path("www/jdih"))

    assert target.site == tmp_path / "www" / "jdih"


def test_every_target_keeps_a_register_of_its_own(office: Office, tmp_path: Path) -> None:
    before = office.register.head

    result = office.publish(folder=tmp_path / "www" / "jdih")

    assert len(set(KEPT.values())) == len(KEPT)
    assert office.register.head == before
    assert OLD_ID in {entry.id for entry in result.recorded}
    assert office.git.git("rev-parse", "refs/jdih/folder") == result.register.head


def test_a_link_to_the_folder_stays_a_link(office: Office, tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "jdih", tmp_path / "www"
    real.mkdir(parents=True)
    link.symlink_to(real)

    office.publish(folder=link)
    office.publish(folder=link)

    assert link.is_symlink()
    assert "index.html" in read_site(real)
    assert [path.name for path in real.parent.iterdir() if path.name.startswith(".jdih.l")] == []


def test_an_older_clone_never_replaces_a_newer_site(office: Office, tmp_path: Path) -> None:
    """Each clone keeps a register of its own for a folder, so only the site tells (I7)."""
    place = tmp_path / "www"
    older = fresh(office, tmp_path / "klon")
    office.bring("Versi baru.")
    office.publish(folder=place)
    site = read_site(place)

    with pytest.raises(Overtaken, match="tidak ada dalam riwayat"):
        older.publish(folder=place)

    assert read_site(place) == site
    assert local_book(older.repository, FOLDER_REF).read().head is None
