from __future__ import annotations

from dataclasses import replace

from jdih.model.unit import Office
from tests.website.making import page
from tests.website.sites import UNIT, site, sop


def test_offices_are_named_with_their_parts_and_without_their_holders() -> None:
    offices = (
        Office("kepala", "Kepala Biro", ("kpu-2-2021/kepala-biro", "lain/x"), ()),
        Office("arsip", "Arsiparis", (), ()),
    )
    html = page(site(sop(), unit=replace(UNIT, offices=offices)), "struktur/").body
    assert (
        'KEPALA BIRO PERUNDANG-UNDANGAN, <a href="../sop/kpu-2-2021/">SOP 2 Tahun 2021</a>' in html
    )
    assert '<th scope="row">Arsiparis</th><td>–</td>' in html
