from __future__ import annotations

import json

from jdih.website.page import Link
from jdih.website.structured import breadcrumbs, script
from tests.website.making import page
from tests.website.sites import act, entry, item, site
from tests.website.test_agenda import url

AT = "dokumen/peraturan/uu-14-2008/"


def test_an_act_is_legislation_and_unknown_facts_are_left_out() -> None:
    (data,) = page(site(act()), AT).data
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "UU 14/2008"
    assert data["legislationDate"] == "2008-04-30"
    assert "datePublished" not in data
    assert "legislationLegalForce" not in data, "nobody checked"


def test_an_item_names_publisher_dates_and_cover() -> None:
    own = site(item(), entries=(entry(7), entry(9, time="2026-11-22T09:00:00+07:00")))
    (data,) = page(own, "konten/2026/hak-atas-informasi/").data
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2026-11-20T08:05:00+07:00"
    assert data["dateModified"] == "2026-11-22T09:00:00+07:00"
    assert str(data["image"]).endswith("01-sampul.png")


def test_a_klarifikasi_that_judges_a_claim_is_a_claim_review() -> None:
    text = (
        "---\ntipe: konten\nid: 2026-7f3kq\njudul: Klarifikasi\nbentuk: klarifikasi\n"
        "klaim: Kop surat berarti asli.\npenilaian: sebagian-benar\n---\n"
    )
    (data,) = page(site(item(text)), "konten/2026/hak-atas-informasi/").data
    assert "ClaimReview" in list(data["@type"])  # type: ignore[call-overload]
    assert data["claimReviewed"] == "Kop surat berarti asli."
    rating = data["reviewRating"]
    assert isinstance(rating, dict)
    assert rating["alternateName"] == "Sebagian benar"


def test_the_way_to_a_page_ends_with_itself() -> None:
    data = breadcrumbs((Link("Beranda", ""),), Link("A", "a/"), url)
    assert [entry["item"] for entry in data["itemListElement"]] == [  # type: ignore[attr-defined]
        "https://jdih.example/",
        "https://jdih.example/a/",
    ]


def test_no_text_can_end_the_script() -> None:
    html = script([{"name": "</script><script>alert(1)</script>&<!--"}])
    assert html.count("<script") == html.count("</script") == 1
    body = html.partition(">")[2].partition("</script>")[0]
    assert json.loads(body)["name"] == "</script><script>alert(1)</script>&<!--"
