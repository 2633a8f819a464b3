"""``jdih status``: where items stand, for people and programs."""

from __future__ import annotations

import pytest

from tests.publishing import ITEM_ID, Office

DRAFT_ID = "2026-9d2mx"


def test_open_items_are_told_and_finished_ones_counted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    capsys.readouterr()
    assert office.run("status") == 0

    out = capsys.readouterr().out
    assert out.startswith(f"{DRAFT_ID}  Rancangan konten kedua\n")
    assert "    uji-1, selesai sampai kegiatan 1 dari 4, cabang main\n" in out
    assert f"    belum diajukan: jalankan `jdih submit {DRAFT_ID}`\n" in out
    assert "    menunggu Pengelola JDIH: membuat konsep konten\n" in out
    assert "menit kerja (waktu baku 450 menit, sudah lewat)\n" in out
    assert out.endswith("2 konten sudah selesai; tampilkan dengan --semua.\n")


def test_all_are_told_on_request(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.finish()
    assert office.run("status", "--semua") == 0

    out = capsys.readouterr().out
    assert f"{ITEM_ID}  Cara Mencari Peraturan\n" in out
    assert "    uji-1, selesai, cabang main\n" in out
    assert "    impor, tidak melalui SOP ini\n" in out


def test_one_item_is_told_as_an_object(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.finish()
    code, found = office.json(capsys, "status", ITEM_ID)

    (entry,) = found
    assert code == 0
    assert list(entry) == [
        "id", "judul", "cabang", "path", "sop", "kegiatan", "dari", "selesai", "menunggu",
        "uraian", "kurang", "sejak", "menit", "baku", "keterangan",
        "persetujuan_susulan", "belum_diunggah", "unggahan_lama", "perlu_ditinjau",
        "belum_diberitahukan", "langkah",
    ]  # fmt: skip
    assert (entry["kegiatan"], entry["dari"], entry["selesai"]) == (4, 4, True)
    assert (entry["menunggu"], entry["menit"], entry["baku"]) == ([], None, None)


def test_the_steps_of_one_item_are_told_with_what_no_fact_shows(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("status", ITEM_ID) == 0
    told = capsys.readouterr().out
    assert "    kegiatan 1 putaran 1: kepala, waktunya tidak tercatat\n" in told
    assert "kegiatan 4 putaran 1: –, sejak " in told
    assert ", berjalan\n" in told

    office.finish()
    capsys.readouterr()
    assert office.run("status", ITEM_ID) == 0
    told = capsys.readouterr().out
    assert ", berjalan\n" not in told
    assert "menit kerja (waktu baku 20 menit)\n" in told


def test_an_unknown_item_and_an_empty_office_are_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("status", "2026-zzzzz") == 2
    assert "jdih status --semua" in capsys.readouterr().err
    office.git.git("rm", "-r", "--quiet", "content/konten", "drafts")
    office.push({})

    assert office.run("status") == 0
    assert capsys.readouterr().out == "Belum ada konten.\n"


def test_each_target_has_its_own_register(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = office.json(capsys, "status", ITEM_ID, "--target", "folder")

    assert (code, found[0]["selesai"], found[0]["menunggu"]) == (0, False, ["Pengelola JDIH"])
