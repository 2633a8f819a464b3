"""What remains to be done once an item is published, as ``jdih status`` tells it."""

from __future__ import annotations

from typing import Any

import pytest

from jdih.model.entry import Event
from tests.publishing import ITEM_ID, OLD_ID, POST, Office

OTHER = "https://www.instagram.com/p/C2/"


def status(office: Office, capsys: pytest.CaptureFixture[str], id: str = ITEM_ID) -> dict[str, Any]:
    _, found = office.json(capsys, "status", id)
    told: dict[str, Any] = next(one for one in found if one["cabang"] == "main")
    return told


def test_a_published_item_waits_for_its_links_and_its_notice(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    told = status(office, capsys)
    assert (told["selesai"], told["kegiatan"], told["menunggu"]) == (False, 3, ["Pengelola JDIH"])
    assert told["kurang"] == ["tautan unggahan di Instagram", "pemberitahuan terkirim"]
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == (["instagram"], True)
    approval = office.entry().approval
    assert approval is not None
    assert told["sejak"] == approval.time
    assert office.run("status", ITEM_ID) == 0
    assert "sudah terbit; catat dengan `jdih record`" in capsys.readouterr().out

    office.finish()

    told = status(office, capsys)
    assert (told["selesai"], told["kegiatan"], told["kurang"]) == (True, 4, [])
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == ([], False)


def test_nothing_is_asked_of_what_was_imported_or_is_not_published(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()
    assert status(begun, capsys)["kurang"] == ["penerbitan dan pencatatan"]
    begun.publish()
    told = status(begun, capsys, OLD_ID)
    assert (told["selesai"], told["belum_diunggah"]) == (True, [])


def test_without_a_table_platforms_are_called_by_their_code(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.approve({"site_config/platform.yml": None})
    begun.bring()
    begun.publish()
    assert "tautan unggahan di instagram" in status(begun, capsys)["kurang"]


GONE = "tarik:\n  tanggal: 2026-11-24\n  jenis: {}\n  penjelasan: Dasarnya berubah.\n"


def record(office: Office, *words: str) -> int:
    return office.run("record", ITEM_ID, *words, "--oleh", "pengelola")


def treat(office: Office, action: str, *words: str) -> int:
    return record(office, "--platform", "instagram", "--url", POST, "--tindakan", action, *words)


@pytest.mark.parametrize("end", [("disunting",), ("diklarifikasi", "--klarifikasi", OTHER)])
def test_a_correction_asks_what_was_done_to_each_post_and_for_another_notice(
    office: Office, capsys: pytest.CaptureFixture[str], end: tuple[str, ...]
) -> None:
    office.finish()
    assert status(office, capsys)["selesai"] is True
    office.bring("Isi baru.")
    office.publish()

    told = status(office, capsys)
    assert told["selesai"] is False
    assert told["kurang"] == [f"tindakan atas unggahan di Instagram: {POST}",
                              "pemberitahuan terkirim"]  # fmt: skip
    assert (told["unggahan_lama"], told["belum_diunggah"]) == ([POST], [])
    # Its link alone does not say that anything was done.
    assert record(office, "--platform", "instagram", "--url", POST) == 2
    assert "--tindakan" in capsys.readouterr().err

    assert treat(office, *end) == 0
    assert record(office, "--pemberitahuan") == 0

    assert status(office, capsys)["selesai"] is True
    office.publish()
    assert office.page().count(POST) == 1
    assert (OTHER in office.page()) == (end[0] == "diklarifikasi")
    # Each correction asks anew.
    office.bring("Lebih baru.")
    office.publish()
    assert status(office, capsys)["unggahan_lama"] == [POST]


def test_a_deleted_post_is_no_longer_shown_and_the_platform_is_due_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    office.bring("Isi baru.")
    office.publish()
    assert treat(office, "dihapus") == 0
    told = status(office, capsys)
    assert (told["unggahan_lama"], told["belum_diunggah"]) == ([], ["instagram"])
    office.publish()
    assert POST not in office.page()
    assert record(office, "--platform", "instagram", "--url", POST) == 2
    assert "sudah dihapus" in capsys.readouterr().err
    assert record(office, "--platform", "instagram", "--url", OTHER) == 0
    assert status(office, capsys)["belum_diunggah"] == []


@pytest.mark.parametrize("kind", ["keliru", "hukum-berubah"])
def test_a_withdrawal_asks_for_its_posts_and_its_notice_and_for_nothing_else(
    office: Office, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    office.finish()
    office.bring("Isi.", extra=GONE.format(kind), explained=False)
    office.publish()
    told = status(office, capsys)
    assert (told["unggahan_lama"], told["belum_diunggah"]) == ([POST], [])
    assert told["belum_diberitahukan"] is True
    assert treat(office, "dihapus") == 0
    assert record(office, "--pemberitahuan") == 0
    assert status(office, capsys)["selesai"] is True


def test_reasons_close_what_is_open(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--platform", "instagram", "--tidak-diunggah", "Akun sedang diperbaiki.")
    assert record(office, *words) == 0
    told = status(office, capsys)
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == ([], True)


def test_a_wrong_link_is_taken_back_by_an_entry_of_its_own(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    wrong = next(entry.label for entry in office.register.entries if entry.post)
    reason = ("--keterangan", "Unggahan konten lain.")
    assert record(office, "--batal", wrong, *reason) == 0
    taken = office.entry()
    assert (taken.event, taken.platform) == (Event.LINKED, "instagram")
    assert dict(taken.details)["membatalkan"] == wrong
    assert status(office, capsys)["belum_diunggah"] == ["instagram"]
    office.publish()
    assert POST not in office.page()
    assert f">{wrong}</a>" in office.page("buku-agenda/index.html")
    # It may now stand for the item that it belongs to, and nothing is done twice.
    words = ("--platform", "instagram", "--url", POST, "--oleh", "pengelola")
    assert office.run("record", OLD_ID, *words) == 0
    assert record(office, "--batal", wrong, *reason) == 0
    assert office.entry(ITEM_ID) == taken
    assert record(office, *words) == 2
    assert "sudah dibatalkan" in capsys.readouterr().err
    # What takes back can be taken back itself.
    assert office.run("record", OLD_ID, "--batal", office.entry(OLD_ID).label, *reason,
                      "--oleh", "pengelola") == 0  # fmt: skip
    assert record(office, "--batal", taken.label, "--keterangan", "Ternyata benar.") == 0
    assert status(office, capsys)["belum_diunggah"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--batal", "99/2026", "--keterangan", "Salah."), "bukan catatan unggahan"),
        (("--batal", "1/2026"), "memerlukan --keterangan"),
        (("--platform", "instagram", "--url", OTHER, "--tindakan", "dihapus"), "tidak tercatat"),
        (("--platform", "instagram", "--url", POST, "--tindakan", "diklarifikasi"), "klarifikasi"),
        (("--platform", "instagram", "--url", POST, "--tindakan", "dihapus", "--grup", "x"),
         "tidak dipakai"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_recorded(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    office.finish()
    before = office.register.head
    assert record(office, *words) == 2
    assert said in capsys.readouterr().err
    assert office.register.head == before


def test_where_the_paper_lies_is_recorded_once(office: Office) -> None:
    words = ("--arsip", "--tempat", "Lemari 3, map 12", "--klasifikasi", "HK.02",
             "--retensi", "2 tahun aktif, 3 tahun inaktif")  # fmt: skip
    assert record(office, *words) == 0
    filed = office.entry()
    assert record(office, *words) == 0
    assert office.entry() == filed
    assert (filed.event, dict(filed.details)["tempat"]) == (Event.FILED, "Lemari 3, map 12")
