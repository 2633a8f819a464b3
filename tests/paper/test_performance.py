"""The evidence of an official's work on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jdih.model.period import Month
from jdih.model.unit import Holder
from jdih.paper.performance import FORM, Official, performance_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.workflow.deeds import Deed, Work, deeds
from tests.paper import sheets

NOVEMBER = Month(2026, 11)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return sheets.issuer(tmp_path_factory.mktemp("kantor"))


def official(office: Issuer, code: str, acting: str = "") -> Official:
    found = office.unit.office(code)
    assert found is not None
    basis = "SP-12/2026 tanggal 20 November 2026" if acting else ""
    return Official(found, Holder(code, 7, (), date(2026, 1, 1), None, acting, basis))


def printed(office: Issuer, who: Official, done: tuple[Deed, ...]) -> bytes:
    labels = (deed.entry.label for deed in done)
    about = dict.fromkeys(labels, ("Cara Mencari Peraturan", office.sops["uji-1"]))
    return typeset(FORM, performance_sheet(NOVEMBER, who, done, about, office), {}, sheets.MADE)


def test_it_reads_as_expected(office: Issuer) -> None:
    version = sheets.version()
    sops = {version.entry.label: office.sops["uji-1"]}
    done = deeds("pengelola", {version.entry.id: version.history}, sops,
                 lambda day: day in NOVEMBER, office.unit.zone)  # fmt: skip
    pdf = printed(office, official(office, "pengelola", "Plt."), done)

    words = sheets.text_of(pdf)
    assert words + "\n" == (sheets.EXPECTED / "skp.txt").read_text(encoding="utf-8")
    assert sheets.reader(pdf).pages[0].mediabox.width > 800


def test_a_busy_month_stays_on_its_paper(office: Issuer) -> None:
    entry = replace(sheets.entry(), details=(("tautan", f"https://x.com/{'a' * 200}"),))
    done = tuple(Deed(Work.POSTED, replace(entry, number=at), entry.time) for at in range(1, 90))
    pdf = printed(office, official(office, "kepala"), done)

    assert sheets.outside(pdf) == []
    assert "89/2026" in sheets.text_of(pdf)
    assert "Mengunggah di platform : 89" in sheets.text_of(pdf)
