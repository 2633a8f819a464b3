from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website.templates import Templates, safe


def templates(tmp_path: Path, text: str) -> Templates:
    folder = tmp_path / "halaman"
    folder.mkdir()
    (folder / "uji.html").write_text(text, encoding="utf-8")
    return Templates(tmp_path)


def test_values_are_escaped_unless_they_passed_the_sanitiser(tmp_path: Path) -> None:
    own = templates(tmp_path, "{{ a }}{{ b }}")
    assert own.render("uji", a="<b>", b=safe("<b>")) == "&lt;b&gt;<b>"


def test_a_template_names_its_own_title(tmp_path: Path) -> None:
    own = templates(tmp_path, "{% set title = 'Konten & ' ~ year %}isi")
    assert own.titled("uji", year="2026") == ("Konten & 2026", "", "isi")
    (tmp_path / "lagi").mkdir()
    own = templates(tmp_path / "lagi", "{% set title = 'A' %}{% set ringkas = 'Tentang A.' %}isi")
    assert own.titled("uji") == ("A", "Tentang A.", "isi")


@pytest.mark.parametrize("text", ["{% if %}", "{{ tiada }}", "{% include 'tiada.html' %}"])
def test_a_broken_template_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(JdihError, match=r"(uji|tiada)\.html"):
        templates(tmp_path, text).render("uji")


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(JdihError, match=r"halaman/lain\.html tidak ada"):
        templates(tmp_path, "").render("lain")
