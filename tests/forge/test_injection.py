"""Names of branches and files, messages and titles are data on their whole way through GitHub.

Each example lays texts into every place at once: real Git takes them, our commands read them, and
what comes of it is what comes of harmless ones. Forms and comments are drawn where they are read.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import comrak
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from jdih.cli import main
from jdih.publication.notice import whatsapp
from jdih.register.book import LOCAL
from tests import payloads
from tests.forge.hub import Hub, Proposal
from tests.forge.machine import pairs
from tests.forge.obeyed import commands
from tests.payloads import BAIT, CAUGHT
from tests.publishing import FOLDER, ITEM_ID, Office, item

DRAFT = "drafts/cara-mencari"
FEW = settings(
    deadline=None,
    max_examples=2,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
"""An example is a whole pull request: few are drawn beside the worst, and none is shrunk."""
TITLE = "judul: Cara Mencari Peraturan"
WAY = st.tuples(payloads.branch_names(), st.lists(payloads.texts(), min_size=3, max_size=3))


OURS = (
    r"https://(wa\.me/\?text=[\w%.~-]*|jdih\.example/[\w/-]*|github\.com/unit/jdih/[\w%./?=#~-]*)"
)
"""Where a link in a comment may lead."""
MESSAGE = (
    f"{BAIT} $(touch {CAUGHT}) `touch {CAUGHT}`\r::error::x\n::set-output name=pasang::true\n"
    "##[set-output name=situs;]x <b>@semua</b> [x](https://jahat.example) ```\npasang=true\n#1"
)
BRANCH = f"naskah/$(touch${{IFS}}{CAUGHT});`id`|'\"<b>@semua&#1%0A/-rf{{tautan}}!](x)"
FILES = [f"{BAIT}\r::error::x\n##[error]x", f"{BAIT}`touch {CAUGHT}`@semua|![x](x)",
         f"{BAIT}<img src=x onerror=alert(1)>.md", f"{BAIT}; touch {CAUGHT}; --help"]  # fmt: skip


class Shown(HTMLParser):
    """What a reader of HTML gets: tags, attributes and addresses, and the text outside of code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.prose = ""
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}
        self._code += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        self.prose += "" if self._code else data

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"<!--{data}-->")


class Desk:
    """An office on GitHub, and a clone in which its workflows' commands run."""

    def __init__(self, office: Office, hub: Hub, clone: Path, outputs: Path) -> None:
        self.office, self.hub, self.clone, self.outputs = office, hub, clone, outputs
        self.start = office.git.tip("main")
        self.plain: tuple[object, ...] | None = None

    def run(self, *words: str, at: Path | None = None) -> int:
        return main(["-C", str(at or self.clone), *words])

    def anew(self) -> None:
        """Let GitHub forget what the last example wrote, so that every one is the first."""
        for told in (self.hub.proposals, self.hub.comments, self.hub.statuses, self.hub.activity):
            told.clear()
        self.hub.shown.clear()
        self.outputs.write_text("", encoding="utf-8")
        git = self.office.git.git
        git("switch", "--quiet", "--force-create", "main", self.start)
        git("push", "--quiet", "--force", str(self.hub.bare), "main")
        git("update-ref", "-d", LOCAL)
        shutil.rmtree(self.office.root / "build", ignore_errors=True)

    def propose(self, branch: str, messages: list[str], title: str = "", folder: str = DRAFT,
                ) -> Proposal:  # fmt: skip
        """Write the item on `branch`, a commit for each message, and open a pull request."""
        git, clerk = self.office.git, self.office.people["pengelola"]
        git.git("check-ref-format", f"refs/heads/{branch}")
        git.git("switch", "--quiet", "--force-create", branch, "main")
        self.office.picture(folder)
        files = item(folder=folder)
        if title:
            text = files[f"{folder}/index.md"] or ""
            files[f"{folder}/index.md"] = text.replace(
                TITLE, f"judul: {json.dumps(title, ensure_ascii=False)}"
            )
        for message in messages:
            git.commit(files, clerk, message=f"Naskah {message}")
        self.hub.push(branch, clerk, force=True)
        proposal = self.hub.open(branch, clerk)
        proposal.body = "\n".join(messages)
        return proposal

    def take(self, branch: str) -> None:
        """Fetch a branch as our commands left it."""
        git = self.office.git
        git.git("fetch", "--quiet", str(self.hub.bare), f"+refs/heads/{branch}:refs/hub/x")
        git.git("switch", "--quiet", "--force-create", branch, "refs/hub/x")

    def changed(self) -> set[str]:
        """Return the paths in which the branch differs from the main one."""
        told = self.office.git.git("diff", "--name-only", "-z", "--no-renames", "main", "HEAD")
        return set(filter(None, told.split("\0")))

    def standing(self) -> tuple[object, ...]:
        """Return what stands under the pull request, without the moment and the commit."""
        said = [re.sub(r"[^|]*\|$", "", str(one["body"]), flags=re.MULTILINE)
                for one in self.hub.comments]  # fmt: skip
        words = [re.sub(r"[0-9a-f]{40}|\d{2}:\d{2}(:\d{2})?", "", one) for one in said]
        about = [(one["state"], one["description"]) for one in self.hub.statuses]
        labels = [one["name"] for told in self.hub.shown.values() for one in told["labels"]]
        return words, about, labels, self.hub.proposals[0].asked


@pytest.fixture
def desk(
    outside: tuple[Office, Hub], bot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Run everything as Actions does; at the end nothing that a shell would have made is there."""
    outputs, cwd = tmp_path / "outputs", tmp_path / "cwd"
    cwd.mkdir()
    monkeypatch.chdir(cwd)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(outputs))
    yield Desk(*outside, bot, outputs)
    assert not list(tmp_path.rglob(f"*{CAUGHT}"))
    assert not list(cwd.iterdir())


def _decided(desk: Desk, branch: str, messages: list[str]) -> tuple[object, ...]:
    """Submit a proposal and let it be approved; return what is there then."""
    desk.anew()
    proposal = desk.propose(branch, messages)
    assert desk.run("submit", "--usulan") == 0
    desk.hub.notice()
    desk.hub.review(proposal, desk.office.people["kepala"])
    assert desk.run("verify", "--rev", "main", "--usulan", "semua", "--lapor") == 0
    assert desk.outputs.read_text("utf-8") == ""
    desk.take(branch)
    return desk.changed(), *desk.standing()


@FEW
@given(WAY)
@example((BRANCH, [MESSAGE, f"-rf {MESSAGE}", f"a: b\n---\n{MESSAGE}"]))
def test_branches_and_messages_change_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str], way: tuple[str, list[str]]
) -> None:
    """Submitted, decided and told of as under the plainest names."""
    if desk.plain is None:
        desk.plain = _decided(desk, "naskah/biasa", ["a", "b", "c"])
    told = _decided(desk, *way)
    said = capsys.readouterr()
    assert commands(said.out) == commands(said.err) == []
    assert told == desk.plain
    assert all(path.startswith(f"{FOLDER}/") for path in told[0])  # type: ignore[attr-defined]


@FEW
@given(payloads.texts(), st.lists(payloads.file_names(), min_size=4, max_size=4))
@example(MESSAGE, FILES)
def test_titles_and_names_of_files_are_only_shown(
    desk: Desk, capsys: pytest.CaptureFixture[str], title: str, names: list[str]
) -> None:
    """In the comment, in the log, as annotations, in the preview; and nothing is moved."""
    desk.anew()
    proposal = desk.propose("naskah/nama", ["a"], title)
    for name in names:
        (desk.office.root / DRAFT / f"x{name}").write_text("x", encoding="utf-8")
    desk.office.git.commit({}, desk.office.people["pengelola"])
    desk.hub.push(proposal.branch, desk.office.people["pengelola"])
    before = desk.changed()

    assert desk.run("submit", "--usulan") == 1
    assert desk.run("verify", "--rev", "main", "--usulan", "semua", "--lapor") == 0
    desk.run("remind", "--forge", "github")
    desk.take(proposal.branch)
    assert desk.changed() == before
    for one in (*desk.hub.comments, *desk.hub.issues.values()):
        _only_shown(str(one["body"]))
    said = capsys.readouterr()
    assert commands(said.out) == commands(said.err) == []
    assert desk.outputs.read_text("utf-8") == ""

    root = desk.office.root
    desk.run("check", "--format", "json", at=root)
    found = json.loads(capsys.readouterr().out)
    desk.run("check", "--format", "github", at=root)
    annotated = commands(capsys.readouterr().out)
    levels = {"galat": "error", "peringatan": "warning"}
    assert [name for name, _ in annotated] == [levels[one["severity"]] for one in found]
    assert desk.run("build", "--pratinjau", str(root / "build" / "x.html"), at=root) == 0
    preview = Shown((root / "build" / "x.html").read_text("utf-8"))
    assert not preview.tags & {"script", "iframe", "object", "form", "base", "svg"}
    assert not {name for name in preview.attributes if name.startswith("on")}
    assert not {to for to in preview.addresses if "jahat" in to or "script" in to}


def _only_shown(markdown: str) -> None:
    """Say that in what GitHub makes of a comment the drawn words are letters in code, or sent."""
    options = comrak.RenderOptions()
    options.unsafe_ = True
    dialect = comrak.ExtensionOptions()
    dialect.autolink = dialect.table = dialect.tasklist = dialect.strikethrough = True
    shown = Shown(comrak.render_markdown(markdown, dialect, render_options=options))
    assert BAIT not in shown.prose
    assert "@" not in shown.prose
    assert shown.attributes <= {"href", "class"}
    # GitHub makes a link of an e-mail address even in `<code>`; it leads to no site.
    foreign = {to for to in shown.addresses if not re.fullmatch(OURS, to)}
    assert all(to.startswith("mailto:") for to in foreign)
    assert not shown.tags & {"img", "script", "b", "svg", "input", "del"}
    assert {tag for tag in shown.tags if "<!--" in tag} == {f"{markdown.partition('>')[0]}>"}


@FEW
@given(payloads.texts(), payloads.lines())
@example(MESSAGE, MESSAGE.replace("\r", " ").replace("\n", " "))
def test_the_message_of_a_merge_publishes_nothing_else(
    desk: Desk, capsys: pytest.CaptureFixture[str], message: str, title: str
) -> None:
    """The number in it only tells which pull request to ask about."""
    desk.anew()
    proposal = desk.propose("naskah/gabung", ["a"], title, folder=FOLDER)
    desk.hub.review(proposal, desk.office.people["kepala"])
    desk.hub.merge(proposal, desk.office.people["pengelola"], title=f"Gabung {message}")
    root = desk.office.root
    assert desk.run("verify", "--forge", "github", "--format", "json", at=root) == 0
    verdicts = {one["id"]: one["keadaan"] for one in json.loads(capsys.readouterr().out)}
    assert verdicts[ITEM_ID] == "disetujui"
    desk.run("publish", "--forge", "github", "--lapor", at=root)
    said = capsys.readouterr()
    assert commands(said.out) == commands(said.err) == []
    given_on = pairs(desk.outputs.read_text("utf-8"))
    assert given_on.keys() - {"lembar"} == {"pasang", "situs", "lampiran"}
    assert re.fullmatch(r"[0-9a-f]{64}", given_on.pop("situs"))
    assert set(given_on.values()) <= {"true", "false"}
    for one in (*desk.hub.comments, *desk.hub.issues.values()):
        _only_shown(str(one["body"]))
    listed = desk.office.git.git("ls-tree", "-r", "-z", "--name-only", LOCAL).split("\0")
    known = re.compile(r"(\d{4}/\d{3}/\d{5}|bukti/[0-9a-f-]+)\.json")
    assert [path for path in listed if path and not known.fullmatch(path)] == []


@given(payloads.texts())
def test_an_address_of_whatsapp_holds_the_words_and_nothing_else(words: str) -> None:
    assert re.fullmatch(r"https://wa\.me/\?text=[\w.~%-]*", whatsapp(words))
