"""An item held to its SOP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import trees
from tests.gitrepo import write
from tests.offices import ACT, DRAFT, ITEM, SOP, UNIT, change, codes, findings

PAGE = f"{ITEM}/index.md"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


@pytest.mark.parametrize("path", [f"{ITEM}/takarir/instagram.md", f"{ITEM}/pemberitahuan.md"])
@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_blank_file_proves_nothing(office: Path, path: str, text: str) -> None:
    write(office, {path: text})
    assert codes(office) == ["JD701"]


def test_a_body_of_white_space_proves_nothing(office: Path) -> None:
    text = (office / PAGE).read_text(encoding="utf-8")
    write(office, {PAGE: text.partition("\n## ")[0] + "\n\n"})
    assert [finding.message for finding in findings(office)] == [
        "Kegiatan 2 menuntut naskah di bawah kepala berkas, yang belum ada."
    ]


def test_in_content_every_step_up_to_the_decision_is_told_at_once(office: Path) -> None:
    change(office, PAGE, "bahan:\n  - /content/dokumen/peraturan/uu-14-2008/index.md\n", "")
    (office / ITEM / "01-sampul.png").unlink()
    (office / ITEM / "takarir/instagram.md").unlink()
    told = [finding.message for finding in findings(office) if finding.code == "JD701"]
    assert len(told) == 3
    assert all(message.startswith("Kegiatan 2 menuntut ") for message in told)


def test_a_draft_is_asked_only_for_the_step_it_stands_at(office: Path) -> None:
    text = (office / DRAFT / "index.md").read_text(encoding="utf-8")
    head, _, rest = text.partition("disposisi:\n")
    write(office, {f"{DRAFT}/index.md": head + "bahan:" + rest.partition("bahan:")[2]})
    (office / DRAFT / "pemberitahuan.md").unlink()
    assert [(f.message, f.severity.value) for f in findings(office)] == [
        ("Kegiatan 1 menuntut disposisi, yang belum ada.", "peringatan")
    ]


def test_facts_outside_the_item_are_never_asked_of_it(office: Path) -> None:
    change(office, SOP, "isian: [disposisi]", "isian: [disposisi, terbit, persetujuan]")
    assert "JD701" not in codes(office)


@pytest.mark.parametrize("key", ["penyusun", "penyunting"])
def test_an_office_is_written_by_its_code(office: Path, key: str) -> None:
    change(office, PAGE, "penyusun: pengelola", f"{key}: kepala-biro")
    assert codes(office) == ["JD705"]


def test_offices_are_not_judged_while_the_settings_are_broken(office: Path) -> None:
    change(office, PAGE, "penyusun: pengelola", "penyusun: kepala-biro")
    change(office, UNIT, "zona: WIB", "zona: ABC")
    assert codes(office) == ["JD305"]


def test_an_item_under_a_broken_sop_is_not_blamed_for_it(office: Path) -> None:
    change(office, SOP, "tipe: sop", "tipe: sop\ntipe: sop")
    assert codes(office) == ["JD206"]


def test_an_id_is_unique_over_drafts_and_content_and_types(office: Path) -> None:
    shutil.copytree(office / DRAFT, office / "drafts/salinan")
    found = [finding for finding in findings(office) if finding.code == "JD704"]
    assert [finding.location.path for finding in found] == ["drafts/salinan/index.md"]


def test_a_plan_and_a_report_of_one_month_do_not_meet(office: Path) -> None:
    head = "---\ntipe: {}\njudul: Judul yang cukup panjang\n{}---\n\nIsi.\n"
    report = head.format("laporan", "periode: 2026-11\nangka:\n  keadaan:\n    entri: 1\n")
    page = head.format("halaman", "")
    write(office, {"content/laporan/2026-11.md": report, "content/2026-11/index.md": page})
    assert codes(office) == []


def test_the_notice_of_a_draft_only_warns(office: Path) -> None:
    write(office, {f"{DRAFT}/pemberitahuan.md": "Telah terbit.\n"})
    assert [(f.code, f.severity.value) for f in findings(office)] == [("JD706", "peringatan")]


@pytest.mark.parametrize("value", ["/content/tidak-ada.md", "' /content/tidak-ada.md '",
                                   "/content/dokumen/peraturan/uu-14-2008/"])  # fmt: skip
def test_a_source_in_the_site_is_there(office: Path, value: str) -> None:
    change(office, PAGE, "/content/dokumen/peraturan/uu-14-2008/index.md", value)
    assert codes(office) == ["JD405"]


def test_a_relation_names_an_act_not_any_document(office: Path) -> None:
    change(office, ACT, "tahun: 2008\n", "tahun: 2008\nhubungan:\n  mengubah: [rencana-2026-11]\n")
    assert codes(office) == ["JD721"]
