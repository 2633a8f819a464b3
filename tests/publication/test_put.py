"""Files for people appear whole, and never where a link leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.publication.put import put


def test_it_makes_the_folders_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.pdf"
    put(path, b"satu")
    put(path, b"dua")
    assert path.read_bytes() == b"dua"
    assert [one.name for one in path.parent.iterdir()] == ["b.pdf"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "lain"
    other.write_bytes(b"jangan diubah")
    path = tmp_path / "b.pdf"
    path.symlink_to(other)
    (tmp_path / ".b.pdf.baru").symlink_to(other)

    put(path, b"dua")

    assert other.read_bytes() == b"jangan diubah"
    assert not path.is_symlink()


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(JdihError, match="tidak dapat ditulis"):
        put(tmp_path / "berkas" / "b.pdf", b"")
