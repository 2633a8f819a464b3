"""Links for editors fill in the forms that there are, by the fields that they have."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from jdih.model.node import Mapping
from jdih.website import invitation
from tests.trees import ROOT
from tests.website.making import page
from tests.website.sites import ACT_TEXT, act, document, site
from tests.website.test_calendar_feed import plan

FORMS = "https://github.com/unit/jdih/issues/new"
HOSTILE = '&template=lain.yml#"><script>alert(1)</script> ${{ x }} 100%'


def asked(link: str) -> dict[str, str]:
    """Return the parameters of a link to a form, each there once."""
    assert link.startswith(f"{FORMS}?")
    told = parse_qsl(urlsplit(link).query, strict_parsing=True)
    assert len(dict(told)) == len(told)
    return dict(told)


def fields(template: str) -> set[str]:
    """Return what an address may fill in of a form."""
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / template).read_text(encoding="utf-8")
    return {part["id"] for part in yaml.safe_load(text)["body"] if "id" in part}


@pytest.mark.parametrize(
    ("repository", "forms"),
    [
        ("https://github.com/unit/jdih", FORMS),
        ("https://github.com/unit/jdih/", FORMS),
        ("https://github.kantor.example/a/b", "https://github.kantor.example/a/b/issues/new"),
        ("https://gitlab.com/unit/jdih", ""),
        ("http://github.com/unit/jdih", ""),
        ("javascript:alert(1)//github.com", ""),
        ("", ""),
    ],
)
def test_forms_are_where_the_repository_is_on_github(repository: str, forms: str) -> None:
    assert invitation.forms_of(repository) == forms


def line() -> Mapping:
    return plan().header.mappings("baris")[0]


def test_a_line_fills_in_its_form() -> None:
    told = asked(invitation.from_line(FORMS, plan(), line()))
    assert told.pop("template") == invitation.FROM_PLAN
    assert told.pop("title") == "Konten: Baris kedua"
    assert told == {"judul": "Baris kedua", "sop": "mk-170-2022", "rencana": "2026-11/c4m9"}
    assert set(told) <= fields(invitation.FROM_PLAN)


def test_an_act_fills_in_its_form() -> None:
    told = asked(invitation.from_act(FORMS, act(), "UU 14 Tahun 2008", "https://jdih.example/x/"))
    assert told.pop("template") == invitation.DISPOSITION
    assert told.pop("title") == "Konten: Mengenal UU 14 Tahun 2008"
    assert "https://jdih.example/x/" in told["isi"]
    assert set(told) <= fields(invitation.DISPOSITION)


def test_words_of_a_document_stay_words() -> None:
    told = asked(invitation.from_act(FORMS, act(), HOSTILE, "https://jdih.example/x/"))
    assert told["judul"] == f"Mengenal {HOSTILE}"
    assert told["template"] == invitation.DISPOSITION


def test_nobody_is_led_anywhere_without_a_repository() -> None:
    assert invitation.from_line("", plan(), line()) == ""
    here = site(act())
    at = "dokumen/peraturan/uu-14-2008/"
    assert "buat konten" not in page(here, at).body
    html = page(here, at, forms=FORMS).body
    assert html.count(f'href="{FORMS}?template=01-disposisi.yml&amp;') == 1
    assert 'rel="nofollow noopener">buat konten tentang peraturan ini</a>' in html


def test_other_documents_have_no_form() -> None:
    text = ACT_TEXT.replace("tipe: peraturan", "tipe: putusan")
    ruling = document("content/dokumen/putusan/putusan-1/index.md", text)
    html = page(site(ruling), "dokumen/putusan/putusan-1/", forms=FORMS).body
    assert "buat konten" not in html
