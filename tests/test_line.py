"""The straight way, step by step: disposisi → draft → refusal → repair → approval → register.

One office, one item, real branches and keys. Each step is the command an official would give.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from jdih.model.entry import Activity, Event, Evidence
from jdih.workflow.digest import sha256, sidik
from tests.gitrepo import snapshot
from tests.publishing import POST, WIB, Office, read_site
from tests.signing import Person

DISPOSISI = """\
disposisi:
  bentuk: kertas
  nomor: 17/2026
  tanggal: 2026-09-21
  dari: kepala
  isi: Jelaskan cara meminta salinan peraturan.
  dicatat_oleh: pengelola
"""
KONSEP = """\
bahan:
  - /content/dokumen/peraturan/uu-14-2008/index.md
ringkasan: Salinan peraturan dapat diunduh dari JDIH tanpa biaya.
penyusun: pengelola
media:
  01-sampul.png:
    alt: Tombol unduh di halaman peraturan
    sumber: Olahan Unit Uji JDIH
"""
NASKAH = "\n## Caranya\n\nBuka halaman peraturan, lalu tekan *Unduh*.\n"
TITLE = "Cara Meminta Salinan Peraturan"
FOLDER = "content/konten/2026/cara-meminta-salinan-peraturan"


def test_from_disposisi_to_register(  # noqa: PLR0915 – one story, read from top to bottom
    begun: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    head, clerk = begun.people["kepala"], begun.people["pengelola"]
    git = begun.git
    begun.publish()
    before = begun.register

    # Kegiatan 1: the disposisi opens the item.
    act_as(begun, clerk)
    new = tick(begun, monkeypatch)
    assert begun.run("new", "--sop", "uji-1", "--judul", TITLE) == 0
    identity = found(r"id (\S+)\)", capsys.readouterr().out)
    draft = f"drafts/{Path(FOLDER).name}"
    branch = git.git("branch", "--show-current")
    assert branch == f"naskah/{identity}"
    step(begun, draft, header(identity) + DISPOSISI, "")
    assert standing(begun, capsys, identity)["kegiatan"] == 1
    assert standing(begun, capsys, identity)["menunggu"] == ["Pengelola JDIH"]

    # Kegiatan 2: sources and summary first; not complete yet, so it cannot be submitted.
    step(begun, draft, header(identity) + DISPOSISI + KONSEP, "")
    kurang = standing(begun, capsys, identity)["kurang"]
    assert "naskah di bawah kepala berkas" in kurang
    untouched = snapshot(begun.root)
    assert begun.run("submit", identity) == 1
    assert "Belum diajukan; tidak ada yang diubah." in capsys.readouterr().err
    assert snapshot(begun.root) == untouched

    # Manuscript, picture, caption, notice: now it can.
    begun.picture(draft)
    git.write({f"{draft}/takarir/instagram.md": "Perlu salinan? Begini caranya.\n"})
    step(begun, draft, header(identity) + DISPOSISI + KONSEP, NASKAH)
    tick(begun, monkeypatch)
    assert begun.run("submit", identity) == 0
    handed = git.clock
    assert not (begun.root / draft).exists()
    assert git.git("status", "--porcelain") == ""
    assert "ajukan" in git.git("log", "-1", "--format=%s")

    # Kegiatan 3, first round: refused by a signed commit that changes nothing.
    refusal = f"Naskah {identity}: tidak setuju\n\nSebut juga biayanya.\n\nKeputusan: tidak setuju"
    git.commit({}, head, message=refusal, sign=True)
    refused = git.clock
    item = begun.root / FOLDER / "index.md"
    repaired = item.read_text(encoding="utf-8") + "\nTidak dipungut biaya.\n"
    git.commit({f"{FOLDER}/index.md": repaired}, clerk)
    mended = git.clock
    assert standing(begun, capsys, identity)["menunggu"] == ["Kepala Unit"]

    # Kegiatan 3, second round: approved by a signed merge.
    merge = git.merge(branch, by=head)
    decided = git.clock
    code, verdicts = begun.json(capsys, "verify")
    (verdict,) = [entry for entry in verdicts if entry["id"] == identity]
    assert (code, verdict["keadaan"], verdict["persetujuan"]["jabatan"]) == (
        0,
        "disetujui",
        "kepala",
    )
    assert begun.run("announce", identity) == 2
    assert "belum tercatat" in capsys.readouterr().err

    # Kegiatan 4: published and recorded.
    code, summary = begun.json(capsys, "publish")
    assert (code, summary["held"], len(summary["recorded"])) == (0, [], 1)
    register = begun.register
    assert register.entries[:-1] == before.entries
    entry = register.entries[-1]
    assert entry.label == summary["recorded"][0]
    assert (entry.event, entry.evidence) == (Event.PUBLISHED, Evidence.SIGNATURE)
    assert (entry.id, entry.platform, entry.details) == (identity, "", ())
    assert entry.address == f"{FOLDER.removeprefix('content/')}/"
    files = {
        str(path.relative_to(item.parent)): sha256(path.read_bytes())
        for path in item.parent.rglob("*")
        if path.is_file()
    }
    assert dict(entry.files) == files
    assert entry.digest == sidik(files.items()) == verdict["sidik"]
    assert (entry.commit, entry.previous) == (merge, before.head_hash)
    approval = entry.approval
    assert approval is not None
    assert (approval.office, approval.title, approval.commit) == ("kepala", "Kepala Unit", merge)
    assert (approval.time, approval.evidence, approval.basis) == (
        at(decided),
        Evidence.SIGNATURE,
        "",
    )
    # The test's commits are made in the evening: nobody works then, so no minute counts.
    assert entry.activities[:-1] == (
        Activity(1, 1, "kepala", "", "", None, 10),
        Activity(2, 1, "pengelola", at(new), at(handed), 0, 450),
        Activity(3, 1, "kepala", at(handed), at(refused), 0, 10, "tidak setuju"),
        Activity(2, 2, "pengelola", at(refused), at(mended), 0, 450),
        Activity(3, 2, "kepala", at(mended), at(decided), 0, 10, "setuju"),
    )
    last = entry.activities[-1]
    assert (last.step, last.round, last.begin, last.standard) == (4, 2, at(decided), 20)
    assert last.end == entry.time

    # It is live, with its number; the disposisi's words are not.
    page = begun.page(f"{entry.address}index.html")
    assert TITLE in page
    assert entry.label in page
    assert "Tidak dipungut biaya." in page
    everything = b"".join(read_site(begun.site).values())
    assert b"Jelaskan cara meminta salinan" not in everything
    # The notice is ready.
    code, notice = begun.json(capsys, "announce", identity)
    assert (code, notice["nomor"]) == (0, entry.label)
    assert f"https://jdih.example/{entry.address}" in notice["naskah"]
    assert notice["naskah"] == unquote(notice["tautan"].removeprefix("https://wa.me/?text="))
    left = begun.root / "build" / "pemberitahuan" / f"{identity}.txt"
    assert left.read_text(encoding="utf-8").startswith(notice["naskah"])

    # Posted and announced: only now the item is done.
    told = standing(begun, capsys, identity)
    assert (told["selesai"], told["uraian"], told["kegiatan"]) == (False, "mengunggah konten", 3)
    assert told["kurang"] == ["tautan unggahan di Instagram", "pemberitahuan terkirim"]
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == (["instagram"], True)
    begun.finish(identity)
    assert standing(begun, capsys, identity)["selesai"] is True
    code, summary = begun.json(capsys, "publish")
    assert (code, summary["recorded"]) == (0, [])
    assert POST in begun.page(f"{entry.address}index.html")
    register = begun.register

    # Once more: nothing new.
    site = read_site(begun.site)
    code, summary = begun.json(capsys, "publish")
    assert (code, summary["recorded"]) == (0, [])
    assert begun.register.head == register.head
    assert read_site(begun.site) == site
    assert git.git("status", "--porcelain") == ""


def header(identity: str) -> str:
    return f"tipe: konten\nid: {identity}\njudul: {TITLE}\nsop: uji-1\n"


def step(office: Office, draft: str, head: str, body: str) -> None:
    """Let the clerk save the draft as far as it has come."""
    files: dict[str, str | None] = {f"{draft}/index.md": f"---\n{head}---\n{body}"}
    office.git.commit(files, office.people["pengelola"])


def standing(office: Office, capsys: pytest.CaptureFixture[str], identity: str) -> dict[str, Any]:
    """Return what ``jdih status ID`` says of the item."""
    code, found = office.json(capsys, "status", identity)
    assert code == 0
    (entry,) = found
    assert isinstance(entry, dict)
    return entry


def act_as(office: Office, who: Person) -> None:
    """Let the commands' own commits be made by `who`, as on that person's machine."""
    office.git.git("config", "user.name", who.account)
    office.git.git("config", "user.email", who.address)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match.group(1)


def tick(office: Office, monkeypatch: pytest.MonkeyPatch) -> int:
    """Move the office's clock, let the commands' own commits be made then, and return it."""
    office.git.clock += 60
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_DATE", f"{office.git.clock} +0700")
    return office.git.clock


def at(seconds: int) -> str:
    """Return a moment of the test's history as the register writes it."""
    return datetime.fromtimestamp(seconds, WIB).isoformat(timespec="seconds")
