from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website.output import Output
from jdih.workflow.digest import sha256


def test_every_file_is_written_once_with_its_digest(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write("a/b/index.html", b"isi")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"isi"
    assert output.files == {"a/b/index.html": sha256(b"isi")}
    with pytest.raises(JdihError, match="dua kali"):
        output.write("a/b/index.html", b"lain")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"isi"


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/./b", "a/../b", "a\\b", "", "a/", "a\0b"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(JdihError, match="tidak dapat dipakai"):
        Output(tmp_path / "situs").write(path, b"x")
    assert not list(tmp_path.rglob("*"))


def test_a_page_cannot_lie_below_a_file(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write("404.html", b"x")
    with pytest.raises(JdihError, match="dua kali"):
        output.write("404.html/index.html", b"y")


def test_files_of_others_are_taken_in(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.css").write_bytes(b"p{}")
    output = Output(tmp_path)
    output.adopt(tmp_path)
    assert output.files == {"assets/a.css": sha256(b"p{}")}
