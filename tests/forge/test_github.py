"""The gate on facts from GitHub: through HTTP, held to GitHub's own description.

A case is a file in ``tests/examples/gate``: what people did, and what the gate says of the item.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jdih.cli import main
from jdih.errors import JdihError
from jdih.forge.api import Api
from jdih.forge.board import CONTEXT
from jdih.forge.github import GitHub
from jdih.forge.witness import Nobody
from jdih.model.entry import Evidence
from jdih.model.verdict import State, Verdict
from jdih.publication.forges import github_of
from jdih.publication.markup import block, code
from jdih.publication.origin import identity_of
from jdih.publication.state import read_state
from tests.forge.contract import filled
from tests.forge.hub import NAME, TOKEN, Desk, Hub
from tests.forge.play import (
    BRANCH,
    CASES,
    Play,
    checked_out,
    opened,
    perform,
    proposed,
    read_case,
    steps_of,
)
from tests.publication.test_review import ACT
from tests.publication.test_tasks import GONE
from tests.publishing import FOLDER, ITEM, OLD, Office, corrected, item

Ask = Callable[..., Verdict | None]


@pytest.fixture
def ask(begun: Office, github_desk: tuple[Desk, str]) -> Ask:
    """What asks the gate about the item, by the word of GitHub or of Git alone."""

    def verdict(forge: str = "github") -> Verdict | None:
        repository = begun.repository
        witness = GitHub(
            Api(NAME, TOKEN, api=github_desk[1], retries=2, pause=0),
            lambda sha: repository.text("log", "-1", "--format=%B", sha),
        )
        state = read_state(repository, "main", Nobody() if forge == "git" else witness)
        return state.verdicts.get(ITEM)

    return verdict


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.json")))
def test_case(case: str, begun: Office, hub: Hub, ask: Ask) -> None:
    told = read_case(case)
    perform(begun, hub, told["langkah"])
    verdict = ask(told.get("bukti", "github"))
    if told["hasil"] == "tidak terbaca":
        assert verdict is None
        return
    assert verdict is not None
    assert verdict.state is State(told["hasil"]), verdict.reason
    assert re.search(told.get("alasan", ""), verdict.reason), verdict.reason
    if verdict.state is State.APPROVED:
        assert verdict.approval is not None
        assert verdict.approval.office == told.get("jabatan", "kepala")
        assert verdict.approval.evidence.value == told.get("dengan", "forge")
    if verdict.state is State.PROVISIONAL:
        assert verdict.approval is None
        assert verdict.grant is not None
        assert verdict.grant.office == told.get("jabatan", "pengelola")


def state_of(verdict: Verdict | None) -> State | None:
    return verdict.state if verdict else None


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
    (waiting,) = (row for row in body.splitlines() if "⏳" in row)
    assert re.search(r"\| \d+ (hari|menit)[^|]*, berjalan[^|]* \(10 menit\) \|$", waiting)

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
    assert f"/{NAME}/pull/1/checks)" in comment["body"]


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
    clone = checked_out(begun, hub, tmp_path / "klon")

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
        ({OLD: ""}, "dikosongkan"),
        ({ACT: "---\ntipe: peraturan\n"}, "memuat galat"),
    ],
    ids=["taken-away", "emptied", "broken"],
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
    (verdict,) = [entry for entry in verdicts if entry["path"] == next(iter(files))]
    assert (code, verdict["keadaan"]) == (1, "ditahan")
    assert word in verdict["alasan"]


TOLD = corrected("")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("Hak itu", "Hak tersebut"), "`ralat`"),
        (("media:", f"{TOLD}media:"), ""),
        (("media:", f"{GONE.format('keliru')}media:"), ""),
        (("media:", "ditinjau:\n  tanggal: 2026-11-24\n  hasil: Sesuai.\nmedia:"), ""),
    ],
    ids=["silent", "explained", "withdrawn", "reviewed"],
)
def test_a_change_of_what_stands_on_main_is_explained(
    outside: tuple[Office, Hub],
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str],
    word: str,
) -> None:
    begun, hub = outside
    play = Play(begun, hub)
    text = (begun.root / OLD).read_text(encoding="utf-8").replace(*change)
    play.do({"langkah": "tulis", "berkas": {OLD: text}, "folder": str(Path(OLD).parent)})
    play.do({"langkah": "buka"})
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")

    code, verdicts = begun.json(capsys, "verify", "--rev", "main", "--usulan", "1")

    (verdict,) = [entry for entry in verdicts if entry["path"] == OLD]
    assert (code, verdict["keadaan"]) == ((1, "ditahan") if word else (0, "disetujui"))
    assert word in verdict["alasan"]


@pytest.mark.parametrize("known", [True, False], ids=["waits-no-longer", "waits-for-its-day"])
def test_what_waits_for_its_day_is_changed_without_a_word(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str], *, known: bool
) -> None:
    begun, hub = outside
    day = "2020-01-01" if known else "2099-01-01"
    extra = f'tayang: "{day}T08:00:00+07:00"\n'
    perform(begun, hub, [
        {"langkah": "tulis", "berkas": item(extra=extra)},
        {"langkah": "buka"},
        {"langkah": "nilai", "oleh": "kepala"},
        {"langkah": "gabung", "oleh": "pengelola"},
    ])  # fmt: skip
    perform(begun, hub, [
        {"langkah": "tulis", "berkas": item("Lain.", extra=extra)},
        {"langkah": "buka"},
        {"langkah": "nilai", "oleh": "kepala"},
    ], branch="kedua")  # fmt: skip

    code, (verdict,) = begun.json(capsys, "verify", "--rev", "main", "--usulan", "2")

    assert ("`ralat`" in verdict["alasan"], code) == (known, int(known))


def test_another_item_does_not_take_the_place_of_one_that_stands(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither by its folder nor by calling its address a former one of its own."""
    begun, hub = outside
    play = Play(begun, hub)
    former = "alamat_lama: [konten/2026/hak-atas-informasi/]\n"
    play.do({"langkah": "tulis", "berkas": {OLD: None, **item(extra=former)}})
    play.do({"langkah": "buka"})
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")

    code, verdicts = begun.json(capsys, "verify", "--rev", "main", "--usulan", "1")

    (verdict,) = [entry for entry in verdicts if entry["path"] == OLD]
    assert (code, verdict["keadaan"]) == (1, "ditahan")
    assert "tidak dihapus" in verdict["alasan"]


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


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
@example("@semua")
@example("[x](javascript:alert(1)) ![x](//x) | a | b `x` **y** #1")
@example("::error::x ${{ github.token }} </code><script>")
@example("a\u00a0b")
@example("````\n````text")
def test_words_of_a_document_mean_nothing_in_a_comment(words: str) -> None:
    """Titles, names of files and branches, messages: each letter is shown, and none obeyed."""
    shown = code(words)
    inside = shown.removeprefix("<code>").removesuffix("</code>")
    assert re.fullmatch(r"(?:[A-Za-z0-9 \u00c0-\u024f]|&#\d+;)*", inside)
    assert unescape(inside) == " ".join(words.split())
    first, *middle, last = "\n".join(block(words, "text")).split("\n")
    assert first == f"{last}text"
    assert "\n".join(middle) == words
    assert not any(last in line for line in middle)


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
    perform(begun, hub, steps_of("disetujui-sesudah-perbaikan"))
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


def test_the_step_and_whose_turn_it_is_are_displayed(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    hub.tracker.pulls[1] = filled("issue", number=1, labels=[], assignees=[])
    hub.tracker.pulls[1]["labels"] = [filled("label", name="kegiatan 1"),
                                      filled("label", name="lain")]  # fmt: skip
    words = ("verify", "--rev", "main", "--usulan", "semua", "--lapor")

    assert begun.run(*words) == 1
    shown = hub.tracker.pulls[1]
    assert [one["name"] for one in shown["labels"]] == ["kegiatan 3", "lain"]
    assert [one["login"] for one in shown["assignees"]] == ["kepala"]

    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert begun.run(*words) == 0
    shown = hub.tracker.pulls[1]
    assert [one["name"] for one in shown["labels"]] == ["kegiatan 4", "lain"]
    assert [one["login"] for one in shown["assignees"]] == ["pengelola"]


def test_whose_turn_it_is_need_not_be_displayed(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    opened(begun, hub)
    begun.git.switch("main")
    hub.tracker.strangers.add("kepala")
    assert begun.run("verify", "--rev", "main", "--usulan", "1", "--lapor") == 1
    shown = hub.tracker.pulls[1]
    assert [one["name"] for one in shown["labels"]] == ["kegiatan 3"]
    assert shown["assignees"] == []


@pytest.mark.parametrize("refused", ["reactions", "comments"])
def test_the_status_waits_for_nothing_that_only_tells(
    outside: tuple[Office, Hub], refused: str
) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")
    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert begun.run(*words) == 0
    hub.refused.add(f"/issues/{{issue_number}}/{refused}")
    play.do({"langkah": "nilai", "oleh": "kepala", "nilai": "CHANGES_REQUESTED"})
    assert begun.run(*words) == 2
    assert [status["state"] for status in hub.statuses] == ["success", "failure"]


def test_a_status_that_stands_is_not_said_again(outside: tuple[Office, Hub]) -> None:
    """GitHub takes a thousand on one commit, and the gate looks every hour."""
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")

    def said() -> list[str]:
        begun.run(*words)
        return [one["state"] for one in hub.statuses if one["context"] == CONTEXT]

    assert said() == said() == ["failure"]
    # Another context is none of ours, and whoever says otherwise in our name is contradicted.
    hub.statuses.append({**hub.statuses[-1], "context": "lain", "state": "success"})
    assert said() == ["failure"]
    play.do({"langkah": "status"})
    assert said() == ["failure", "success", "failure"]
    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert said() == said() == ["failure", "success", "failure", "success"]
    # One that is old may be of an account that the ruleset does not ask.
    hub.status_age = timedelta(hours=13)
    assert said()[-2:] == ["success", "success"]


def test_whoever_asks_for_changes_is_asked_why(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")
    play.do({"langkah": "nilai", "oleh": "kepala", "nilai": "CHANGES_REQUESTED"})
    (review,) = hub.proposals[0].reviews
    asked = []
    for body, remarks in (("Perjelas.", []), ("", []), ("", [review["id"]])):
        review["body"] = body
        hub.proposals[0].remarks = [
            filled("pull-request-review-comment", pull_request_review_id=one) for one in remarks
        ]
        # With or without a reason, what an officer asks for holds the item.
        assert begun.run(*words) == 1
        asked.append("Alasan perbaikan belum ditulis" in hub.comments[0]["body"])
    assert asked == [False, True, False]


def test_an_approval_brings_about_the_order_to_upload(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    play = opened(begun, hub)
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")
    begun.run(*words)
    assert "Perintah Pengunggahan" not in hub.comments[0]["body"]
    assert "Disposisi belum dikonfirmasi" in hub.comments[0]["body"]

    # A reaction of the giver confirms what another office wrote down.
    user = filled("simple-user", login="kepala", id=begun.people["kepala"].number)
    hub.tracker.reactions[1] = [filled("reaction", user=user, content="+1")]
    begun.run(*words)
    assert "Disposisi belum dikonfirmasi" not in hub.comments[0]["body"]

    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.run(*words)
    body = unescape(hub.comments[0]["body"])
    assert "**Perintah Pengunggahan.** Platform: <code>instagram</code>" in body
    assert "Petugas: <code>Pengelola JDIH</code>" in body


def test_a_disposisi_is_confirmed_under_the_form_that_opened_the_item(
    outside: tuple[Office, Hub],
) -> None:
    """The form's number and the id follow from each other, so that another form counts nothing."""
    begun, hub = outside
    identity = identity_of(NAME, 7, 2026)
    opened(begun, hub, berkas=item(identity=identity))
    begun.git.switch("main")
    words = ("verify", "--rev", "main", "--usulan", "1", "--lapor")
    user = filled("simple-user", login="kepala", id=begun.people["kepala"].number)
    hub.tracker.reactions[7] = hub.tracker.reactions[8] = [filled("reaction", user=user)]

    hub.proposals[0].body = f"Closes #8\n\nKonten {identity}"
    begun.run(*words)
    assert "Disposisi belum dikonfirmasi" in hub.comments[0]["body"]

    hub.shown[1]["body"] = f"Closes #7\n\nKonten {identity}"
    begun.run(*words)
    assert "Disposisi belum dikonfirmasi" not in hub.comments[0]["body"]


def test_an_item_has_one_open_draft(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    opened(begun, hub)
    begun.git.switch("main")
    second = Play(begun, hub, "kedua")
    second.do({"langkah": "tulis", "folder": "drafts/cara-mencari", "isi": "Lagi."})
    second.do({"langkah": "buka"})
    begun.git.switch("main")

    code, told = begun.json(capsys, "verify", "--rev", "main", "--usulan", "semua", "--lapor")

    assert code == 1
    assert ["usulan #1" in verdict["alasan"] for verdict in told] == [False, True]
    assert "usulan #1" in unescape(hub.comments[1]["body"])
    assert [status["state"] for status in hub.statuses] == ["failure", "failure"]


def test_a_commit_that_github_has_forgotten_merged_nothing(hub: Hub) -> None:
    """Whose history was erased; GitHub answers 422, which its description leaves out."""
    desk = Desk()
    desk.hub = hub
    with desk.served() as upstream:
        github = GitHub(Api(NAME, TOKEN, api=upstream, retries=0, pause=0), lambda _: "")
        hub.faults.append(422)
        assert github.pulls(["a" * 40]) == {}
        hub.faults.append(500)
        with pytest.raises(JdihError, match="GitHub tidak dapat dihubungi"):
            github.pulls(["b" * 40])


def test_words_that_github_does_not_take_are_cut_behind_a_line(outside: tuple[Office, Hub]) -> None:
    begun, hub = outside
    forge = github_of(begun.repository, os.environ)
    words = "\n".join(f"- baris {number}" for number in range(8_000))
    forge.raise_issue("gangguan", "<!-- uji -->", "Judul", words)
    body = max((issue["body"] for issue in hub.issues.values()), key=len)
    assert len(body) < 65_536
    lines = body.split("\n")
    assert lines[-1].startswith("Selebihnya tidak termuat")
    assert set(lines[1:-2]) < set(words.split("\n"))
