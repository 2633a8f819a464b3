from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from jdih.model.entry import Entry
from jdih.publication.former import former_versions
from jdih.website.visible_text import sidik_teks
from tests.publishing import ITEM_ID, Office

BASE = "https://jdih.example/"
FIRST, SECOND = "Ketik nomor peraturan.", "Ketik nomor dan tahun peraturan."


def corrected(office: Office) -> Entry:
    """Correct the item, and return the entry of its first version."""
    first = office.entry()
    office.bring(SECOND)
    office.publish()
    return first


def test_a_text_that_was_corrected_is_known_by_its_old_number(office: Office) -> None:
    assert former_versions(office.repository, office.register, BASE) == ()
    first = corrected(office)
    (known,) = former_versions(office.repository, office.register, BASE)
    assert (known.id, known.sidik) == (ITEM_ID, first.digest)
    found = json.loads(office.page("verifikasi/sidik/semua.json"))
    assert [first.label, "isi"] in found[sidik_teks(FIRST)]
    assert [office.entry().label, "isi"] in found[sidik_teks(SECOND)]
    caption = [hit for hit in found[known.texts["takarir/instagram"]] if "takarir" in hit[1]]
    assert caption == [[entry.label, "takarir/instagram"] for entry in (first, office.entry())]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: replace(entry, files=tuple((path, "0" * 64) for path, _ in entry.files)),
        lambda entry: replace(entry, commit="0" * 40),
        lambda entry: replace(entry, address="konten/2026/pindah/"),
    ],
    ids=["other bytes", "a commit that is gone", "a place where it never lay"],
)
def test_what_git_does_not_hold_as_it_was_recorded_is_left_out(
    office: Office, change: Callable[[Entry], Entry]
) -> None:
    first = corrected(office)
    register = office.register
    own = tuple(
        change(entry) if entry.number == first.number else entry
        for entry in register.by_id[ITEM_ID]
    )
    assert former_versions(office.repository, replace(register, by_id={ITEM_ID: own}), BASE) == ()
