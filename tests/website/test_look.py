"""The style sheets of a site in one piece: light and dark by themselves, nothing loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.website.look import look_of

PAGE = (
    '<link rel="stylesheet" href="a/satu.css"><link rel="stylesheet" href="dua.css">'
    '<body dir="ltr" data-md-color-scheme="default">'
)


def look(folder: Path, first: str, second: str = "") -> str:
    (folder / "a").mkdir(exist_ok=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "a" / "satu.css").write_text(first, encoding="utf-8")
    (folder / "dua.css").write_text(second, encoding="utf-8")
    found = look_of(folder)
    assert found.body == 'dir="ltr" data-md-color-scheme="default"'
    return found.css


def test_sheets_keep_their_order(tmp_path: Path) -> None:
    assert look(tmp_path, "a{top:0}", "b{top:1}") == "a{top:0}\nb{top:1}"


def test_dark_follows_the_system_and_paper_is_light(tmp_path: Path) -> None:
    rules = '[data-md-color-scheme=default]{top:0}[data-md-color-scheme="slate"]{top:1}'
    light, dark = look(tmp_path, rules, "b{translate:0}").split("@media screen and ")
    assert light == f"@media print, (prefers-color-scheme: light) {{\n{rules}\n}}\n"
    assert dark == (
        "(prefers-color-scheme: dark) {\n[data-md-color-scheme=none]{top:0}"
        '[data-md-color-scheme="default"]{top:1}\n}\nb{translate:0}'
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("url(huruf.woff2)", "url(data:font/woff2;base64,eA==)"),
        ("url( '../a/huruf.woff2?v=1#x' )", "url(data:font/woff2;base64,eA==)"),
        ('url("data:image/svg+xml,<svg>(a)</svg>")', 'url("data:image/svg+xml,<svg>(a)<\\/svg>")'),
        ("url(#tanda)", "url(#tanda)"),
        ("url(https://luar.example/a.woff2)", "url(data:,)"),
        ("url(//luar.example/a.woff2)", "url(data:,)"),
        ("url(../../rahasia.png)", "url(data:,)"),
        ("url(tidak-ada.png)", "url(data:,)"),
        ("url(satu.css)", "url(data:,)"),
    ],
)
def test_what_a_sheet_names_is_written_into_it(tmp_path: Path, written: str, kept: str) -> None:
    (tmp_path / "rahasia.png").write_bytes(b"x")
    (tmp_path / "situs" / "a").mkdir(parents=True)
    (tmp_path / "situs" / "a" / "huruf.woff2").write_bytes(b"x")
    assert look(tmp_path / "situs", f"a{{src:{written}}}") == f"a{{src:{kept}}}\n"


def test_no_sheet_ends_its_element(tmp_path: Path) -> None:
    assert "</style" not in look(tmp_path, 'a{content:"</style><script>"}')
