from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Value:
    """A value as pages hand them to templates, one of its fields a method of a text."""

    text: str
    form: Callable[..., str]

    def shout(self) -> str:
        """Return the text in capitals."""
        return self.text.upper()


@pytest.mark.parametrize(
    "reached",
    ["value.__class__", "value._hidden", "value.shout.__func__", "value.form('').__class__",
     "value.form(value)", "value.shout.__self__.__class__"],
)  # fmt: skip
def test_a_template_reaches_nothing_internal(tmp_path: Path, reached: str) -> None:
    own = templates(tmp_path, f"{{{{ {reached} }}}}")
    with pytest.raises(JdihError, match=r"uji\.html"):
        own.render("uji", value=Value("a", "{0.__class__}".format))


def test_a_template_reaches_what_it_is_given(tmp_path: Path) -> None:
    own = templates(tmp_path, "{{ value.text }}{{ value.shout() }}{{ value.form(1) }}")
    assert own.render("uji", value=Value("a", "{0}".format)) == "aA1"
