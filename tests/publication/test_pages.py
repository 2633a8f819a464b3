"""A site that GitHub Pages serves: each run goes one step, from what is live and recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jdih.cli import main
from jdih.commands import publish
from jdih.reading.form import LINK
from jdih.register.book import PUBLIC, Book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.repository.shelf import RemoteShelf
from jdih.website import imprint
from tests.forge.hub import Hub
from tests.forge.pages import Pages, at_home, hosted
from tests.forge.play import checked_out, perform, proposed, steps_of
from tests.paper.sheets import text_of
from tests.publishing import (
    FOLDER,
    ITEM,
    ITEM_ID,
    OLD_ID,
    PAGE,
    POST,
    Office,
    corrected,
    item,
)
from tests.reading.test_form import written

TO_PAGES = ("--target", "pages")
WORDS = ("publish", "--target", "pages", "--forge", "github", "--lapor")


@dataclass
class Runner:
    """An office on GitHub whose site Pages serves, and the clone that a workflow works in."""

    office: Office
    hub: Hub
    pages: Pages
    place: Path
    outputs: Path

    def run(self, *words: str) -> tuple[int, bool]:
        """Run a step; return its exit code and whether it asks for a deployment."""
        said = self.outputs.read_text(encoding="utf-8") if self.outputs.exists() else ""
        expected = dict(line.split("=") for line in said.splitlines()).get("situs", "")
        self.outputs.write_text("", encoding="utf-8")
        words = (*words, "--menanti", expected)
        code = main(["-C", str(self.place), *WORDS, *words])
        return code, "pasang=true" in self.outputs.read_text(encoding="utf-8")

    def deploy(self) -> None:
        self.pages.deploy(self.place / "build" / "pages")

    def renew(self) -> None:
        """Let the next run begin with the main branch as it is now."""
        self.place = checked_out(self.office, self.hub, self.place.with_name(f"{self.place.name}+"))

    @property
    def register(self) -> Register:
        """Read the public register, from the bare repository itself."""
        repository = Repository.open(self.place)
        origin = Remote(repository)
        return Book(RemoteShelf(repository, PUBLIC, origin, origin)).read()

    def page(self, path: str = PAGE) -> str:
        return (self.pages.site / path).read_text(encoding="utf-8")

    def imprint(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.pages.site / imprint.FILE).read_bytes())
        return told

    def through(self, *words: str) -> None:
        """Publish all the way: build, deploy, record, deploy, look."""
        assert self.run(*words) == (0, True)
        self.deploy()
        assert self.run("--tunggu", "1", *words) == (0, True)
        self.deploy()
        assert self.run("--tunggu", "1", *words) == (0, False)


@pytest.fixture
def runner(
    outside: tuple[Office, Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Runner]:
    office, hub = outside
    outputs = tmp_path / "keluaran"
    monkeypatch.setenv("GITHUB_OUTPUT", str(outputs))
    monkeypatch.setattr(publish, "MINUTE", 0.1)
    with hosted(tmp_path / "pages") as pages:
        at_home(office, hub, pages)
        proposed(office, hub)
        place = checked_out(office, hub, tmp_path / "klon")
        yield Runner(office, hub, pages, place, outputs)


def test_the_first_run_only_builds(runner: Runner) -> None:
    assert runner.run() == (0, True)

    assert runner.register.entries == ()
    assert (runner.place / "build/pages" / PAGE).is_file()
    assert runner.hub.comments == []


def test_what_was_seen_live_is_recorded_and_then_shown_with_its_number(runner: Runner) -> None:
    runner.run()
    runner.deploy()

    assert runner.run("--tunggu", "1") == (0, True)

    entry = runner.register.latest(ITEM_ID)
    assert entry is not None
    assert {OLD_ID, ITEM_ID} <= set(runner.register.by_id)
    assert entry.label not in runner.page()
    runner.deploy()
    assert runner.run("--tunggu", "1") == (0, False)
    assert entry.label in runner.page()
    head = {"jumlah": len(runner.register.entries), "sidik_terakhir": runner.register.head_hash}
    assert runner.imprint()["buku_agenda"] == head


def test_the_pull_request_is_told_number_address_and_notice(runner: Runner) -> None:
    runner.through()

    (comment,) = runner.hub.comments
    entry = runner.register.latest(ITEM_ID)
    assert entry is not None
    assert comment["issue_url"].endswith("/1")
    for word in (entry.label, entry.digest, runner.pages.address + f"{FOLDER[8:]}/", "WhatsApp"):
        assert word in comment["body"]


def test_the_kit_is_left_for_the_workflow_and_the_pull_request_is_told(
    runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_RUN_ID", "7")
    folder = tmp_path / "lampiran"
    runner.through("--lampiran", str(folder))

    assert "lampiran=true\n" in runner.outputs.read_text(encoding="utf-8")
    assert (folder / f"kit-{ITEM_ID}/instagram/teks.txt").is_file()
    assert [path.name for path in folder.iterdir()] == [f"kit-{ITEM_ID}"], "nothing of old items"
    (comment,) = runner.hub.comments
    assert comment["body"].count("/actions/runs/7)") == 2, "the kit's run, and the sheet's"
    assert f"`jdih kit {ITEM_ID}`" in comment["body"]


def test_a_kit_is_made_once_and_again_for_what_is_new(
    runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each hour runs again; what was told already is not made a second time, wherever it runs."""
    monkeypatch.setenv("GITHUB_RUN_ID", "7")
    runner.through("--lampiran", str(tmp_path / "satu"))
    said = [dict(comment) for comment in runner.hub.comments]

    monkeypatch.setenv("GITHUB_RUN_ID", "8")
    runner.renew()
    assert runner.run("--lampiran", str(tmp_path / "dua"), "--tunggu", "1") == (0, False)
    assert "lampiran=false\n" in runner.outputs.read_text(encoding="utf-8")
    assert not (tmp_path / "dua").exists()
    assert runner.hub.comments == said

    told = item("Ketik tahunnya.", extra=corrected(item()[ITEM] or ""))
    steps = [one | {"berkas": told} for one in steps_of("disetujui")]
    perform(runner.office, runner.hub, steps, branch="naskah-2")
    runner.renew()
    runner.through("--lampiran", str(tmp_path / "tiga"))
    assert (tmp_path / "tiga" / f"kit-{ITEM_ID}/instagram/teks.txt").is_file()


def hung(runner: Runner) -> str:
    """Return the words of the one sheet that the last run hung, empty for none."""
    if "lembar=true" not in runner.outputs.read_text(encoding="utf-8"):
        return ""
    (sheet,) = (runner.place / "build" / "lembar").iterdir()
    assert sheet.name == f"{ITEM_ID}.pdf"
    return text_of(sheet.read_bytes())


@pytest.mark.parametrize(("private", "full"), [("true", True), ("false", False), ("", False)])
def test_the_sheet_is_hung_once_and_shows_what_the_repository_may(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, private: str, full: bool
) -> None:
    monkeypatch.setenv("ALUR_PRIVAT", private)
    monkeypatch.setenv("GITHUB_RUN_ID", "77")
    runner.run()
    runner.deploy()
    runner.run("--tunggu", "1")
    assert hung(runner) == ""
    runner.deploy()
    runner.run("--tunggu", "1")

    words = hung(runner)
    assert "LEMBAR KONTEN" in words
    assert ("Jelaskan cara mencari." in words) is full
    (comment,) = runner.hub.comments
    assert "/actions/runs/77)" in comment["body"]
    assert f"`jdih sheet {ITEM_ID} --target pages`" in comment["body"]

    monkeypatch.setenv("GITHUB_RUN_ID", "78")
    runner.run()
    assert hung(runner) == ""
    assert runner.hub.comments == [comment]


def test_a_run_with_nothing_to_do_changes_nothing(runner: Runner) -> None:
    runner.through()
    head, said = runner.register.head, list(runner.hub.comments)

    assert runner.run() == (0, False)

    assert runner.register.head == head
    assert runner.hub.comments == said
    assert runner.hub.issues == {}


def test_a_link_from_a_form_stands_on_the_page_after_the_next_run(runner: Runner) -> None:
    runner.through()
    told = {"id": ITEM_ID, "platform": "instagram", "alamat": f"{POST}?igsh=x"}
    number = runner.hub.fill(runner.office.people["pengelola"], written(told, LINK))

    assert main(["-C", str(runner.place), "record", "--formulir", str(number), *TO_PAGES]) == 0

    entry = runner.register.entries[-1]
    assert (entry.id, entry.post) == (ITEM_ID, POST)
    assert runner.hub.issues[number]["state"] == "closed"
    assert runner.run() == (0, True)
    runner.deploy()
    assert runner.run("--tunggu", "1") == (0, False)
    assert POST in runner.page()


def test_a_run_that_was_cut_after_the_deployment_is_made_up_for(runner: Runner) -> None:
    runner.run()
    runner.deploy()
    runner.renew()

    # The first step of another run finds live what it builds itself, and records it at once.
    assert runner.run() == (0, True)

    assert runner.register.latest(ITEM_ID) is not None


def test_what_was_not_deployed_is_not_recorded(runner: Runner) -> None:
    runner.run()

    assert runner.run("--tunggu", "1") == (1, True)

    assert runner.register.entries == ()
    (issue,) = runner.hub.issues.values()
    assert "tidak dapat dibuka" in issue["body"]
    assert [label["name"] for label in issue["labels"]] == ["gangguan"]


def test_old_pages_do_not_count_as_the_new_ones(runner: Runner) -> None:
    runner.through()
    before = runner.register.head
    perform(runner.office, runner.hub, steps_of("disetujui"), branch="lagi", text="Lain.")
    runner.renew()
    runner.run()

    assert runner.run("--tunggu", "1") == (1, True)

    assert runner.register.head == before


def test_the_issue_is_closed_when_all_is_well_again(runner: Runner) -> None:
    runner.run()
    runner.run("--tunggu", "1")
    runner.run("--tunggu", "1")
    assert len(runner.hub.issues) == 1

    runner.through()

    (issue,) = runner.hub.issues.values()
    assert issue["state"] == "closed"


def test_an_older_run_leaves_the_work_to_a_newer_one(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    older = checked_out(runner.office, runner.hub, runner.place.with_name("lama"))
    page = "---\ntipe: halaman\njudul: Kabar\nringkasan: Kabar.\n---\n\nKabar.\n"
    runner.office.approve({"content/kabar/index.md": page})
    runner.hub.push("main", runner.office.people["kepala"])
    runner.renew()
    runner.run()
    runner.deploy()
    runner.place = older

    assert runner.run("--tunggu", "1") == (0, False)

    assert "tidak ada dalam riwayat" in capsys.readouterr().err
    assert runner.register.entries == ()


def test_a_register_that_was_damaged_stops_the_run_and_is_told(runner: Runner) -> None:
    runner.through()
    git = runner.office.git
    git.git("clone", "--quiet", "--branch=register", str(runner.hub.bare), "../rusak")
    (file,) = list((git.root.parent / "rusak").rglob("00001.json"))
    file.write_text("{}", encoding="utf-8")
    git.git("-C", "../rusak", "commit", "--quiet", "--all", "-m", "x")
    git.git("-C", "../rusak", "push", "--quiet")

    assert runner.run() == (2, False)

    (issue,) = runner.hub.issues.values()
    assert "Penerbitan berhenti" in issue["body"]


def test_a_register_that_was_cut_stops_the_run_unless_it_was_put_back(runner: Runner) -> None:
    runner.through()
    last = runner.register.entries[-1].label
    told = ("record", ITEM_ID, "--pemberitahuan", "--oleh", "pengelola", *TO_PAGES)
    assert main(["-C", str(runner.place), *told]) == 0
    assert runner.run()[0] == 0
    runner.deploy()
    bare = str(runner.hub.bare)
    runner.office.git.git("-C", bare, "update-ref", f"refs/heads/{PUBLIC}", f"{PUBLIC}~1")

    assert runner.run() == (2, False)

    (issue,) = runner.hub.issues.values()
    assert "ekornya terpotong" in issue["body"]
    assert runner.run("--sesudah-pemulihan", last) == (0, True)


def test_an_audit_looks_at_the_site_of_the_public_register(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    runner.through()
    audit = ("-C", str(runner.place), "audit", *TO_PAGES)
    assert main(audit) == 0
    page = runner.pages.site / PAGE
    page.write_text(runner.page().replace("Ketik nomor", "Ketik nama"), encoding="utf-8")
    capsys.readouterr()
    assert main(audit) == 1
    assert "halaman (nomor 2/2026" in capsys.readouterr().out


def test_visitors_caches_are_not_asked(runner: Runner) -> None:
    runner.run()
    runner.deploy()
    runner.pages.asked.clear()

    runner.run("--tunggu", "1")

    asked = [path for path in runner.pages.asked if "cara-mencari" in path]
    assert len(asked) == len(set(asked)) >= 1
    assert all("?jdih=" in path for path in asked)


def test_the_token_is_needed_to_speak(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    assert runner.run() == (2, False)
