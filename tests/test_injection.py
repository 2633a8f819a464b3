"""Words of outsiders that Git carries: branch names, commit messages, names of files.

Whatever they say, they are shown letter by letter or not at all: what is said of them is what is
said of harmless ones, nothing is run, nothing is written elsewhere, no workflow is told anything.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jdih.cli import main
from tests.forge.hub import Hub
from tests.forge.play import Play
from tests.offices import ITEM
from tests.publishing import FOLDER, Office, item
from tests.trees import lay_office

ATTACKS = (
    "$(touch x)", "`touch x`", "; touch x #", "x && touch x", "| touch x", "--upload-pack=touch x",
    "-o", "${{ github.token }}", "${IFS}", "%0Apasang=true", "\npasang=true", "::error::x",
    "::set-output name=pasang::true", "::add-mask::a", "##[error]x", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<!-- ", "--><b>x</b>", "@admin", "#1",
    "[x](javascript:alert(1))", "![x](https://jahat.example/x.png)", "https://jahat.example/x",
    "```\n# x", "</details>",
    "judul: x\npenyetuju: kepala", "- !!python/object/apply:os.system [id]", "&x *x",
    "\u202egnp.exe", "\x1b[2J", "a\u2028b", "'\"", "{{ 7 * 7 }}", "{% raw %}",
)  # fmt: skip
"""For a shell, a workflow, HTML, Markdown, YAML, a terminal, a template."""

WORDS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "a", "Hak ", "é"]),
    st.sampled_from(ATTACKS),
    st.sampled_from(["", "b", " warga", "."]),
)
QUICK = settings(
    max_examples=8,
    deadline=None,
    # Making an example smaller would take minutes: each of them is small.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def as_branch(words: str) -> str:
    """Return words as Git takes them in the name of a branch; empty where it does not."""
    name = "naskah/" + re.sub(r"[\s\x00-\x20~^:?*\[\\\x7f]", "-", words)
    command = ["git", "check-ref-format", "--branch", name]
    known = subprocess.run(command, check=False, capture_output=True)
    return name if known.returncode == 0 else ""


def as_file(words: str) -> str:
    """Return words as the name of a file."""
    return words.replace("/", "-").replace("\0", "") + ".txt"


def outside_code(told: str) -> str:
    """Return what of a comment is the program's own: all but what it shows letter by letter."""
    plain = re.sub(r"<code>[A-Za-z0-9 \u00c0-\u024f&#;]*</code>", "", told)
    plain = re.sub(r"^(`{4,})\w*\n.*?\n\1$", "", plain, flags=re.DOTALL | re.MULTILINE)
    plain = re.sub(r"[0-9a-f]{40}|%[0-9A-F]{2}", "", plain)
    plain = re.sub(r"\(https://github\.com/[\w./%?=&#+~-]*\)", "()", plain)
    # A name that may not be has one more finding, or two: how many is no matter here.
    return "\n".join(dict.fromkeys(re.sub(r"\d+", "0", line) for line in plain.splitlines()))


def told_of(office: Office, hub: Hub, branch: str, message: str, name: str) -> tuple[str, str]:
    """Propose an item with these words; return the comment and the status that it is given."""
    git = office.git
    git.switch("main")
    play = Play(office, hub, branch)
    git.switch(branch)
    office.picture()
    git.commit({**item("Ketik nomornya."), f"{FOLDER}/{name}": "x"}, message=message,
               address=office.people["pengelola"].address)  # fmt: skip
    hub.push(branch, office.people["pengelola"])
    play.do({"langkah": "buka"})
    git.switch("main")
    number = str(len(hub.proposals))
    assert main(["-C", str(office.root), "verify", "--usulan", number, "--lapor"]) == 1
    said = (hub.comments[-1]["body"], hub.statuses[-1]["description"])
    hub.proposals.pop()
    hub.comments.clear()
    hub.tracker.pulls.clear()
    git.git("branch", "--quiet", "-D", branch)
    git.git("--git-dir", str(hub.bare), "update-ref", "-d", f"refs/heads/{branch}")
    return said


@pytest.fixture
def usual(outside: tuple[Office, Hub]) -> tuple[str, str]:
    return told_of(*outside, "naskah/biasa", "tulis", "catatan (satu).txt")


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a workflow would look for what it is told."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "keluaran"))
    return tmp_path / "keluaran"


# A name that breaks the line is refused before anything else is looked at; see the next test.
NAMES = WORDS.map(as_file).filter(str.isprintable)


@given(st.tuples(WORDS.map(as_branch).filter(bool), WORDS.filter(str.strip), NAMES))
@QUICK
def test_a_proposal_is_told_what_a_harmless_one_is(
    outside: tuple[Office, Hub],
    usual: tuple[str, str],
    outputs: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, str, str],
) -> None:
    office, hub = outside
    comment, status = told_of(office, hub, *words)

    assert outside_code(comment) == outside_code(usual[0])
    assert status == usual[1]
    said = capsys.readouterr()
    assert not [
        line for line in (said.out + said.err).splitlines() if line.startswith(("::", "##["))
    ]
    assert "\x1b" not in said.out + said.err
    assert not outputs.exists()
    assert not list(office.root.rglob("x"))
    assert office.git.git("status", "--porcelain") == ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_office(tmp_path / "kantor")
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "kantor")], check=True)
    return tmp_path / "kantor"


@given(WORDS.map(as_file))
@QUICK
def test_a_file_is_named_letter_by_letter(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(folder)
    place = (folder / ITEM).parent

    def told(name: str) -> list[str]:
        (place / name).write_text("x", encoding="utf-8")
        code = main(["-C", str(folder), "check", "--format", "github"])
        (place / name).unlink()
        assert code == 1
        return capsys.readouterr().out.rstrip("\n").split("\n")

    for line in told(name):
        assert re.fullmatch(
            r"::(error|warning) file=[^,:\r\n]*,line=\d+,col=\d+,title=JD\d{3} [a-z-]+::[^\r\n]*",
            line,
        ), line
    assert not list(folder.rglob("x"))
