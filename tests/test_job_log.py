"""What is printed on GitHub Actions is read by its runner too: nothing of it is obeyed."""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jdih.cli import main
from jdih.job_log import harmless, obeyed
from jdih.model.finding import Finding, Location, Severity
from tests.forge.obeyed import commands
from tests.payloads import texts

ACTIONS = {"GITHUB_ACTIONS": "true"}


def printed(*texts: str, environment: dict[str, str] = ACTIONS) -> str:
    with redirect_stdout(io.StringIO()) as out, harmless(environment):
        for text in texts:
            print(text, end="")
    return out.getvalue()


@given(st.lists(texts() | st.text("\r\n \u00a0:#[]aerror", max_size=20), max_size=4))
@example(["::error::a"])
@example(["a\r::error::b"])
@example(["a\n \u00a0\u2028::error::b"])
@example(["a ##[set-output name=pasang;]true"])
@example(["a\n", " ", "::error::b"])
def test_nothing_that_is_printed_is_obeyed(words: list[str]) -> None:
    out = printed(*words)
    assert commands(out) == []
    # A space is all that is put in.
    assert re.sub(r"\s", "", out) == re.sub(r"\s", "", "".join(words))


@pytest.mark.parametrize("text", ["a::b", "jam 12::30", "a\n- b: c", "# a\n## b\n[c]", "a ::b"])
def test_words_that_are_no_commands_stay(text: str) -> None:
    assert printed("x", text) == f"x{text}"


def test_elsewhere_every_letter_stays() -> None:
    assert printed("::error::a", environment={}) == "::error::a"


@given(texts(), texts())
def test_an_annotation_is_one_command_and_holds_the_words(path: str, words: str) -> None:
    found = Finding(Location(path), "JD999", "contoh", Severity.ERROR, words, "Ubah.")
    with redirect_stdout(io.StringIO()) as out, harmless(ACTIONS):
        obeyed(f"{found.as_github()}\n")
        print(found.as_text())
    (told,) = commands(out.getvalue())
    escaped = f"{words} Ubah.".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    assert told == ("error", escaped)


@given(texts())
def test_a_text_takes_two_lines_whatever_is_quoted(words: str) -> None:
    found = Finding(Location("a.md"), "JD999", "contoh", Severity.ERROR, words, words)
    assert len(re.split(r"\r\n|\r|\n", found.as_text())) == 2


def test_what_a_run_fails_with_is_no_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = sys.stdout
    assert main(["check", "--explain", "a\r::error::b ##[error]c"]) == 2
    assert main(["check", "--explain", "JD101"]) == 0
    assert sys.stdout is out
    said = capsys.readouterr()
    assert "error" in said.err
    assert commands(said.err) == commands(said.out) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("::error file=a,line=1::b::c", [("error", "b::c")]),
        ("  ::WARNING::b", [("warning", "b")]),
        ("a ##[group]b", [("group", "b")]),
        ("a ::error::b", []),
        ("::lain::b", []),
        ("::error", []),
        ("::stop-commands::X\n::error::a\n::x::\n::error::b",
         [("stop-commands", "X"), ("x", ""), ("error", "b")]),
    ],
)  # fmt: skip
def test_the_runner_reads_commands(line: str, found: list[tuple[str, str]]) -> None:
    assert commands(line) == found
