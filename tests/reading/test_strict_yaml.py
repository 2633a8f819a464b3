"""The strict reader against PyYAML's own, and against what was made to hurt a reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jdih.model.node import Mapping, Node, Sequence
from jdih.reading.source import forbidden
from jdih.reading.strict_yaml import DEPTH_LIMIT, parse


def codes(text: str) -> list[str]:
    return [finding.code for finding in parse("a.md", text).findings]


def written(node: Node) -> object:
    """Return a node as the plain structure that PyYAML gives when everything stays text."""
    if isinstance(node, Mapping):
        return {key.text: written(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [written(item) for item in node.items]
    return node.text


@pytest.mark.parametrize(
    "value",
    ["007", "12:30", "no", "yes", "null", "~", "1e3", "0x1F", "2026-02-30", "1_000", ".inf", "="],
)
def test_nothing_is_resolved(value: str) -> None:
    root = parse("a.md", f"a: {value}\n").root
    assert root is not None
    assert root.text("a") == value


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b\na: c\n", "JD206", 2, 1),
        ("x:\n  a: b\n  'a': c\n", "JD206", 3, 3),
        ("x:\n  - {a: b, a: c}\n", "JD206", 2, 12),
        ("a: &x b\n", "JD207", 1, 4),
        ("a: *x\n", "JD207", 1, 4),
        ("&x a: b\n", "JD207", 1, 1),
        ("<<: {a: b}\n", "JD207", 1, 1),
        ("'<<': x\n", "JD207", 1, 1),
        ("a: !!int 7\n", "JD208", 1, 4),
        ("a: ! x\n", "JD208", 1, 4),
        ("!!map {a: b}\n", "JD208", 1, 1),
        ("- a\n", "JD209", 1, 1),
        ("teks\n", "JD209", 1, 1),
        ("[a]: b\n", "JD210", 1, 1),
        ("? {a: b}\n: c\n", "JD210", 1, 3),
        ("'': b\n", "JD210", 1, 1),
        ("a:\n\t- b\n", "JD211", 2, 1),
        ("a: 'b\nc: d\n", "JD212", 1, 4),
        ('a: "b\n', "JD212", 1, 4),
        ("a: b: c\n", "JD213", 1, 5),
        ("a: @b\n", "JD213", 1, 4),
        ("a: [b\n", "JD213", 2, 1),
        ("a: b\n---\nc: d\n", "JD213", 2, 1),
        ('a: "\\q"\n', "JD213", 1, 6),
    ],
)
def test_each_fault_has_its_place(text: str, code: str, line: int, column: int) -> None:
    (finding,) = parse("a.md", text, first_line=11).findings
    assert finding.code == code
    assert finding.location.line == line + 10
    assert (finding.location.column, line) == (column, line) or code == "JD213"


@pytest.mark.parametrize(
    ("escape", "code"),
    [(r"\u202e", "JD106"), (r"\0", "JD107"), (r"\e", "JD107"), (r"\N", "JD105"), (r"\L", "JD105"),
     (r"\P", "JD105"), (r"\r", "JD104"), (r"\v", "JD105"), (r"\uFEFF", "JD103"),
     (r"\x7f", "JD107"), (r"\U0000200B", "JD108")],
)  # fmt: skip
def test_an_escape_brings_in_nothing_that_the_file_may_not_hold(escape: str, code: str) -> None:
    assert codes(f'a: "b{escape}c"\n') == [code]
    assert codes(f'"b{escape}c": a\n') == [code]
    # In other styles it is no escape.
    assert codes(f"a: 'b{escape}c'\n") == []


def test_plain_escapes_stay_useful() -> None:
    root = parse("a.md", r'a: "b\n\tc\\ \"d\" \u201ce\u201d"').root
    assert root is not None
    assert root.text("a") == 'b\n\tc\\ "d" “e”'


def test_the_first_value_of_a_repeated_key_is_kept() -> None:
    parsed = parse("a.md", "a: b\na: {c: d}\ne: f\n")
    assert parsed.root is not None
    assert written(parsed.root) == {"a": "b", "e": "f"}


def test_depth_is_bounded_and_can_be_asked_for() -> None:
    def nested(depth: int) -> str:
        return "a: " + "[" * (depth - 1) + "]" * (depth - 1)

    assert codes(nested(DEPTH_LIMIT)) == []
    assert codes(nested(DEPTH_LIMIT + 1)) == ["JD205"]
    assert parse("a.yml", nested(24), depth=24).findings == ()


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 2000, "a: " + "{b: " * 2000, "[" * 100_000, "- " * 100_000, "? " * 100_000,
     "a: " + "'" * 99_999, "a: " + "!" * 100_000, "a: " + "&" * 100_000, "\n" * 100_000 + "\t",
     "a: |\n" + " x\n" * 50_000 + "\ty", "#" * 200_000, "a: " + "\\" * 100_000],
    ids=range(12),
)  # fmt: skip
def test_what_is_made_to_hurt_is_answered(text: str) -> None:
    parsed = parse("a.md", text)
    assert parsed.root is None or isinstance(parsed.root, Mapping)


def test_an_alias_bomb_is_stopped_at_its_first_anchor() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcde", "bcdef"))  # noqa: B905
    assert codes(bomb) == ["JD207"]


YAML = st.text(st.sampled_from("-: \n[]{}\"'#&*!|>ab?,\\%@`\t.0é~=<"), max_size=60)
VALUES = st.recursive(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcxyz-_ é", min_size=1, max_size=6), inner, max_size=3)
    ),
    max_leaves=12,
)


@given((YAML | st.text(max_size=80)).filter(lambda text: not any(forbidden(text))))
@example("a: b\n...\n")
@example("a: b\n... x\n")
@example("--- a: b\n")
@example("---")
@example("[")
@example("a:\n- b\n-\n")
@settings(deadline=None, max_examples=600)
def test_any_text_is_read_as_pyyaml_reads_it_or_explained(text: str) -> None:
    parsed = parse("a.md", text)
    lines = text.split("\n")
    for finding in parsed.findings:
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
    if not parsed.findings:
        theirs = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 – it builds texts only
        assert (None if parsed.root is None else written(parsed.root)) == theirs


@given(st.dictionaries(st.text("abcxyz-é", min_size=1, max_size=6), VALUES, max_size=4))
@settings(deadline=None, max_examples=200)
def test_what_pyyaml_writes_is_read_back(value: dict[str, object]) -> None:
    text = yaml.dump(value, Dumper=_EveryTextQuoted, allow_unicode=True)
    parsed = parse("a.md", text)
    if not parsed.findings:
        assert parsed.root is not None
        assert written(parsed.root) == value
    else:
        # Only depth, and characters that no file may hold, stand in the way.
        assert {f.code for f in parsed.findings} <= {
            "JD103", "JD105", "JD106", "JD107", "JD108", "JD205", "JD210",
        }  # fmt: skip


class _EveryTextQuoted(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _quoted(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"')


_EveryTextQuoted.add_representer(str, _quoted)
