"""The whole life of an item on GitHub, under each SOP, by the workflows' own steps.

From the form to the register and the notice, with a refusal in the middle. People write, review
and merge; everything else is what our workflows run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from time import time
from typing import Any

import pytest

from jdih.cli import main
from jdih.demo import life as lives
from jdih.demo.life import KPU, MK, Life, Part
from jdih.demo.office import Example, found
from jdih.demo.plan import LINE, approve_month
from jdih.model.entry import Detail, Entry, Event, Evidence
from jdih.reading import strict_yaml
from jdih.reading.form import CORRECTION, DISPOSITION, FROM_PLAN, LINK, PLAN, WITHDRAWAL, Field
from jdih.reading.report_header import TO_WRITE
from jdih.register.book import PUBLIC, local_book
from jdih.repository.git import Repository
from tests.forge.hub import NAME, Desk, Hub, Proposal
from tests.forge.jobs import Run
from tests.forge.pages import hosted
from tests.forge.permissions import lacking
from tests.forge.stage import Stage
from tests.reading.test_form import written
from tests.signing import Branching, Person
from tests.test_workflows import FOLDER, read, said

ITEMS = ("content/konten/2026/kenali-jdih", "content/konten/2026/kewenangan-mahkamah-konstitusi")
HOME = "content/konten/2026/*"
TITLES = {KPU.name: "Kenali JDIH", MK.name: "Kewenangan Mahkamah Konstitusi"}


FORMS: dict[str, tuple[dict[str, str], tuple[Field, ...], str]] = {
    KPU.name: (
        {
            "disposisi.bentuk": "lisan",
            "disposisi.tanggal": "2026-11-02",
            "disposisi.dari": "kepala-biro",
            "disposisi.isi": "Kenalkan JDIH.",
        },
        DISPOSITION,
        "disposisi",
    ),
    MK.name: ({"rencana": LINE}, FROM_PLAN, "konten-rencana"),
}


@dataclass
class World:
    """The example office on GitHub: its people, its repository, and what its workflows do."""

    example: Example
    stage: Stage

    @property
    def hub(self) -> Hub:
        return self.stage.hub

    @property
    def work(self) -> Branching:
        return self.stage.hub.work

    def run(self, name: str, event: str = "workflow_dispatch", payload: Any = None) -> Run:
        return self.stage.run(name, event, payload)

    def person(self, office: str) -> Person:
        one = self.example.people[office]
        return Person(one.account, one.account_id, one.key)

    def begin(self, life: Life) -> Proposal:
        """Let an office holder fill in the form; return the draft pull request."""
        answers, form, label = FORMS[life.name]
        answers = {**answers, "judul": TITLES[life.name], "sop": life.sop}
        assert self.fill(life.parts[0].office, answers, form, label).result == "success"
        proposal = self.hub.proposals[-1]
        proposal.draft = True
        return proposal

    def fill(
        self, office: str, answers: dict[str, str], form: tuple[Field, ...], label: str
    ) -> Run:
        """Let an office fill in a form; return what the workflow makes of it."""
        number = self.hub.fill(self.person(office), written(answers, form))
        issue = {"number": number, "labels": [{"name": label}]}
        return self.run("disposisi", "issues", {"action": "opened", "issue": issue})

    def post(self, identity: str, address: str, office: str) -> str:
        """Let an office record for each platform why nothing was posted; return the last answer."""
        folder = f"main:content/{address}takarir"
        listed = self.work.git("--git-dir", str(self.hub.bare), "ls-tree", "--name-only", folder)
        for platform in (Path(name).stem for name in listed.split()):
            told = {"id": identity, "platform": platform, "alasan": "Hanya dalam pengujian."}
            number = self.hub.fill(self.person(office), written(told, LINK))
            issue = {"number": number, "labels": [{"name": "tautan"}]}
            assert self.run("catat", "issues", {"action": "opened", "issue": issue}).result
        return str(self.hub.comments[-1]["body"])

    def decide(self, proposal: Proposal, office: str, identity: str) -> str:
        """Let an office approve a proposal and the clerk merge it; return the live page."""
        self.hub.review(proposal, self.person(office))
        self.run("persetujuan")
        assert self.hub.statuses[-1]["state"] == "success", unescape(self.hub.comments[-1]["body"])
        self.hub.merge(proposal, self.person("ppnpn"))
        assert self.run("terbit", "push").result == "success"
        recorded = entry(self, identity)
        assert recorded is not None
        assert recorded.approval is not None
        assert recorded.approval.office == office
        page = self.stage.pages.site / recorded.address / "index.html"
        return page.read_text(encoding="utf-8")

    def take(self, branch: str) -> None:
        """Take a branch as GitHub has it."""
        self.work.git("fetch", "--quiet", str(self.hub.bare), f"+{branch}:refs/hub/{branch}")
        self.work.git("switch", "--quiet", "--force-create", branch, f"refs/hub/{branch}")

    def write(self, branch: str, part: Part, life: Life) -> None:
        """Let an office do its part and push it."""
        self.take(branch)
        pages = (self.work.root.glob(f"{place}/index.md") for place in ("drafts/*", HOME))
        mine = f"id: {branch.removeprefix('naskah/')}\n"
        (page,) = (page for found in pages for page in found if mine in page.read_text("utf-8"))
        text = page.read_text(encoding="utf-8")
        if part.change[0]:
            page.write_text(text.replace(*part.change), encoding="utf-8")
        else:
            final = self.example.shelf / life.name
            told = typed(text)
            page.write_text(told, encoding="utf-8")
            left = tuple(key for key in part.keys if f"\n{key}:" not in told)
            done = (final / "index.md").read_text("utf-8")
            lives._write(page.parent, done, replace(part, keys=left), final)
        self.work.commit({}, self.person(part.office), message=f"Naskah: {part.words}")
        self.hub.push(branch, self.person(part.office))


def typed(text: str) -> str:
    """Return a draft without the keys that nobody has filled in yet, and their comments."""
    head, _, body = text.removeprefix("---\n").partition("---\n")
    plain = re.sub(r"^ *#.*\n", "", head, flags=re.MULTILINE)
    told = strict_yaml.parse("index.md", plain).root
    assert told is not None
    keys = re.findall(r"^([a-z_]+):", plain, re.MULTILINE)
    kept = [key for key in keys if told.items(key) or not getattr(told.get(key), "blank", True)]
    blocks = "".join(lives._block(f"---\n{plain}\n---\n", key) for key in kept)
    filled = re.sub(r"^ +[a-z_]+:\n", "", blocks, flags=re.MULTILINE)
    return f"---\n{filled}---\n{body}"


@pytest.fixture
def world(
    tmp_path: Path, github_desk: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    monkeypatch.setenv("GITHUB_REPOSITORY", NAME)
    monkeypatch.setenv("GITHUB_API_URL", github_desk[1])
    with hosted(tmp_path / "pages") as pages:
        example = found(tmp_path, ITEMS)
        approve_month(example, lambda _: None)
        work = Branching(example.repository.root)
        head = example.people["kepala-biro"]
        kepala = Person(head.account, head.account_id, head.key)
        frame = (work.root / "mkdocs.yml").read_text(encoding="utf-8")
        # What is played goes on from what the example did just now.
        work.clock = int(time())
        work.branch("alamat")
        clerk = example.people["pengelola"]
        work.commit({"mkdocs.yml": frame.replace("https://jdih.example/", pages.address)},
                    Person(clerk.account, clerk.account_id, clerk.key))  # fmt: skip
        work.merge("alamat", by=kepala)
        hub = Hub(work)
        github_desk[0].hub = hub
        yield World(example, Stage(hub, pages, tmp_path))


def entry(world: World, identity: str) -> Entry | None:
    world.work.git("fetch", "--quiet", str(world.hub.bare), f"+{PUBLIC}:refs/hub/{PUBLIC}")
    return (
        local_book(Repository.open(world.work.root), f"refs/hub/{PUBLIC}").read().latest(identity)
    )


def holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Audit years later, with neither GitHub nor the accounts: a clone and its register."""
    clone = world.stage.folder / f"klon-{world.stage.clones}"
    monkeypatch.delenv("GITHUB_REPOSITORY")
    assert main(["-C", str(clone), "audit", "--target", "pages"]) == 0


@pytest.mark.parametrize("life", [KPU, MK], ids=lambda life: life.sop)
def test_from_the_form_to_the_notice(
    world: World, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = world.hub
    proposal = world.begin(life)
    identity = proposal.branch.removeprefix("naskah/")
    for part in life.parts:
        if set(part.keys) != {"disposisi"}:
            world.write(proposal.branch, part, life)

    publisher = world.person(life.publisher)
    number = hub.remark(publisher, proposal.number, "/ajukan")
    assert world.run("perintah", *said(number, "/ajukan")).result == "success"
    assert "Diajukan" in hub.comments[-1]["body"], unescape(hub.comments[-1]["body"])
    proposal.draft = False
    assert world.run("persetujuan").result == "success"
    assert hub.statuses[-1]["state"] == "failure"

    hub.review(proposal, world.person(life.refuser), "CHANGES_REQUESTED")
    for part in life.repair:
        world.write(proposal.branch, part, life)
    world.run("persetujuan")
    assert hub.statuses[-1]["state"] == "failure", "a refusal stands until it is taken back"

    hub.review(proposal, world.person(life.refuser), "DISMISSED")
    hub.review(proposal, world.person(life.approver))
    world.run("persetujuan")
    assert hub.statuses[-1]["state"] == "success", hub.comments[-1]["body"]

    hub.merge(proposal, publisher)
    assert world.run("terbit", "push").result == "success"

    recorded = entry(world, identity)
    assert recorded is not None
    assert recorded.approval is not None
    assert recorded.approval.office == life.approver
    assert recorded.approval.evidence is Evidence.FORGE
    decisions = [one.decision for one in recorded.activities if one.step == life.decision]
    assert decisions == ["tidak setuju", "setuju"]
    told = hub.comments[-1]["body"]
    assert recorded.label in told
    assert "Pemberitahuan WhatsApp" in told
    assert "wa.me" in world.post(identity, recorded.address, life.publisher)
    assert world.run("terbit").result == "success", "the site tells of what was recorded"
    page = (world.stage.pages.site / recorded.address / "index.html").read_text(encoding="utf-8")
    assert recorded.label in page
    holds(world, monkeypatch)


def test_a_month_is_reported(world: World) -> None:
    """The workflow gathers, people write, an office approves, the site and the book tell."""
    hub, path = world.hub, "content/laporan/2026-11.md"
    dispatch = {"inputs": {"bulan": "2026-11"}}
    assert world.run("terbit", "push").result == "success", "the plan stands in the book"
    hub.needs.clear()
    assert world.run("laporan", "workflow_dispatch", dispatch).result == "success"
    (job,) = read(FOLDER / "laporan.yml")["jobs"].values()
    assert lacking(job, hub.needs) == []
    refs = world.work.git("--git-dir", str(hub.bare), "for-each-ref")
    assert world.run("laporan", "workflow_dispatch", dispatch).result == "success"
    assert world.work.git("--git-dir", str(hub.bare), "for-each-ref") == refs, "once is enough"
    proposal = hub.proposals[-1]
    assert proposal.branch == "naskah/laporan-2026-11"
    world.take(proposal.branch)
    page = world.work.root / path
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(TO_WRITE, "Berjalan baik."), encoding="utf-8")
    world.work.commit({}, world.person("ppnpn"), message="Naskah: lengkapi laporan")
    hub.push(proposal.branch, world.person("ppnpn"))
    proposal.draft = False
    shown = world.decide(proposal, "kasubbag-humas", "laporan-2026-11")
    assert "Berjalan baik." in shown
    assert "Direncanakan" in shown
    sheets = [sheet for files in world.stage.artifacts for sheet in files if sheet.endswith("pdf")]
    assert sheets[-2:] == ["2026-11.pdf", "laporan-2026-11.pdf"], "the report and the book"
    assert world.run("laporan", "workflow_dispatch", dispatch).result == "success"
    assert hub.proposals[-1] is proposal, "figures that were approved are proposed again"


def test_a_month_is_planned_before_its_items(world: World) -> None:
    hub, path = world.hub, "content/rencana/2027-01.md"
    wanted = {"judul": "Tahun Baru", "sop": "mk-170-2022", "rencana": ""}
    month = {"bulan": "2027-01", "keinginan": "Hak warga."}
    assert world.fill("ppnpn", month, PLAN, "rencana").result == "success"
    proposal = hub.proposals[-1]
    assert proposal.branch == "naskah/rencana-2027-01"
    proposal.draft = True

    world.take(proposal.branch)
    draft = world.work.root / "drafts/2027-01/index.md"
    text = draft.read_text(encoding="utf-8")
    for key, value in (("tujuan", "Pembaca tahu."), ("platform", "[instagram]"),
                       ("format", "infografis"), ("penanggung_jawab", "ppnpn")):  # fmt: skip
        text = text.replace(f"    {key}:\n", f"    {key}: {value}\n")
    draft.write_text(text, encoding="utf-8")
    world.work.commit({}, world.person("ppnpn"), message="Naskah: lengkapi rencana")
    hub.push(proposal.branch, world.person("ppnpn"))
    wanted["rencana"] = f"2027-01/{re.findall('- id: (....)', text)[0]}"

    number = hub.remark(world.person("ppnpn"), proposal.number, "/ajukan")
    assert world.run("perintah", *said(number, "/ajukan")).result == "success"
    assert "Diajukan" in hub.comments[-1]["body"], unescape(hub.comments[-1]["body"])
    proposal.draft = False
    # Whoever drew it up may not approve it, and nobody else's word is enough.
    hub.review(proposal, world.person("ppnpn"))
    world.run("persetujuan")
    assert hub.statuses[-1]["state"] == "failure"
    shown = world.decide(proposal, "kasubbag-humas", "rencana-2027-01")
    assert wanted["rencana"][-4:] in shown

    world.work.git("fetch", "--quiet", str(hub.bare), "main")
    assert path in world.work.git("ls-tree", "-r", "--name-only", "FETCH_HEAD").splitlines()
    assert world.fill("ppnpn", wanted, FROM_PLAN, "konten-rencana").result == "success"
    assert hub.proposals[-1].number > proposal.number


KNOWN = "content/konten/2026/enam-asas-pemilu"
"""An item that was there before: imported, with its first number from the first run."""


def amend(world: World, form: tuple[Field, ...], answers: dict[str, str]) -> Proposal:
    """Let an office holder fill in the form *Ralat* or *Tarik*; return the draft pull request."""
    label = "ralat" if form is CORRECTION else "tarik"
    number = world.hub.fill(world.person("pengelola"), written(answers, form))
    payload = {"action": "opened", "issue": {"number": number, "labels": [{"name": label}]}}
    assert world.run("disposisi", "issues", payload).result == "success"
    proposal = world.hub.proposals[-1]
    proposal.draft = True
    assert proposal.branch.startswith(f"{label}/")
    return proposal


def decide(world: World, proposal: Proposal) -> None:
    """Let the pull request be marked ready, approved, merged and published."""
    proposal.draft = False
    world.run("persetujuan")
    assert world.hub.statuses[-1]["state"] == "failure"
    world.hub.review(proposal, world.person("kepala-biro"))
    world.run("persetujuan")
    assert world.hub.statuses[-1]["state"] == "success", unescape(world.hub.comments[-1]["body"])
    world.hub.merge(proposal, world.person("pengelola"))
    assert world.run("terbit", "push").result == "success"


def test_a_published_item_is_corrected_and_withdrawn_by_forms(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = world.hub
    assert world.run("terbit", "push").result == "success"
    page = world.work.root / KNOWN / "index.md"
    identity = re.findall(r"^id: (.+)$", page.read_text("utf-8"), re.MULTILINE)[0]
    first = entry(world, identity)
    assert first is not None
    assert first.event is Event.IMPORTED
    at = f"{world.stage.pages.address}{first.address}"

    # The form brings the explanation; the editor mends the text on the branch.
    proposal = amend(world, CORRECTION, {"konten": at, "penjelasan": "Satu asas kurang."})
    world.take(proposal.branch)
    text = page.read_text(encoding="utf-8")
    assert "penjelasan: Satu asas kurang.\n" in text
    editor = world.person("pengelola")
    world.work.commit({f"{KNOWN}/index.md": f"{text}\nAsas keenam: adil.\n"}, editor)
    hub.push(proposal.branch, editor)
    decide(world, proposal)
    second = entry(world, identity)
    assert second is not None
    assert (second.event, second.detail(Detail.REPLACES)) == (Event.CORRECTED, first.label)
    live = world.stage.pages.site / first.address / "index.html"
    assert "Asas keenam: adil." in live.read_text(encoding="utf-8")
    told = unescape(hub.comments[-1]["body"])
    assert f"Ralat terbit: nomor {second.label}" in told
    assert "telah diralat" in told

    # A withdrawal is complete as the form leaves it.
    answers = {"konten": identity, "jenis": "keliru", "penjelasan": "Dasarnya keliru."}
    decide(world, amend(world, WITHDRAWAL, answers))
    third = entry(world, identity)
    assert third is not None
    assert (third.event, third.detail(Detail.REPLACES)) == (Event.WITHDRAWN, second.label)
    assert third.approval is not None
    assert third.approval.office == "kepala-biro"
    tombstone = live.read_text(encoding="utf-8")
    assert "Dasarnya keliru." in tombstone
    assert "Asas keenam" not in tombstone
    assert "telah ditarik" in unescape(hub.comments[-1]["body"])
    holds(world, monkeypatch)
