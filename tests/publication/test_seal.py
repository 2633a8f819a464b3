"""A signed sheet that comes back: which it is, whether it holds, and in which words it is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from jdih.errors import JdihError
from jdih.forge.witness import Nobody
from jdih.model.unit import Unit
from jdih.publication.seal import ROOTS, Seal, check_seal
from jdih.publication.sheet import Sheets
from jdih.publication.state import read_settings, unit_of
from jdih.register.chain import join
from tests.paper.sealing import Holder, holder, sign, turn
from tests.publishing import ITEM_ID, Office

pytestmark = pytest.mark.usefixtures("own_loop")

AUTHORITY = holder("Akar Uji")
HEAD = holder("Kepala", AUTHORITY)


def trust(office: Office, *authorities: Holder) -> None:
    """Let the head approve the root certificates that the office trusts."""
    office.approve({f"{ROOTS}/{at}.pem": one.pem.decode() for at, one in enumerate(authorities)})


def sheet(office: Office, month: str = "") -> bytes:
    made = Sheets(office.repository, office.register, Nobody())
    return made.month(month) if month else made.item(office.entry())


def check(office: Office, pdf: bytes) -> Seal:
    tree = read_settings(office.repository, "HEAD", Nobody())
    unit: Unit = unit_of(tree)
    return check_seal(pdf, tree, office.register, datetime.now(unit.zone))


def test_a_genuine_sheet_holds_and_names_its_entry(office: Office) -> None:
    trust(office, AUTHORITY)
    seal = check(office, sign(sheet(office), HEAD))
    words = "\n".join(seal.words())

    assert seal.holds
    assert seal.entry == office.entry()
    assert seal.organisation == "Instansi Uji"
    assert f"Lembar    : {ITEM_ID}, nomor {office.entry().label}" in words
    assert "Isi     : utuh" in words
    assert "Oleh    : Kepala, Instansi Uji" in words
    assert "WIB (menurut penanda tangan)" in words
    assert "pencabutan tidak diperiksa" in words


def test_the_sheet_of_a_month_is_known_by_the_head_of_the_chain(office: Office) -> None:
    seal = check(office, sign(sheet(office, "2026-11"), HEAD))
    assert seal.entry == office.register.entries[-1]


def test_without_a_root_it_does_not_hold_and_says_what_to_do(office: Office) -> None:
    seal = check(office, sign(sheet(office), HEAD))
    assert not seal.holds
    assert f"belum menaruh sertifikat akar di {ROOTS}/" in "\n".join(seal.words())


def test_each_fault_is_told_in_its_own_words(office: Office) -> None:
    trust(office, AUTHORITY)
    signed = sign(sheet(office), HEAD)
    at = signed.index(b"stream") + 20
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    faults = {
        "BERUBAH sesudah ditandatangani": changed,
        "DITAMBAHI sesudah ditandatangani": turn(signed),
        "Percaya : TIDAK": sign(sheet(office), holder("Kepala", holder("Akar Lain"))),
        "Tanda tangan: tidak ada": sheet(office),
    }
    for words, pdf in faults.items():
        seal = check(office, pdf)
        assert not seal.holds
        assert words in "\n".join(seal.words())


def test_a_sheet_of_another_book_is_not_matched(office: Office) -> None:
    pdf = sign(sheet(office), HEAD)
    tree = read_settings(office.repository, "HEAD", Nobody())
    empty = check_seal(pdf, tree, join(None, ()), datetime.now(unit_of(tree).zone))
    assert empty.entry is None
    assert any("tidak dapat dicocokkan" in line for line in empty.words())


def test_a_root_that_was_not_approved_counts_for_nothing(office: Office) -> None:
    office.push({f"{ROOTS}/akar.pem": AUTHORITY.pem.decode()})
    assert not check(office, sign(sheet(office), HEAD)).holds


def test_a_root_that_is_none_is_named(office: Office) -> None:
    office.approve({f"{ROOTS}/akar.pem": "halo\n"})
    with pytest.raises(JdihError, match=r"site_config/sertifikat/akar\.pem bukan sertifikat"):
        check(office, sign(sheet(office), HEAD))


def test_what_is_no_pdf_is_told(office: Office) -> None:
    with pytest.raises(JdihError, match="bukan PDF"):
        check(office, b"halo")
