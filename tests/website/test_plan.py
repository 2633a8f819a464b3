from __future__ import annotations

import pytest

from jdih.errors import JdihError
from jdih.rules.addresses import COMPUTED
from jdih.website import address
from jdih.website.catalogue import catalogue
from jdih.website.desk import NOT_FOUND
from jdih.website.pages.home import HOME
from jdih.website.plan import plan
from tests.website.sites import act, document, entry, item, site, sop


def test_every_document_and_every_list_has_a_page() -> None:
    made = plan(catalogue(site(item(), act(), sop(), entries=(entry(),))))
    assert list(made.makers) == [
        "",
        "404.html",
        "buku-agenda/",
        "buku-agenda/2026/",
        "cari/",
        "dokumen/",
        "dokumen/peraturan/",
        "dokumen/peraturan/2008/",
        "dokumen/peraturan/uu-14-2008/",
        "konten/",
        "konten/2026/",
        "konten/2026/hak-atas-informasi/",
        "konten/infografis/",
        "sop/",
        "sop/kpu-2-2021/",
        "statistik/",
        "struktur/",
        "verifikasi/",
    ]
    assert made.wide == set(made.makers) - {
        "dokumen/peraturan/uu-14-2008/",
        "konten/2026/hak-atas-informasi/",
    }


def test_lists_without_documents_are_not_made() -> None:
    made = plan(catalogue(site())).makers
    own = ["buku-agenda/", "cari/", "statistik/", "struktur/", "verifikasi/"]
    assert list(made) == ["", "404.html", *own]


def test_two_documents_cannot_share_an_address() -> None:
    one = document("content/a.md", "---\ntipe: halaman\njudul: A\n---\n")
    two = document("content/a/index.md", "---\ntipe: halaman\njudul: A\n---\n")
    with pytest.raises(JdihError, match=r"content/a\.md dan content/a/index\.md"):
        plan(catalogue(site(one, two)))


def test_a_document_takes_the_place_of_a_computed_page() -> None:
    odd = act(
        "---\ntipe: peraturan\njudul: Aneh\ntahun: 2008\n---\n",
        "content/dokumen/peraturan/2008/index.md",
    )
    made = plan(catalogue(site(odd)))
    assert not made.intros
    assert "dokumen/peraturan/2008/" not in made.wide


def test_what_the_checker_keeps_for_computed_pages_are_their_addresses() -> None:
    own = site(item(), act(), sop(), entries=(entry(),))
    written = {address.of_document(document) for document in own.documents}
    computed = plan(catalogue(own)).makers.keys() - written - {HOME, NOT_FOUND}

    assert {"konten/", "konten/2026/", "dokumen/peraturan/", "buku-agenda/", "cari/"} <= computed
    assert [at for at in sorted(computed) if not COMPUTED.fullmatch(at)] == []
    assert [at for at in sorted(written) if COMPUTED.fullmatch(at)] == []
