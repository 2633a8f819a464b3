"""``jdih answer``: commands in comments under a pull request."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from jdih.forge.people import account_of
from tests.forge.hub import Hub
from tests.forge.play import BRANCH, Play, opened
from tests.publishing import FOLDER, ITEM_ID, Office, item

DRAFT = "drafts/cara-mencari"
SOP = "content/sop/uji-1.md"


@pytest.fixture
def play(outside: tuple[Office, Hub]) -> Play:
    """A draft in a draft pull request, under an SOP that knows editing."""
    office, _ = outside
    text = (office.root / SOP).read_text(encoding="utf-8")
    step = text.index("  - no: 3")
    edited = f"""{text[:step]}  - no: 3
    uraian: menyunting konsep konten
    lingkup: konten
    membuka: tidak
    pelaksana: [kepala]
    kelengkapan: [Konsep]
    waktu: 10 menit
    output: [Konsep]
    isian: [penyunting]
{text[step:].replace("ke: 4", "ke: 5").replace("no: 4", "no: 5").replace("no: 3", "no: 4")}"""
    office.approve({SOP: edited})
    outside[1].push("main", office.people["kepala"])
    found = opened(*outside, folder=DRAFT)
    found.hub.proposals[0].draft = True
    return found


@pytest.fixture
def place(play: Play, bot: Path) -> Path:
    """The clone of a workflow, made after the office was prepared."""
    play.office.git.git("-C", str(bot), "pull", "--quiet", "--ff-only")
    return bot


def say(play: Play, place: Path, text: str, by: str = "pengelola") -> tuple[int, str]:
    """Let somebody comment; return the exit code and what was answered beneath."""
    who = play.people[by]
    assert who is not None
    number = play.hub.remark(who, 1, text)
    before = len(play.hub.comments)
    code = main(["-C", str(place), "answer", str(number)])
    return code, "\n".join(one["body"] for one in play.hub.comments[before:])


def complete(play: Play) -> None:
    """Let the clerk write down who edited the draft."""
    text = item(folder=DRAFT)[f"{DRAFT}/index.md"] or ""
    text = text.replace("penyusun: pengelola\n", "penyusun: pengelola\npenyunting: kepala\n")
    play.do({"langkah": "tulis", "folder": DRAFT, "berkas": {f"{DRAFT}/index.md": text}})


def on_branch(play: Play, *words: str) -> str:
    return play.office.git.git("--git-dir", str(play.hub.bare), *words)


def header(play: Play) -> str:
    return on_branch(play, "show", f"{BRANCH}:{DRAFT}/index.md")


def test_help_lists_every_command(play: Play, place: Path) -> None:
    code, said = say(play, place, "/bantuan\nterima kasih", by="tamu")

    assert code == 0
    assert all(f"`{name}`" in said for name in ("/bantuan", "/ajukan", "/selesai-sunting"))


@pytest.mark.parametrize("text", ["Bagus.", "Lihat /ajukan", ""])
def test_other_comments_are_left_alone(play: Play, place: Path, text: str) -> None:
    assert say(play, place, text) == (0, "")


def test_an_unknown_command_is_shown_and_never_rendered(play: Play, place: Path) -> None:
    code, said = say(play, place, "/<img src=x>@semua")

    assert code == 2
    assert "/bantuan" in said.replace("&#47;", "/")
    assert "<img" not in said
    assert "@semua" not in said


def test_a_draft_is_submitted_and_the_decider_asked(play: Play, place: Path) -> None:
    complete(play)
    code, said = say(play, place, "/ajukan")

    assert code == 0
    assert "Diajukan" in said
    listed = on_branch(play, "ls-tree", "-r", "--name-only", BRANCH)
    assert f"{FOLDER}/index.md" in listed
    assert play.hub.proposals[0].asked == ["kepala"]


def test_a_draft_that_is_not_complete_stays(play: Play, place: Path) -> None:
    code, said = say(play, place, "/ajukan")

    assert code == 1
    assert "belum dapat diajukan" in said
    assert play.hub.proposals[0].asked == []


def test_who_opened_the_proposal_is_not_asked_to_review_it(play: Play, place: Path) -> None:
    complete(play)
    play.hub.proposals[0].opener = play.office.people["kepala"]
    assert say(play, place, "/ajukan", by="kepala")[0] == 0
    assert play.hub.proposals[0].asked == []


def test_the_editors_word_is_written_into_the_header_in_their_name(play: Play, place: Path) -> None:
    before = header(play)

    code, said = say(play, place, "/selesai-sunting", by="kepala")

    assert code == 0
    assert "Kepala Unit" in said
    after = header(play)
    assert "\npenyunting: kepala\n" in after
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [
        "penyunting: kepala"
    ]
    trailer = on_branch(play, "log", "-1", "--format=%(trailers:key=Co-authored-by,valueonly)",
                        BRANCH)  # fmt: skip
    address = trailer.strip().partition("<")[2].rstrip(">")
    kepala = play.office.people["kepala"]
    assert account_of(address, None) == kepala.number

    tip = on_branch(play, "rev-parse", BRANCH)
    assert say(play, place, f"/selesai-sunting {ITEM_ID}", by="kepala")[0] == 0
    assert on_branch(play, "rev-parse", BRANCH) == tip, "said twice, written once"


@pytest.mark.parametrize(
    ("by", "text", "told"),
    [
        ("pengelola", "/selesai-sunting", "Kegiatan 3 dilakukan oleh Kepala Unit"),
        ("kepala", "/selesai-sunting 2026-xxxxx", "tidak ada dalam usulan ini"),
        ("tamu", "/selesai-sunting", "tidak memegang jabatan"),
        ("tamu", "/ajukan", "tidak memegang jabatan"),
    ],
)
def test_who_may_not_is_told_why(
    play: Play, place: Path, by: str, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tip = on_branch(play, "rev-parse", BRANCH)

    code, said = say(play, place, text, by)

    assert code == 2
    assert told in capsys.readouterr().err
    assert "<code>" in said
    assert on_branch(play, "rev-parse", BRANCH) == tip


def test_an_sop_without_editing_says_so(outside: tuple[Office, Hub], bot: Path) -> None:
    play = opened(*outside, folder=DRAFT)
    code, said = say(play, bot, "/selesai-sunting", by="kepala")
    assert code == 2
    assert "penyuntingan" in said


def test_a_proposal_that_is_closed_is_left_alone(play: Play, place: Path) -> None:
    play.office.git.switch("main")
    play.hub.merge(play.hub.proposals[0], play.office.people["kepala"])
    code, said = say(play, place, "/ajukan")
    assert code == 2
    assert "sudah ditutup" in said.replace("&#35;", "#")


def test_on_a_fork_the_way_by_hand_is_told(play: Play, place: Path) -> None:
    play.hub.proposals[0].fork = "lain/jdih"
    code, said = say(play, place, "/selesai-sunting", by="kepala")
    assert code == 2
    assert "penyunting" in said


def test_the_answer_is_given_once(play: Play, place: Path) -> None:
    who = play.office.people["pengelola"]
    number = play.hub.remark(who, 1, "/bantuan")
    for _ in range(2):
        assert main(["-C", str(place), "answer", str(number)]) == 0
    assert len(play.hub.comments) == 2
