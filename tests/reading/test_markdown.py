"""The renderer against its golden files (``tests/examples/markdown``).

``JDIH_GOLDEN=write pytest tests/reading/test_markdown.py`` writes them anew; read the difference.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jdih.reading import effort
from jdih.reading.markdown import SCHEMES, Section, dangerous, plain, render
from tests.trees import EXAMPLES

GOLDEN = sorted((EXAMPLES / "markdown").glob("*.md"))


def to_page(target: str) -> str:
    """Map targets as a page at ``konten/2026/a/`` would."""
    if target.startswith("/content/"):
        return "../../../" + target.removeprefix("/content/").removesuffix("index.md")
    return target if not target.startswith(("/", "\\")) else ""


class Seen(HTMLParser):
    """Every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.comments: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    html = render(path.read_text(encoding="utf-8"), to_page).html
    golden = path.with_suffix(".html")
    if os.environ.get("JDIH_GOLDEN") == "write":
        golden.write_text(html, encoding="utf-8")
    assert html == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_files_hold_nothing_that_runs(path: Path) -> None:
    assert_inert(path.with_suffix(".html").read_text(encoding="utf-8"))


def assert_inert(html: str) -> None:
    seen = Seen(html)
    assert not seen.tags & {"script", "iframe", "svg", "style", "object", "embed", "base", "meta"}
    assert not seen.comments
    for tag, name, value in seen.attributes:
        assert not name.startswith("on")
        assert name not in {"style", "srcset", "formaction", "srcdoc"}
        if name in {"href", "src"}:
            assert not dangerous(value)
        if name == "src":
            assert ":" not in value.partition("/")[0], f"{tag} loads {value}"
        if name == "id":
            assert re.match(r"(bagian|fn|fnref)-", value)


ATTACKS = st.sampled_from(
    [
        "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "](",
        "[", "![", ")", "<", ">", "`", "```\n", "\n\n", "\n> ", "[!NOTE]", "[^1]", "[^1]: ", "|",
        "|-|\n", "&#106;", "&Tab;", "data:text/html,", "## ", "- [x] ", '"', "'", " onclick=", "\\",
        "//", "é", "*", "_", "~~", "http://a", "www.a.b", "<!--", "-->", "<![CDATA[", "]]>", "<?",
        "x", " ",
    ]
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ATTACKS, max_size=40).map("".join))
def test_whatever_is_written_nothing_runs(text: str) -> None:
    assert_inert(render(text, lambda target: target).html)


def test_headings_become_the_contents_with_ids_of_their_own() -> None:
    toc = render("## Dasar *hukum*\n\n## Dasar hukum\n\n### __search\n", str).toc
    assert toc == (
        Section(2, "Dasar hukum", "bagian-dasar-hukum"),
        Section(2, "Dasar hukum", "bagian-dasar-hukum-1"),
        Section(3, "__search", "bagian-__search"),
    )


def test_a_second_text_on_the_page_has_other_ids() -> None:
    html = render("## A\n\nx[^1]\n\n[^1]: y\n", str, anchor="transkrip").html
    assert set(re.findall(r'(?:id="|href="#)([a-z]+)-', html)) == {"transkrip"}


def test_a_target_without_an_answer_leaves_the_words() -> None:
    html = render("[kata](/content/tiada.md) ![gambar](/content/x.png)", lambda _: "").html
    assert html == "<p><a>kata</a> <em>gambar</em></p>\n"


def test_an_answer_of_the_rewriter_is_not_trusted() -> None:
    assert render("[a](/x) ![b](/y)", lambda _: "javascript:alert(1)").html == (
        "<p><a>a</a> <em>b</em></p>\n"
    )


def test_images_come_from_the_site_alone() -> None:
    assert "src" not in render("![a](https://jahat.example/x.png)", lambda target: target).html


@pytest.mark.parametrize(
    "target",
    ["javascript:x", " JAVASCRIPT:x", "java\tscript:x", "java\nscript:x", "\x01data:x",
     "vbscript:x", "//host/x", "\\\\host", "/\\host", "file:///x", "blob:x", "\xa0javascript:x"],
)  # fmt: skip
def test_dangerous_targets(target: str) -> None:
    assert dangerous(target)


@pytest.mark.parametrize("target", ["", "#a", "/content/x.md", "a/b", "?x=1", "a b", "/x:y"])
def test_harmless_targets(target: str) -> None:
    assert not dangerous(target)
    assert not any(dangerous(f"{scheme}:{target}") for scheme in SCHEMES)


def test_plain_reads_entities_and_drops_tags() -> None:
    assert plain("<em>UU</em> 7 &amp; 8") == "UU 7 & 8"


def test_a_text_too_costly_to_render_is_shown_as_written() -> None:
    deep = ">" * (effort.MAX_NESTING + 1) + " <b>"
    assert render(deep, str).html == f'<pre class="teks-polos">{"&gt;" * 51} &lt;b&gt;</pre>\n'


def test_emphasis_nested_too_deeply_is_shown_as_written() -> None:
    text = "**a " * 200 + "b" + " c**" * 200
    assert render(text, str).html.startswith('<pre class="teks-polos">**a **a ')
