"""``jdih open``: from a form on GitHub to a draft pull request."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jdih.cli import main
from jdih.errors import JdihError
from jdih.model.node import Scalar
from jdih.publication.amending import Amendment, prepare
from jdih.reading.form import CORRECTION, FROM_PLAN, PLAN, WITHDRAWAL, Field, read_form
from jdih.reading.header import split
from tests.forge.attachments import picture, stored
from tests.forge.hub import Hub
from tests.publishing import OLD, OLD_ID, WIB, Office
from tests.reading.test_form import ANSWERS, written
from tests.signing import Person

WITH_WORDS = written({"judul": "Wewenang", "sop": "uji-1", "gambar": "Lihat."}, FROM_PLAN)
FORM = written({**ANSWERS, "sop": "uji-1", "disposisi.dari": "kepala"})


def test_a_form_becomes_a_draft_pull_request(
    outside: tuple[Office, Hub], bot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    number = hub.fill(begun.people["pengelola"], FORM)
    assert main(["-C", str(bot), "open", str(number)]) == 0
    (proposal,) = hub.proposals
    assert proposal.body.startswith(f"Closes #{number}\n")
    draft = f"{proposal.branch}:drafts/hak-anda-atas-informasi/index.md"
    text = begun.git.git("--git-dir", str(hub.bare), "show", draft)
    assert "judul: Hak Anda atas Informasi\n" in text
    assert "  dicatat_oleh: pengelola\n" in text
    assert "  isi: Jelaskan hak atas informasi. Tiga contoh.\n" in text
    said = begun.git.git("--git-dir", str(hub.bare), "log", "-1", "--format=%B", proposal.branch)
    assert f"Co-authored-by: pengelola <{begun.people['pengelola'].address}>" in said
    since = datetime.fromtimestamp(begun.git.clock, UTC).isoformat()
    assert said.endswith(f"\nDiminta: {since}")
    assert "usulan #1" in hub.comments[0]["body"]

    assert main(["-C", str(bot), "open", str(number)]) == 0
    assert len(hub.proposals) == 1
    assert "sudah dibuka sebagai usulan #1" in capsys.readouterr().out


def test_a_run_that_was_cut_after_the_push_is_taken_up(
    outside: tuple[Office, Hub], bot: Path, tmp_path: Path
) -> None:
    begun, hub = outside
    number = hub.fill(begun.people["pengelola"], FORM)
    assert main(["-C", str(bot), "open", str(number)]) == 0
    branch = hub.proposals.pop().branch
    again = tmp_path / "lagi"
    begun.git.git("clone", "--quiet", "--single-branch", "--branch=main", str(hub.bare), str(again))
    assert main(["-C", str(again), "open", str(number)]) == 0
    assert [proposal.branch for proposal in hub.proposals] == [branch]


def amended(begun: Office, hub: Hub, branch: str) -> str:
    return begun.git.git("--git-dir", str(hub.bare), "show", f"{branch}:{OLD}")


@pytest.mark.parametrize("named", [OLD_ID, "https://jdih.example/konten/2026/hak-atas-informasi/"])
@pytest.mark.parametrize(
    ("form", "answers", "told"),
    [
        (CORRECTION, {}, "ralat:\n  - tanggal: {day}\n    penjelasan: Tahunnya: 2008.\n"),
        (WITHDRAWAL, {"jenis": "keliru"},
         "tarik:\n  tanggal: {day}\n  jenis: keliru\n  penjelasan: Tahunnya: 2008.\n"),
    ],
    ids=["ralat", "tarik"],
)  # fmt: skip
def test_a_published_item_is_amended_on_a_branch(
    outside: tuple[Office, Hub], bot: Path, form: tuple[Field, ...], answers: dict[str, str],
    told: str, named: str,
) -> None:  # fmt: skip
    begun, hub = outside
    answers = {**answers, "konten": named, "penjelasan": "Tahunnya:\n2008."}
    number = hub.fill(begun.people["pengelola"], written(answers, form))
    for _ in range(2):
        assert main(["-C", str(bot), "open", str(number)]) == 0
    (proposal,) = hub.proposals
    word = told.partition(":")[0]
    assert proposal.branch == f"{word}/{OLD_ID}-{number}"
    assert proposal.body.startswith(f"Closes #{number}\n")
    day = datetime.now(WIB).date().isoformat()
    wanted = told.format(day=day).replace("Tahunnya: 2008.", "'Tahunnya: 2008.'")
    before = (begun.root / OLD).read_text(encoding="utf-8")
    assert amended(begun, hub, proposal.branch) == before.replace(
        "---\n\n", f"{wanted}---\n\n", 1
    ).rstrip("\n")
    said = begun.git.git("--git-dir", str(hub.bare), "log", "-1", "--format=%B", proposal.branch)
    assert f"Co-authored-by: pengelola <{begun.people['pengelola'].address}>" in said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None,
          max_examples=40)  # fmt: skip
@given(st.text(), st.sampled_from(["keliru", "bosan\nlain", "'", "&a", "{}"]), st.text())
@example("a\n---\nb", "keliru", "### Penjelasan untuk umum")
@example("tarik: x\nralat: []", "keliru", "../../x")
@example("${{ x }} ::error:: <b>", "keliru", "`id`")
@example("\u00b8", "keliru", "")  # NFKC makes a blank of it, and what stands below that
def test_no_answer_becomes_anything_but_words_in_the_header(
    begun: Office, words: str, kind: str, other: str
) -> None:
    """Whatever is typed: the explanation reads back as typed, or nothing is prepared."""
    answers = {"konten": OLD_ID, "jenis": kind, "penjelasan": words, "pengganti": other}
    for form in (CORRECTION, WITHDRAWAL):
        try:
            told = read_form(written(answers, form), form)
            said = Amendment(told["konten"], told["penjelasan"], told.get("jenis", ""),
                             told.get("pengganti", ""))  # fmt: skip
            ready = prepare(begun.repository, said, date(2026, 11, 24), 1)
        except JdihError:
            continue
        before, after = split(OLD, (begun.root / OLD).read_text("utf-8")), split(OLD, ready.text)
        assert before.header is not None
        assert after.header is not None
        assert after.body == before.body
        keys = [key.text for key, _ in after.header.entries]
        assert keys == [*(key.text for key, _ in before.header.entries), said.word]
        entry = (*after.header.mappings("ralat"), after.header.mapping("tarik"))[0]
        typed = entry.get("penjelasan")
        assert isinstance(typed, Scalar)
        assert typed.text == unicodedata.normalize("NFKC", told["penjelasan"])
        assert ready.branch == f"{said.word}/{OLD_ID}-1"


def test_what_is_wrong_with_an_amendment_is_said(outside: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = outside
    for konten, kind, word in (
        ("2026-zzzzz", "keliru", "tidak ada di content/"),
        ("../../x @semua", "keliru", "tidak ada di content/"),
        (OLD_ID, "bosan", "bosan"),
    ):
        hub.comments.clear()
        told = {"konten": konten, "jenis": kind, "penjelasan": "Keliru."}
        number = hub.fill(begun.people["pengelola"], written(told, WITHDRAWAL))
        assert main(["-C", str(bot), "open", str(number)]) == 2
        assert word in unescape(hub.comments[0]["body"])
        assert "@semua" not in hub.comments[0]["body"]
    assert hub.proposals == []


def test_what_is_wrong_is_said_under_the_form(outside: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = outside
    stranger = Person("tamu", 999, begun.people["kepala"].key)
    for who, text, word in (
        (stranger, FORM, "tidak sedang memegang jabatan"),
        (begun.people["pengelola"], "halo", "tidak dapat dibaca"),
        (begun.people["pengelola"], FORM.replace("uji-1", "../../x @semua"), "tidak ada"),
        (begun.people["pengelola"], FORM.replace("Hak Anda", "<b>"), "tidak dapat dipakai"),
        (begun.people["pengelola"], WITH_WORDS, "selain gambar"),
    ):
        hub.comments.clear()
        number = hub.fill(who, text)
        assert main(["-C", str(bot), "open", str(number)]) == 2
        assert word in unescape(hub.comments[0]["body"])
        assert "@semua" not in hub.comments[0]["body"]
    assert hub.proposals == []


def test_pictures_of_a_form_go_into_the_draft(
    outside: tuple[Office, Hub], bot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, hub = outside
    with stored() as store:
        monkeypatch.setenv("GITHUB_SERVER_URL", store.origin)
        # The second is of a private repository, whose signed address GitHub does not tell here.
        store.files = {1: picture(kind="JPEG", author="Rumah")}
        store.moods = {2: 404}
        text = f'Jelaskan ![image]({store.at(1)}) haknya.\n<img src="{store.at(2)}" />'
        own = {"sop": "uji-1", "disposisi.dari": "kepala", "disposisi.isi": text}
        form = written({**ANSWERS, **own})
        number = hub.fill(begun.people["pengelola"], form)
        assert main(["-C", str(bot), "open", str(number)]) == 0

    (proposal,) = hub.proposals
    folder = f"{proposal.branch}:drafts/hak-anda-atas-informasi"
    draft = begun.git.git("--git-dir", str(hub.bare), "show", f"{folder}/index.md")
    assert "  isi: Jelaskan haknya.\n" in draft
    assert "  gambar-1.jpg:\n    alt:\n    sumber:\n" in draft
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "--name-only", folder)
    assert listed.splitlines() == ["gambar-1.jpg", "index.md", "pemberitahuan.md"]
    size = begun.git.git("--git-dir", str(hub.bare), "cat-file", "-s", f"{folder}/gambar-1.jpg")
    assert 0 < int(size) < len(store.files[1])
    assert "gambar ke-2" in proposal.body
    assert "404" in unescape(proposal.body)
    assert "Unggah gambarnya ke folder draf" in unescape(proposal.body)
    assert main(["-C", str(bot), "check", "drafts"]) == 0


def test_the_rendered_form_tells_where_private_pictures_lie(
    outside: tuple[Office, Hub], bot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, hub = outside
    with stored() as store:
        monkeypatch.setenv("GITHUB_SERVER_URL", store.origin)
        monkeypatch.setattr("jdih.forge.assets.ORIGINS", {store.far})
        store.files, store.moods = {1: picture()}, {1: f"{store.origin}/login"}
        form = written(
            {"judul": "Wewenang", "sop": "uji-1", "gambar": f"![image]({store.at(1)})"}, FROM_PLAN
        )
        number = hub.fill(begun.people["pengelola"], form)
        hub.issues[number]["body_html"] = f'<p><img src="{store.signed(1)}"></p>'
        assert main(["-C", str(bot), "open", str(number)]) == 0
    (proposal,) = hub.proposals
    folder = f"{proposal.branch}:drafts/wewenang"
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "--name-only", folder)
    assert "gambar-1.png" in listed.splitlines()
    assert "tidak terbawa" not in proposal.body


def monthly(begun: Office, hub: Hub, bot: Path) -> None:
    """Let an SOP of the office ask for a plan of the month."""
    sop = (begun.root / "content/sop/uji-1.md").read_text(encoding="utf-8")
    sop = sop.replace("isian: [terbit]", "isian: [terbit]\n" + MONTH)
    begun.git.commit({"content/sop/uji-1.md": sop}, begun.people["kepala"])
    hub.push("main", begun.people["kepala"])
    begun.git.git("-C", str(bot), "pull", "--quiet", "origin", "main")


MONTH = """\
  - no: 5
    uraian: menyusun rencana
    lingkup: bulan
    membuka: tidak
    pelaksana: [pengelola]
    kelengkapan: [Strategi]
    waktu: 30 menit
    output: [Rencana]
    isian: [rencana_bulan]
"""


def test_a_form_begins_the_plan_of_a_month(
    outside: tuple[Office, Hub], bot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    monthly(begun, hub, bot)
    wishes = "Tentang $(touch x) @semua <b>.\n````\nlagi"
    form = written({"bulan": "2026-12", "keinginan": wishes}, PLAN)
    number = hub.fill(begun.people["pengelola"], form)
    assert main(["-C", str(bot), "open", str(number)]) == 0
    (proposal,) = hub.proposals
    assert proposal.branch == "naskah/rencana-2026-12"
    assert proposal.body.startswith(f"Closes #{number}\n")
    assert f"`````text\n{wishes}\n`````" in proposal.body
    draft = begun.git.git(
        "--git-dir", str(hub.bare), "show", f"{proposal.branch}:drafts/2026-12/index.md"
    )
    assert "judul: Hari Raya Natal" in draft
    assert "semua" not in draft
    said = begun.git.git("--git-dir", str(hub.bare), "log", "-1", "--format=%B", proposal.branch)
    assert f"Co-authored-by: pengelola <{begun.people['pengelola'].address}>" in said

    again = hub.fill(begun.people["kepala"], form)
    assert main(["-C", str(bot), "open", str(again)]) == 0
    assert len(hub.proposals) == 1
    assert "usulan #1" in hub.comments[-1]["body"]


def test_a_plan_that_lacks_nothing_is_not_opened_again(
    outside: tuple[Office, Hub], bot: Path
) -> None:
    begun, hub = outside
    for month, word in (("2026-11", "tidak ada baris baru"), ("desember", "bukan bulan")):
        number = hub.fill(begun.people["pengelola"], written({"bulan": month}, PLAN))
        assert main(["-C", str(bot), "open", str(number)]) == 2
        assert word in unescape(hub.comments[-1]["body"])
    assert hub.proposals == []
    listed = begun.git.git("--git-dir", str(hub.bare), "for-each-ref", "refs/heads")
    assert "rencana" not in listed
