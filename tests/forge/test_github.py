"""The gate on facts from GitHub: through HTTP, held to GitHub's own description.

A case is a file in ``tests/examples/gate``: what people did, and what the gate says of the item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from jdih.cli import main
from jdih.errors import JdihError
from jdih.forge.api import Api
from jdih.forge.github import GitHub
from jdih.model.entry import Evidence
from jdih.model.verdict import State, Verdict
from jdih.publication.pull_comment import code
from jdih.publication.state import read_state
from tests.forge.contract import prism
from tests.forge.hub import NAME, Desk, Hub, Proposal
from tests.publishing import FOLDER, ITEM, OLD, Office, item
from tests.signing import Person
from tests.trees import EXAMPLES

CASES = sorted(path.stem for path in (EXAMPLES / "gate").glob("*.json"))
TOKEN = "ghp_rahasia"  # noqa: S105 (opens nothing)
BRANCH = "naskah"


@pytest.fixture(scope="session")
def github_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """What answers, and Prism's address before it."""
    desk = Desk()
    with (
        desk.served() as upstream,
        prism(upstream, tmp_path_factory.mktemp("prism")) as address,
    ):
        yield desk, address


@pytest.fixture
def hub(begun: Office, github_desk: tuple[Desk, str]) -> Hub:
    hub = Hub(begun.git)
    github_desk[0].hub = hub
    return hub


Ask = Callable[[], Verdict | None]


@pytest.fixture
def ask(begun: Office, github_desk: tuple[Desk, str]) -> Ask:
    """What asks the gate about the item."""

    def verdict() -> Verdict | None:
        repository = begun.repository
        witness = GitHub(
            Api(NAME, TOKEN, api=github_desk[1], retries=2, pause=0),
            lambda sha: repository.text("log", "-1", "--format=%B", sha),
        )
        state = read_state(repository, "main", witness)
        return state.verdicts.get(ITEM)

    return verdict


class Play:
    """What the people of a case do."""

    def __init__(self, office: Office, hub: Hub, branch: str = BRANCH) -> None:
        self.office = office
        self.branch = branch
        self.hub = hub
        self.people = {
            **office.people,
            "sekretaris": Person("sekretaris", 201, office.people["kepala"].key),
            "tamu": Person("tamu", 999, office.people["kepala"].key),
            # Looks like the head, is another account.
            "kepa1a": Person("kepala", 555, office.people["kepala"].key),
            "bot": Person("alur[bot]", 41, office.people["kepala"].key),
            "hantu": None,
        }
        self.proposal: Proposal | None = None
        self.marks: dict[str, str] = {}
        office.git.branch(branch)

    def do(self, step: dict[str, Any]) -> None:
        """Do one step of a case."""
        who = self.people[step.get("oleh", "pengelola")]
        getattr(self, f"_{step['langkah']}")(step, who)
        if "tandai" in step:
            self.marks[step["tandai"]] = self.office.git.tip()

    def _tulis(self, step: dict[str, Any], who: Person) -> None:
        """Write a commit on the branch, and push it unless told otherwise."""
        git = self.office.git
        if git.git("branch", "--show-current") != step.get("cabang", self.branch):
            git.switch(step.get("cabang", self.branch))
        self.office.picture(step.get("folder", FOLDER))
        files = step.get("berkas") or item(step.get("isi", "Ketik nomornya."), **(
            {"folder": step["folder"]} if "folder" in step else {}
        ))  # fmt: skip
        message = "tulis" + "".join(
            f"\n\nCo-authored-by: x <{self._address(name)}>" for name in step.get("bersama", ())
        )
        claimed = step.get("alamat") or self._address(
            step.get("atas_nama", step.get("oleh", "pengelola"))
        )
        git.commit(files, address=claimed, message=message)
        if step.get("web"):
            self.hub.web.add(self._rewrite_as_web(claimed))
        if step.get("kirim", True):
            pusher = self.people[step.get("pengirim", step.get("oleh", "pengelola"))]
            self.hub.push(step.get("cabang", self.branch), pusher, force=step.get("paksa", False))

    def _address(self, name: str) -> str:
        who = self.people[name]
        assert who is not None
        return who.address

    def _rewrite_as_web(self, author: str) -> str:
        git = self.office.git
        config = ("-c", "user.email=noreply@github.com")
        git.git(*config, "commit", "--quiet", "--amend", "--no-edit", f"--author=x <{author}>",
                address="noreply@github.com")  # fmt: skip
        return git.tip()

    def _kirim(self, step: dict[str, Any], who: Person) -> None:
        self.hub.push(step.get("cabang", self.branch), who, force=step.get("paksa", False))

    def _ulang(self, _: dict[str, Any], __: Person) -> None:
        """Throw the branch's own commits away."""
        self.office.git.git("reset", "--quiet", "--hard", "main")

    def _buka(self, step: dict[str, Any], who: Person) -> None:
        self.proposal = self.hub.open(self.branch, who, step.get("dasar", "main"))

    def _nilai(self, step: dict[str, Any], who: Person) -> None:
        assert self.proposal
        commit = self.marks.get(step.get("pada", ""), "")
        self.hub.review(self.proposal, who, step.get("nilai", "APPROVED"), commit)

    def _cabut(self, step: dict[str, Any], _: Person) -> None:
        """Dismiss every review so far, or as told."""
        assert self.proposal
        for review in self.proposal.reviews:
            review["state"] = step.get("nilai", "DISMISSED")

    def _usul(self, _: dict[str, Any], who: Person) -> None:
        assert self.proposal
        self.hub.suggest(self.proposal, who)

    def _gabung(self, step: dict[str, Any], who: Person) -> None:
        assert self.proposal
        self.hub.merge(self.proposal, who, title=step.get("pesan", ""), then=step.get("selip"))

    def _gabung_sendiri(self, step: dict[str, Any], who: Person) -> None:
        """Merge the branch on one's own machine and push the main branch."""
        git = self.office.git
        git.switch("main")
        git.clock += 60
        git.git("merge", "--quiet", "--no-ff", "-m", step["pesan"], self.branch, by=who)
        self.hub.push("main", who)

    def _perbarui(self, _: dict[str, Any], who: Person) -> None:
        """Take the main branch into the branch, as the button does, after something new there."""
        git = self.office.git
        git.switch("main")
        page = "---\ntipe: halaman\njudul: Kabar\nringkasan: Kabar.\n---\n\nKabar.\n"
        git.commit({"content/kabar/index.md": page}, self.office.people["pengelola"])
        git.switch(self.branch)
        git.clock += 60
        git.git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main'", "main", by=who)
        self.hub.push(self.branch, who)

    def _submodul(self, _: dict[str, Any], who: Person) -> None:
        """Put another repository into the item's folder."""
        git = self.office.git
        link = f"160000,{git.tip()},{FOLDER}/lain"
        git.git("update-index", "--add", "--cacheinfo", link)
        git.clock += 60
        git.git("commit", "--quiet", "-m", "lain", by=who)
        self.hub.push(self.branch, who)

    def _ganti(self, step: dict[str, Any], who: Person) -> None:
        """Replace words in a file, in the same pull request."""
        text = (self.office.root / step["berkas"]).read_text(encoding="utf-8")
        assert step["dari"] in text
        files = {step["berkas"]: text.replace(step["dari"], step["menjadi"])}
        self.office.git.commit({**files}, who)
        self.hub.push(self.branch, who)

    def _pindah(self, step: dict[str, Any], who: Person) -> None:
        """Move the item from one folder to another, byte for byte."""
        git = self.office.git
        (git.root / step["ke"]).parent.mkdir(parents=True, exist_ok=True)
        git.git("mv", step["dari"], step["ke"])
        git.clock += 60
        git.git("commit", "--quiet", "-m", "pindah", by=who)
        self.hub.push(self.branch, who)

    def _dorong(self, step: dict[str, Any], who: Person) -> None:
        """Push straight to the main branch."""
        git = self.office.git
        git.switch("main")
        self.office.picture()
        git.commit(step.get("berkas") or item(step.get("isi", "Langsung.")), who)
        self.hub.push("main", who)

    def _maju(self, step: dict[str, Any], _: Person) -> None:
        """Let days go by."""
        self.office.git.clock += step["hari"] * 86_400

    def _hapus(self, _: dict[str, Any], __: Person) -> None:
        """Delete the branch's repository, as a fork that is gone."""
        self.hub.activity.clear()

    def _kosong(self, step: dict[str, Any], _: Person) -> None:
        self.hub.blank.add(step["jawaban"])


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, begun: Office, hub: Hub, ask: Ask) -> None:
    told = json.loads((EXAMPLES / "gate" / f"{case}.json").read_text(encoding="utf-8"))
    play = Play(begun, hub)
    for step in told["langkah"]:
        play.do(step)
    begun.git.switch("main")
    verdict = ask()
    if told["hasil"] == "tidak terbaca":
        assert verdict is None
        return
    assert verdict is not None
    assert verdict.state is State(told["hasil"]), verdict.reason
    assert re.search(told.get("alasan", ""), verdict.reason), verdict.reason
    if verdict.state is State.APPROVED:
        assert verdict.approval is not None
        assert verdict.approval.office == told.get("jabatan", "kepala")
        assert verdict.approval.evidence is Evidence.FORGE


def opened(begun: Office, hub: Hub) -> Play:
    """Write the item on a branch and open a pull request for it."""
    play = Play(begun, hub)
    play.do({"langkah": "tulis"})
    play.do({"langkah": "buka"})
    return play


def state_of(verdict: Verdict | None) -> State | None:
    return verdict.state if verdict else None


def proposed(begun: Office, hub: Hub) -> None:
    """Bring the item to main, properly approved."""
    play = Play(begun, hub)
    for step in json.loads((EXAMPLES / "gate" / "disetujui.json").read_text("utf-8"))["langkah"]:
        play.do(step)
    begun.git.switch("main")


@pytest.fixture
def outside(
    begun: Office, hub: Hub, github_desk: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Office, Hub]:
    """The office as Actions finds it: what the environment says of the repository on GitHub."""
    monkeypatch.setenv("GITHUB_REPOSITORY", NAME)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_API_URL", github_desk[1])
    return begun, hub


def test_an_open_pull_request_is_judged_as_if_it_were_merged(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1")
    before = begun.git.tip()

    code, (verdict,) = begun.json(capsys, *words)
    assert (code, verdict["keadaan"], verdict["path"]) == (1, "ditahan", ITEM)
    assert "Belum ada yang menyetujui" in verdict["alasan"]

    play.do({"langkah": "nilai", "oleh": "kepala"})
    code, (verdict,) = begun.json(capsys, *words)
    assert (code, verdict["keadaan"]) == (0, "disetujui")
    assert verdict["persetujuan"]["bukti"] == "forge"
    assert begun.git.tip() == before
    assert begun.git.git("status", "--porcelain") == ""


def test_an_item_is_not_decided_together_with_the_program(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    play = Play(begun, hub)
    play.do({"langkah": "tulis"})
    play.do({"langkah": "tulis", "berkas": {"Makefile": "terbit:\n"}})
    play.do({"langkah": "buka"})
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")

    code, (verdict,) = begun.json(capsys, "verify", "--rev", "main", "--usulan", "1")
    assert (code, verdict["keadaan"]) == (1, "ditahan")
    assert "berkas lain (Makefile)" in verdict["alasan"]


def test_several_items_are_judged_each(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    play.do({"langkah": "nilai", "oleh": "kepala"})
    second = item(identity="2026-d5sn9", folder="content/konten/2026/kedua", title="Kedua")
    begun.picture("content/konten/2026/kedua")
    play.do({"langkah": "tulis", "berkas": second})
    begun.git.switch("main")

    code, verdicts = begun.json(capsys, "verify", "--rev", "main", "--usulan", "1")
    assert (code, [entry["keadaan"] for entry in verdicts]) == (1, ["disetujui", "ditahan"])


def test_two_that_do_not_go_together_are_named(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    play.do({"langkah": "dorong"})

    assert begun.run("verify", "--rev", "main", "--usulan", "1") == 2
    assert "bentrok dengan cabang utama" in capsys.readouterr().err


def test_a_pull_request_shows_where_it_stands(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")

    assert begun.run(*words) == 1
    assert hub.statuses[-1]["state"] == "failure"
    (comment,) = hub.comments
    body = comment["body"]
    assert "Selesai sampai kegiatan 2 dari 4." in body
    assert "https://wa.me/?text=Yth.%20Kepala%20Unit" in body
    assert "%2Fpull%2F1" in body
    assert "Cari peraturan? Begini caranya." in body
    assert "0 harus diperbaiki" in body
    assert "Ketik nomornya." in body

    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert begun.run(*words) == 0
    assert hub.statuses[-1] | {"sha": ""} == {
        "sha": "",
        "state": "success",
        "context": "persetujuan",
        "description": "1 naskah disetujui",
        "target_url": f"https://github.com/{NAME}/pull/1",
    }
    assert hub.statuses[-1]["sha"] == begun.git.tip(BRANCH)
    (comment,) = hub.comments
    assert "Selesai sampai kegiatan 3 dari 4." in comment["body"]


def test_every_open_pull_request_is_told_in_a_clone_that_has_only_main(
    outside: tuple[Office, Hub], tmp_path: Path
) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.git("branch", "buntu", "main")
    begun.git.switch("buntu")
    begun.git.commit({"content/profil/index.md": "rusak\n"}, begun.people["pengelola"])
    hub.push("buntu", begun.people["pengelola"])
    hub.open("buntu", begun.people["pengelola"])
    clone = tmp_path / "klon"
    begun.git.git("clone", "--quiet", "--single-branch", "--branch=main", str(hub.bare), str(clone))

    assert main(["-C", str(clone), "verify", "--usulan", "semua", "--lapor"]) == 1
    told = {status["sha"]: status["state"] for status in hub.statuses}
    assert told == {begun.git.tip(BRANCH): "success", begun.git.tip("buntu"): "failure"}
    assert begun.git.git("-C", str(clone), "branch", "--all", "--format=%(refname)").split() == [
        "refs/heads/main",
        "refs/remotes/origin/HEAD",
        "refs/remotes/origin/main",
    ]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({OLD: None}, "tidak dihapus"),
        ({OLD: "---\ntipe: konten\n"}, "memuat galat"),
    ],
    ids=["taken-away", "broken"],
)
def test_what_a_review_cannot_make_good_is_held(
    outside: tuple[Office, Hub],
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str | None],
    word: str,
) -> None:
    begun, hub = outside
    play = Play(begun, hub)
    play.do({"langkah": "tulis", "berkas": files})
    play.do({"langkah": "buka"})
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")

    code, verdicts = begun.json(capsys, "verify", "--rev", "main", "--usulan", "1")
    (verdict,) = [entry for entry in verdicts if entry["path"] == OLD]
    assert (code, verdict["keadaan"]) == (1, "ditahan")
    assert word in verdict["alasan"]


def test_a_page_that_moved_and_kept_its_address_is_not_taken_away(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    proposed(begun, hub)
    play = Play(begun, hub, branch="pindah")
    begun.git.git("mv", FOLDER, "content/konten/2026/cara-baru")
    moved = begun.root / "content/konten/2026/cara-baru/index.md"
    text = moved.read_text(encoding="utf-8")
    former = "alamat_lama:\n  - konten/2026/cara-mencari/\n---\n\n"
    begun.git.commit(
        {"content/konten/2026/cara-baru/index.md": text.replace("---\n\n", former, 1)},
        begun.people["pengelola"],
    )
    hub.push("pindah", begun.people["pengelola"])
    play.do({"langkah": "buka"})
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")

    code, verdicts = begun.json(capsys, "verify", "--rev", "main", "--usulan", "2")
    assert (code, [entry["keadaan"] for entry in verdicts]) == (0, ["disetujui"]), verdicts


@pytest.mark.parametrize(
    "words",
    ["@semua", "[x](javascript:alert(1))", "![x](//x)", "| a | b", "`x` **y**", "#1", "a\u00a0b"],
)
def test_words_of_a_document_mean_nothing_in_a_comment(words: str) -> None:
    shown = code(words)
    inside = shown.removeprefix("<code>").removesuffix("</code>")
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|&#\d+;)*", inside)
    assert unescape(inside) == " ".join(words.split())


def test_what_reviews_approved_is_published_and_recorded(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    proposed(begun, hub)

    code, told = begun.json(capsys, "publish", "--forge", "github")
    assert code == 0, told
    assert begun.entry().approval is not None
    assert begun.entry().approval.evidence is Evidence.FORGE  # type: ignore[union-attr]
    # Git alone proves nothing of a merge that GitHub made.
    code, told = begun.json(capsys, "verify")
    assert code == 1


def test_a_refusal_in_a_review_is_a_round_of_the_register(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    case = EXAMPLES / "gate" / "disetujui-sesudah-perbaikan.json"
    play = Play(begun, hub)
    for step in json.loads(case.read_text(encoding="utf-8"))["langkah"]:
        play.do(step)
    begun.git.switch("main")
    assert begun.run("publish", "--forge", "github") == 0
    told = [(a.step, a.round, a.decision) for a in begun.entry().activities if a.decision]
    assert told == [(3, 1, "tidak setuju"), (3, 2, "setuju")]


@pytest.mark.parametrize(
    ("name", "token", "word"),
    [("", TOKEN, "GITHUB_REPOSITORY"), ("a/b/c", TOKEN, "GITHUB_REPOSITORY"), (NAME, "", "TOKEN")],
)
def test_what_is_not_set_is_named(
    begun: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    token: str,
    word: str,
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", name)
    monkeypatch.setenv("GITHUB_TOKEN", token)
    assert begun.run("verify", "--forge", "github") == 2
    said = capsys.readouterr().err
    assert word in said
    assert TOKEN not in said


def test_a_fault_is_waited_out(begun: Office, hub: Hub, ask: Ask) -> None:
    proposed(begun, hub)
    hub.faults = [502, 503]
    assert state_of(ask()) is State.APPROVED


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_without_an_answer_the_gate_stays_closed(
    begun: Office, hub: Hub, ask: Ask, status: int
) -> None:
    proposed(begun, hub)
    hub.faults = [status] * 20
    with pytest.raises(JdihError) as told:
        ask()
    assert TOKEN not in f"{told.value.message} {told.value.remedy} {told.value!r}"


@pytest.mark.parametrize(
    "answer", ["/pulls/{pull_number}/reviews", "/pulls/{pull_number}/commits", "/activity"]
)
def test_an_empty_answer_proves_nothing(begun: Office, hub: Hub, ask: Ask, answer: str) -> None:
    proposed(begun, hub)
    hub.blank = {answer}
    assert state_of(ask()) is State.HELD


def test_nobody_answers(begun: Office, hub: Hub, tmp_path: Path) -> None:
    proposed(begun, hub)
    witness = GitHub(Api(NAME, TOKEN, api="http://127.0.0.1:9", retries=0, pause=0), lambda _: "")
    with pytest.raises(JdihError, match="tidak dapat dihubungi"):
        read_state(begun.repository, "main", witness)
