"""An office goes on after an erasure: with GitHub's word, imports, and what is not approved yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.commands.erase import PROOF
from jdih.errors import JdihError
from jdih.forge.decision import APPROVAL, REFUSAL
from jdih.model.entry import Event
from jdih.publication.state import read_state
from jdih.reading.unit import UNIT_PATH
from jdih.register.erasure import read_proof
from jdih.website.visible_text import sidik_teks
from tests.forge.hub import Hub
from tests.forge.play import URGENT, Play, perform, steps_of
from tests.forge.test_evidence import asked, bring
from tests.gitrepo import git
from tests.publication.test_afterwards import bring as urge
from tests.publication.test_afterwards import decide, open_to
from tests.publishing import ITEM_ID, NOW, OLD, OLD_ID, Office

NAME = "Sri Contoh"
TEXT = f"Bertanyalah kepada {NAME}."
BASIS = ("--dasar", "Permintaan subjek data, UU 27/2022 Pasal 8", "--oleh", "kepala")


def erase(office: Office, folder: Path, text: str = NAME, hub: Hub | None = None) -> Path:
    """Erase a text, put the new history in place here and on the hub, record it; return its map."""
    words = folder / "hapus.txt"
    words.write_text(f"{text}\n", encoding="utf-8")
    new = folder / "baru"
    forge = ("--forge", "github") if hub else ()
    assert office.run("erase", "--teks", str(words), "--ke", str(new), *forge) == 0
    git(office.root, "fetch", "--quiet", str(new), "main")
    git(office.root, "reset", "--quiet", "--hard", "FETCH_HEAD")
    if hub:
        git(office.root, "push", "--quiet", "--force", str(hub.bare), "HEAD:main")
    assert office.run("erase", "--catat", str(new / PROOF), *forge, *BASIS) == 0
    git(office.root, "reflog", "expire", "--expire=now", "--all")
    branches = git(office.root, "for-each-ref", "--format=%(refname)", "refs/heads").splitlines()
    for ref in (*branches, "ORIG_HEAD", "FETCH_HEAD"):
        if ref != "refs/heads/main":
            git(office.root, "update-ref", "-d", ref)
    git(office.root, "gc", "--quiet", "--prune=now")
    assert git(office.root, "log", "--all", f"--grep={text}", f"-S{text}", "--oneline") == ""
    return new / PROOF


def flaws(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    _, said = office.json(capsys, "audit", *words)
    return [f"{one['kode']}: {one['uraian']}" for one in said["temuan"]]


def test_what_github_told_holds_after_an_erasure(
    outside: tuple[Office, Hub],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, hub = outside
    change = {"langkah": "ganti", "berkas": UNIT_PATH, "dari": "kode: pengelola\n",
              "menjadi": f"kode: pengelola # {NAME}\n"}  # fmt: skip
    perform(office, hub, [change, *steps_of("disetujui")[1:]], branch="pengaturan")
    perform(office, hub, steps_of("disetujui-sesudah-perbaikan"), text=TEXT)
    assert office.run("publish", "--forge", "github") == 0
    before = dict(office.register.kept)
    assert flaws(office, capsys) == []

    erase(office, tmp_path, hub=hub)

    assert asked(office, hub, "verify") == 0
    assert asked(office, hub, "publish") == 0
    assert NAME not in office.page()
    assert flaws(office, capsys) == []
    bring(office, hub, 4)
    merge = office.git.tip()
    assert office.run("publish", "--forge", "github") == 0
    assert {name for name in office.register.kept.keys() - before.keys() if "-" not in name} == {
        merge
    }, "what was kept is not kept again under another name"
    monkeypatch.delenv("GITHUB_TOKEN")
    assert flaws(office, capsys) == []


def verification(office: Office, path: str) -> str:
    return (office.site / "verifikasi" / path).read_text(encoding="utf-8")


def test_the_public_chain_goes_on_and_knows_what_is_left(office: Office, tmp_path: Path) -> None:
    office.bring(TEXT)
    office.publish()
    before, was = verification(office, "catatan/2026-1.jsonl"), office.entry()
    erase(office, tmp_path)
    office.publish()

    lines = verification(office, "catatan/2026-1.jsonl")
    assert lines.startswith(before)
    assert lines.count("\n") == before.count("\n") + 1
    gone = json.loads(verification(office, "riwayat/2026-1.json"))["dihapus"]
    assert set(gone) == {was.label}
    (by,) = gone[was.label]["catatan"]
    assert (by["nomor"], by["jabatan"]) == (office.register.entries[-1].label, "Kepala Unit")
    found = json.loads(verification(office, "sidik/semua.json"))
    for digest in (was.digest, gone[was.label]["sidik"]):
        assert [was.label, "sidik"] in found[digest]
    text = sidik_teks("Bertanyalah kepada [dihapus].")
    assert found[text] == [[was.label, "isi"]]


def test_an_imported_item_stays_imported(
    begun: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.publish()
    first = begun.entry(OLD_ID)
    text = (begun.root / OLD).read_text(encoding="utf-8")
    word = text.rpartition("\n\n")[2].split(".")[0].strip()
    assert len(word) > 4
    place = erase(begun, tmp_path, word)
    assert (begun.root / OLD).read_text(encoding="utf-8") != text

    with pytest.raises(JdihError, match="`mulai`"):
        read_state(begun.repository)  # only the record explains it
    code, said = begun.json(capsys, "verify")
    assert (code, {one["path"]: one["keadaan"] for one in said}[OLD]) == (0, "impor")
    result = begun.publish()
    assert (result.recorded, result.held) == ((), ())
    assert begun.entry(OLD_ID) == first
    assert word not in begun.page("konten/2026/hak-atas-informasi/index.html")
    assert flaws(begun, capsys) == []
    assert read_proof(place.read_bytes()).tips[1] == begun.git.tip()


@pytest.fixture
def urgent(begun: Office) -> Office:
    """The office with an urgent item that names somebody, and that nobody approved yet."""
    open_to(begun, "pengelola")
    urge(begun, URGENT, text=TEXT)
    begun.publish()
    assert begun.entry().event is Event.URGENT
    return begun


def test_what_waits_for_its_approval_waits_on(
    urgent: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    due = urgent.publish().pending[0][1].due
    erase(urgent, tmp_path)

    result = urgent.publish()
    assert (result.recorded, [one.due for _, one in result.pending]) == ((), [due])
    assert "Persetujuan susulan: menunggu." in urgent.page()
    assert NAME not in urgent.page()
    assert flaws(urgent, capsys) == []
    code, said = urgent.json(capsys, "verify")
    (word,) = [one for one in said if one["id"] == ITEM_ID]
    assert (code, word["keadaan"], word["sementara"]["disetujui_oleh"]) == (
        0, "sementara", "kepala",
    )  # fmt: skip

    decide(urgent, APPROVAL)
    (later,) = urgent.publish().recorded
    assert later.event is Event.APPROVED_AFTERWARDS
    assert flaws(urgent, capsys) == []


def test_what_was_approved_afterwards_stays_so(
    urgent: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(urgent, APPROVAL)
    urgent.publish()
    erase(urgent, tmp_path)
    assert (urgent.publish().recorded, urgent.publish().pending) == ((), ())
    assert flaws(urgent, capsys) == []


def test_what_is_declined_after_an_erasure_is_held(urgent: Office, tmp_path: Path) -> None:
    erase(urgent, tmp_path)
    decide(urgent, REFUSAL)
    (held,) = urgent.publish(now=NOW).held
    assert "tidak menyetujui versi ini" in held.reason


def test_a_review_after_an_erasure_still_approves(
    outside: tuple[Office, Hub],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, hub = outside
    play: Play = perform(office, hub, steps_of("mendesak"), text=TEXT)
    assert office.run("publish", "--forge", "github") == 0
    assert office.entry().event is Event.URGENT
    erase(office, tmp_path, hub=hub)
    assert office.run("publish", "--forge", "github") == 0
    assert flaws(office, capsys) == []

    play.do({"langkah": "nilai", "oleh": "kepala"})
    office.git.switch("main")
    assert office.run("publish", "--forge", "github") == 0
    assert office.entry().event is Event.APPROVED_AFTERWARDS
    assert office.run("publish", "--forge", "github") == 0
    monkeypatch.delenv("GITHUB_TOKEN")
    assert flaws(office, capsys) == []
