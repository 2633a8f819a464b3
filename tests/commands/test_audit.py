"""``jdih audit``: what it says, in which form, and from where it looks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jdih.cli import main
from jdih.register.format import parse, path_of, render
from jdih.repository.git import Repository
from tests.publication.audit.test_tampering import chained, register_files
from tests.publishing import ITEM_ID, NOW, Example, Office, item
from tests.register.damage import put


def test_what_each_entry_rests_on_is_said(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    capsys.readouterr()
    assert office.run("audit") == 0
    out = capsys.readouterr().out
    lines = {line.split()[0]: line for line in out.splitlines() if "/2026  " in line}
    assert "sudah ada sebelum alur kerja" in lines["1/2026"]
    assert "Kepala Unit, 2026-09-21T2" in lines["2/2026"]
    assert "(tanda tangan); 1 putaran, 0 penolakan" in lines["2/2026"]
    assert "menurut pernyataan pengunggah (pengelola)" in lines["7/2026"]
    assert "Bersandar : 1 pada tanda tangan, 0 pada keterangan forge" in out
    assert "menurut pembuatnya" in out
    assert out.endswith("Semua yang diperiksa terbukti.\n")


def test_what_does_not_hold_is_named_with_entry_and_commit(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = office.git.tip()
    office.git.git("reset", "--quiet", "--hard", f"{commit}^1")
    assert office.run("audit") == 1
    out = capsys.readouterr().out
    assert f"  jalur-utama (nomor 2/2026, commit {commit[:12]}): " in out
    assert "!    2/2026" in out


def test_the_form_for_programs(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    pushed = office.push(item("Langsung."))
    code, told = office.json(capsys, "audit")
    assert code == 1
    assert list(told) == ["skema", "commit", "buku_agenda", "sejak", "diperiksa", "bersandar_pada",
                          "saksi", "temuan", "entri", "catatan", "batas"]  # fmt: skip
    assert told["skema"] == 1
    assert told["commit"] == pushed
    assert told["buku_agenda"] == {"jumlah": 6, "sidik_terakhir": office.register.head_hash}
    assert told["bersandar_pada"] == {"tanda-tangan": 1, "forge": 0, "pernyataan": 5}
    (fault,) = told["temuan"]
    assert list(fault) == ["kode", "uraian", "entri", "commit", "jalur"]
    assert (fault["kode"], fault["entri"], fault["commit"]) == ("isi", None, pushed)
    entry = told["entri"][1]
    assert (entry["nomor"], entry["id"], entry["utuh"]) == ("2/2026", ITEM_ID, True)
    assert entry["persetujuan"]["jabatan"] == "kepala"
    assert entry["persetujuan"]["penggabungan"] == entry["commit"]
    assert [step["keputusan"] for step in entry["kegiatan"] if step["keputusan"]] == ["setuju"]


def test_from_where_it_looks(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    first = office.git.tip()
    office.push(item("Langsung."))
    folder = "content/konten/2026/kedua"
    office.bring(folder=folder, identity="2026-d5sn9", title="Kedua")
    office.publish(now=NOW + timedelta(days=1))
    after = office.git.tip("main^1")
    assert office.run("audit") == 1

    def seen(since: str) -> tuple[int, list[str]]:
        code, told = office.json(capsys, "audit", "--since", since)
        return code, [entry["nomor"] for entry in told["entri"]]

    assert seen("7/2026") == (0, ["7/2026"])
    assert seen(after) == (0, ["7/2026"])
    assert seen(first) == (1, ["7/2026"])
    assert seen("2026-11-24") == (0, ["7/2026"])
    assert seen("2199-01-01") == (0, [])
    for wrong in ("9/2026", "tidak-ada", "2026-02-30"):
        assert office.run("audit", "--since", wrong) == 2


def test_a_copy_or_site_that_cannot_be_read_ends_the_run(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "kosong.txt"
    empty.write_text("Halo", encoding="utf-8")
    for words, said in (
        (("--witness", str(empty)), "tidak menyebut jumlah dan sidik"),
        (("--witness", str(tmp_path / "tiada")), "tidak dapat dibaca"),
        (("--witness", "http://127.0.0.1:9/terbitan.json"), "tidak dapat dibuka"),
        (("--site", str(tmp_path / "tiada")), "tidak ada"),
    ):
        assert office.run("audit", *words) == 2
        assert said in capsys.readouterr().err


def test_a_site_that_is_not_there_is_said_and_is_no_fault(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = office.json(capsys, "audit", "--site", str(tmp_path))
    assert code == 0
    assert "terbitan.json tidak terbaca" in told["catatan"][0]


def test_a_site_that_was_not_looked_at_is_said(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("audit") == 0
    assert "Batas     : Situs yang tayang tidak dilihat" in capsys.readouterr().out
    assert office.run("audit", "--site", str(office.site)) == 0
    assert "tidak dilihat" not in capsys.readouterr().out


def test_every_copy_that_agrees_is_counted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("terbitan.json", "feed/rss.xml", "feed/konten.json", "buku-agenda/buku-agenda.json")
    copies = [word for name in names for word in ("--witness", str(office.site / name))]
    code, told = office.json(capsys, "audit", *copies)
    assert (code, told["diperiksa"]["saksi"]) == (0, len(names))


def test_a_bundle_is_compared_entry_by_entry(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "simpanan.zip"
    assert office.run("bundle", "2026-11", "--ke", str(bundle)) == 0
    known = office.register
    office.bring("Versi lain.")
    office.publish(now=NOW + timedelta(days=20))
    words = ("audit", "--witness", str(bundle), "--witness", str(office.site / "terbitan.json"))
    code, told = office.json(capsys, *words)
    assert (code, told["saksi"][0]) == (
        0,
        {
            "salinan": str(bundle),
            "dibandingkan": "bundel 2026-11, entri demi entri",
            "jumlah": len(known.entries),
            "sidik": known.head_hash,
            "cocok": True,
        },
    )
    assert office.run(*words) == 0
    assert f"Saksi     : cocok dengan {bundle} (bundel 2026-11" in capsys.readouterr().out

    # An entry in the middle written anew, and all that follow.
    files = register_files(office)
    place = path_of(2026, 3)
    files[place] = render(replace(parse(place, files[place]), time="2026-11-23T09:00:01+07:00"))
    put(office.root, chained(files), anew=True)
    code, told = office.json(capsys, "audit", "--witness", str(bundle))
    assert (code, told["saksi"][0]["cocok"]) == (1, False)
    faults = [(one["kode"], one["entri"]) for one in told["temuan"] if one["kode"] == "saksi"]
    assert ("saksi", "3/2026") in faults

    data = bytearray(bundle.read_bytes())
    data[data.index(b"nomor,waktu")] ^= 1
    bundle.write_bytes(data)
    assert office.run("audit", "--witness", str(bundle)) == 2
    assert "tidak utuh" in capsys.readouterr().err


def test_an_empty_register_is_audited_too(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = begun.json(capsys, "audit")
    assert code == 0
    assert told["buku_agenda"] == {"jumlah": 0, "sidik_terakhir": None}


def test_the_example_office_holds_with_its_refusals(
    example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(example.folder / "kantor"), "audit"]) == 0
    assert capsys.readouterr().out.count("2 putaran, 1 penolakan") == 2


def test_neither_audit_nor_verify_starts_a_process_for_an_entry(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[tuple[str, ...]] = []
    call = Repository._call

    def count(self: Repository, args: tuple[str, ...], *more: Any) -> Any:
        counted.append(args)
        return call(self, args, *more)

    monkeypatch.setattr(Repository, "_call", count)

    def calls(command: str) -> int:
        counted.clear()
        assert office.run(command) == 0
        return len(counted)

    def bring(*names: str) -> None:
        for name in names:
            folder = f"content/konten/2026/{name}"
            office.bring(folder=folder, identity=f"2026-{name}", title=f"Naskah {name}")
        assert len(office.publish().recorded) == len(names)

    # So many signatures that they are verified on every processor.
    bring(*(f"aaaa{at}" for at in range(2, 2 + min(os.cpu_count() or 1, 8))))
    before = calls("audit"), calls("verify")
    bring("bbbb2", "bbbb3", "bbbb4")
    assert (calls("audit"), calls("verify")) == before
