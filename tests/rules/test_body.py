"""The text under the header: every spelling of a link, raw HTML, and what is made to be slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location
from jdih.model.node import empty
from jdih.reading.corpus import Corpus
from jdih.rules.body import check_body
from jdih.rules.context import Context
from tests import trees
from tests.gitrepo import write
from tests.offices import ITEM, codes, findings

PATHS = frozenset({"content/index.md", "content/a b.md", "content/é.md", "content/x/01.png"})
CONTEXT = Context(Corpus((), (), frozenset()), {}, None, None, PATHS)


def body(text: str, path: str = "content/index.md") -> list[Finding]:
    document = Document(path, Kind.PAGE, empty(2, 1), text, 5, ())
    return list(check_body(document, CONTEXT))


def found(text: str) -> list[str]:
    return [finding.code for finding in body(text)]


JAVASCRIPT = [
    "[a](javascript:x)", "[a](JaVaScRiPt:x)", "[a](<javascript:x>)", "[a]( javascript:x )",
    "[a](\njavascript:x\n)", '[a](javascript:x "judul")', "[a](&#106;avascript:x)",
    "[a](&#x6a;avascript:x)", "[a](javascript&colon;x)", "[a](javascript&#58;x)",
    "[a](java&Tab;script:x)", "[a](java&NewLine;script:x)", "[a](<java script:x>)",
    "[a](javascript\\:x)", "[a](\u00a0javascript:x)", "[a](&#1;javascript:x)",
    "[a]\n\n[a]: javascript:x", "[a][]\n\n[a]: javascript:x", "[t][a]\n\n[A]: JAVASCRIPT:x",
    "[a]\n\n[a]:\n  javascript:x\n  'judul'", "[a]\n\n[a]: <javascript:x>",
    "<javascript:alert(1)>", "![a](javascript:x)", "![a][b]\n\n[b]: javascript:x",
    "[![a](/content/x/01.png)](javascript:x)", "**[a](javascript:x)**", "~~[a](javascript:x)~~",
    "> > - [a](javascript:x)", "1. - [x] [a](javascript:x)", "| a |\n| - |\n| [a](javascript:x) |",
    "## [a](javascript:x)", "a[^1]\n\n[^1]: [a](javascript:x)",
    "> [!NOTE]\n> [a](javascript:x)", "[`a`](javascript:x)", "[a](javascript:x)[b](https://c.id)",
]  # fmt: skip


@pytest.mark.parametrize("text", JAVASCRIPT)
def test_javascript_in_every_spelling(text: str) -> None:
    assert "JD402" in found(text)


@pytest.mark.parametrize(
    "scheme",
    ["data", "vbscript", "file", "ftp", "blob", "view-source", "intent", "whatsapp", "sms", "ws",
     "x-javascript", "feed", "about", "chrome", "jar", "xmpp", "content", "drafts"],
)  # fmt: skip
@pytest.mark.parametrize("text", ["[a]({}:x/y)", "![a]({}:x/y)", "<{}:x/y>", "[a]\n\n[a]: {}:x/y"])
def test_other_schemes(text: str, scheme: str) -> None:
    assert found(text.format(scheme)) == ["JD402"]


@pytest.mark.parametrize(
    "url", ["//evil.id", "///evil.id", "/\\evil.id", "/&Tab;/evil.id", "&#47;/evil.id", "", "<>"]
)
def test_another_host_or_nothing_at_all(url: str) -> None:
    assert found(f"[a]({url})") == ["JD402"]


@pytest.mark.parametrize(
    "url",
    ["/etc/passwd", "index.md", "../x.md", "./x.md", "?a", "\\evil.id", "/contents/a.md",
    "content/a.md",
     "/Content/index.md", "/site_config/unit.yml", "/drafts/a/index.md", "javascript：x",
     "%6Aavascript:x"],
)  # fmt: skip
def test_what_does_not_begin_at_the_root(url: str) -> None:
    assert found(f"[a]({url})") == ["JD403"]


@pytest.mark.parametrize(
    "url",
    ["/content/../etc/passwd", "/content/./index.md", "/content//index.md", "/content/",
    "/content/x",
     "/content/x/../index.md", "/content/%2e%2e/site_config/unit.yml", "/content/index.md?x=1",
     "/content/INDEX.md", "/content/index.md%00", "/content/index.md%2F"],
)  # fmt: skip
def test_what_is_not_there(url: str) -> None:
    assert found(f"[a]({url})") == ["JD404"]


@pytest.mark.parametrize(
    "text",
    ["[a](https://x.id)", "[a](HTTP://x.id/?a=b#c)", "<https://x.id>", "https://x.id", "www.x.id",
     "<a@x.id>", "a@x.id", "[a](mailto:a@x.id)", "[a](tel:+622112345)", "[a](/content/index.md)",
     "[a](/content/index.md#bagian)", "[a](</content/a b.md>)", "[a](/content/a%20b.md)",
     "[a](/content/%C3%A9.md)", "[a](#bagian)", "![a](/content/x/01.png)", "[a]", "[a] [b]",
     "`[a](javascript:x)`", "```\n[a](javascript:x)\n<script>\n```", "\\[a](javascript:x)",
     "javascript:x", "3 < 4 dan 5 > 4", "\\<b>", "&lt;script&gt;", "a <- b", "<3", "x<y"],
)  # fmt: skip
def test_what_is_fine(text: str) -> None:
    assert found(text) == []


def test_a_dead_link_only_warns_in_a_draft() -> None:
    (finding,) = body("[a](/content/x)", "drafts/a/index.md")
    assert finding.severity.value == "peringatan"


@pytest.mark.parametrize(
    "text",
    ["a <b>c", "<!-- c -->", "a <!-- c --> b", "<?php x ?>", "<!DOCTYPE html>", "<![CDATA[x]]>",
    "</a>",
     "<br/>", "<BR>", "<x-y z=1>", "<script>\nx\n</script>", "<style>\n</style>",
     "<div>\n\nx\n\n</div>",
     "- <b>", "> <b>", "| a |\n| - |\n| <b> |", "## <b>", "a[^1]\n\n[^1]: <b>", "[<b>](https://x.id)",
     "**<b>**", "<svg onload=x>", "<a href='https://x.id'>", "<details>", "<img src=x>",
     "<pre>", "<textarea>"],
)  # fmt: skip
def test_raw_html(text: str) -> None:
    assert "JD401" in found(text)


@pytest.mark.parametrize(
    "text",
    ['--8<-- "a"', ';--8<-- "a"', "-8<-", "----8<----", "{{ a }}", "{% a %}", "{# a #}", "a {{b}}"],
)
def test_snippets_and_macros(text: str) -> None:
    assert found(text)[0] == "JD406"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[a](x)", 5, 1),
        ("\n\nkata é “b” [a](x)", 7, 12),
        ("> - [a](x)", 5, 5),
        ("[a]\n\nkata\n\n[a]: x", 5, 1),
        ("| a |\n| - |\n| 😀 [a](x) |", 7, 5),
    ],
)
def test_places_count_characters_from_the_files_first_line(
    text: str, line: int, column: int
) -> None:
    assert [f.location for f in body(text)] == [Location("content/index.md", line, column)]


def test_images_need_words_and_a_second_title_is_pointed_at() -> None:
    assert found("![](/content/x/01.png)") == ["JD408"]
    assert found("![  ](/content/x/01.png)") == ["JD408"]
    assert found("![&nbsp;](/content/x/01.png)") == ["JD408"]
    assert found("# Judul\n\nJudul\n=====\n\n## Bagian") == ["JD407", "JD407"]


def test_markdown_beside_the_document_is_held_to_the_same(tmp_path: Path) -> None:
    office = trees.lay_office(tmp_path)
    write(office, {f"{ITEM}/transkrip.md": "a\n\n<b>[x](data:y)\n"})
    assert [(f.code, f.location.line, f.location.column) for f in findings(office)] == [
        ("JD401", 3, 1), ("JD402", 3, 4),
    ]  # fmt: skip


def test_a_caption_is_no_markdown(tmp_path: Path) -> None:
    office = trees.lay_office(tmp_path)
    write(office, {f"{ITEM}/takarir/x.md": "Baca: JDIH > Produk <hukum> #jdih {{\n"})
    assert codes(office) == []


SLOW = {
    name: unit * (200_000 // len(unit.encode()))
    for name, unit in {
        "brackets": "[", "images": "![](", "tags": "<a ", "quotes": "> ", "lists": "- ",
        "stars": "*a ",
        "links": "[a](", "comments": "<!--", "cdata": "<![CDATA[", "footnotes": "[^1]: a\n",
        "emphasis": "*_",
        "tables": "|a", "ticks": "`a``", "alerts": "> [!NOTE]\n> a\n\n", "snippets": "{{",
        "raw": "<b>",
        "entities": "&#1;", "definitions": "[a]: b\n", "tasks": "- [ ] a\n", "setext": "a\n=\n",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_what_is_made_to_be_slow_is_answered(name: str) -> None:
    assert len(body(SLOW[name])) < 70_000


def test_a_flood_of_snippets_and_tags_is_told_twenty_times() -> None:
    assert found("{{" * 1000) == ["JD406"] * 20
    assert found("<b>" * 1000) == ["JD401"] * 20


MARKS = st.text(st.sampled_from("[]()<>!`*_~#>-+|\\&;:/\"' \n\taé😀=1.^{}%$@"), max_size=120)
PIECES = st.lists(
    st.sampled_from(
        ["[a](", "javascript:x", ")", "[a]", "[a]: ", "<b>", "<!--", "-->", "\n", "\n\n", "> ",
        "- ", "`",
         "```\n", "| a |\n| - |\n", "![", "]", "[^1]", "[^1]: ", "&#106;", "&colon;", "**",
         "    ", "é", "😀",
         "> [!NOTE]\n", "https://x.id", "<https://x.id>", "{{", "\\", "\t", "<div>\n", "</div>",
         "a@b.id"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(
    MARKS | PIECES | st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=100)
)
@example("[a]: <b> 'c'\n[a]")
@example("a&#10;<b>")
@settings(deadline=None, max_examples=600)
def test_any_text_is_looked_at_and_each_place_lies_in_it(text: str) -> None:
    lines = text.split("\n")
    for finding in body(text):
        line = finding.location.line - 4
        assert 1 <= line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[line - 1]) + 1


def _dangerous() -> Iterator[str]:
    yield from (
        "javascript:x",
        "JAVASCRIPT:x",
        "data:x",
        "vbscript:x",
        "//x.id",
        "java&Tab;script:x",
    )


@given(PIECES, st.sampled_from(list(_dangerous())), PIECES)
@settings(deadline=None, max_examples=300)
def test_a_dangerous_link_is_found_whatever_stands_around_it(
    before: str, url: str, after: str
) -> None:
    # A paragraph of its own, out of reach of any list, fence or block of HTML before it.
    text = f"[a]({url})\n\n{before}\n\n{after}"
    assert "JD402" in found(text)
