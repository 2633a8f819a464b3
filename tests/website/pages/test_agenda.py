from __future__ import annotations

import re

from jdih.model.entry import Event
from tests.website.making import page
from tests.website.sites import entry, item, site

ENTRIES = (
    entry(1, year=2025, id="2025-aaaaa", address="konten/2025/lama/"),
    entry(1, event=Event.IMPORTED, approval=None),
    entry(2, event=Event.LINKED, platform="instagram"),
)


def test_the_last_year_stands_first_with_links_to_the_others() -> None:
    html = page(site(item(), entries=ENTRIES, register="e5" * 32), "buku-agenda/").body
    assert re.findall(r'<tr id="(agenda-[\d-]+)">', html) == ["agenda-2026-2", "agenda-2026-1"]
    assert 'href="../buku-agenda/2025/"' in html
    assert "e5" * 32 in html


def test_an_entry_says_what_happened_and_who_approved() -> None:
    html = page(site(item(), entries=ENTRIES), "buku-agenda/2026/").body
    assert "<td>Impor</td>" in html
    assert "<td>Tautan Instagram</td>" in html
    assert "<td>Plh. Kepala Biro</td>" in html
    assert "<td>–</td>" in html


def test_an_entry_leads_to_its_page_only_where_there_is_one() -> None:
    own = site(item(), entries=ENTRIES)
    assert 'href="../../konten/2026/hak-atas-informasi/"' in page(own, "buku-agenda/2026/").body
    assert "konten/2025/lama" not in page(own, "buku-agenda/2025/").body


def test_an_empty_register_says_so() -> None:
    assert "Belum ada catatan." in page(site(), "buku-agenda/").body
