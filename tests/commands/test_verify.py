"""``jdih verify``: what the gate says of every document."""

from __future__ import annotations

import pytest

from jdih.reading.unit import UNIT_PATH
from jdih.workflow.digest import sidik
from tests.publishing import ITEM, ITEM_ID, OLD, OLD_ID, Office, item


def test_approved_and_imported_content_is_told_with_its_evidence(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, verdicts = office.json(capsys, "verify")

    by_id = {entry["id"]: entry for entry in verdicts}
    assert code == 0
    assert [entry["path"] for entry in verdicts] == sorted(entry["path"] for entry in verdicts)
    approved, imported = by_id[ITEM_ID], by_id[OLD_ID]
    assert list(approved) == [
        "id", "path", "sidik", "keadaan", "commit", "alasan", "versi_tayang", "persetujuan",
        "sementara",
    ]  # fmt: skip
    assert (approved["keadaan"], approved["path"]) == ("disetujui", ITEM)
    assert approved["sidik"] == sidik(office.entry().files)
    assert approved["commit"] == approved["persetujuan"]["commit"] == office.git.tip()
    assert approved["persetujuan"]["jabatan"] == "kepala"
    assert approved["persetujuan"]["bukti"] == "tanda-tangan"
    assert (imported["keadaan"], imported["persetujuan"]) == ("impor", None)
    assert imported["commit"] == office.start


def test_text_names_office_time_and_counts(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("verify") == 0

    out = capsys.readouterr().out
    assert "Kepala Unit, 2026-09-21T2" in out
    assert "(tanda-tangan)" in out
    assert out.endswith("7 dokumen: 1 disetujui, 6 impor, 0 ditahan.\n")


def test_what_is_held_says_why_and_what_stands(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    good = office.git.tip()
    office.bring("Tanpa izin.", sign=False)

    code, verdicts = office.json(capsys, "verify")
    text = office.run("verify"), capsys.readouterr().out

    (held,) = [entry for entry in verdicts if entry["keadaan"] == "ditahan"]
    assert (code, held["id"], held["versi_tayang"]) == (1, ITEM_ID, good)
    assert held["alasan"].startswith("Tanpa tanda tangan")
    assert held["persetujuan"] is None
    assert text[0] == 1
    assert f"    → {held['alasan']}\n" in text[1]


def test_an_older_version_can_be_asked_for(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    good = office.git.tip()
    office.push({OLD: item()[ITEM]})

    assert office.json(capsys, "verify", "--rev", good)[0] == 0
    assert office.run("verify", "--rev", "v9") == 2
    assert "“v9” tidak ada" in capsys.readouterr().err


def test_settings_pushed_past_the_gate_are_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.push({UNIT_PATH: (office.root / UNIT_PATH).read_text("utf-8") + "# diubah\n"})

    code, verdicts = office.json(capsys, "verify")

    assert code == 1
    assert [entry["path"] for entry in verdicts if entry["keadaan"] == "ditahan"] == [UNIT_PATH]


def test_a_shallow_clone_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    clone = office.root.parent / "dangkal"
    office.git.git("clone", "--quiet", "--depth=1", f"file://{office.root}", str(clone))
    office.git.root = clone

    for words in (["verify"], ["publish"], ["status"]):
        assert office.run(*words) == 2
        error = capsys.readouterr().err
        assert "klon dangkal" in error
        assert "git fetch --unshallow" in error
    assert office.run("doctor") == 1
    assert "git fetch --unshallow" in capsys.readouterr().out
