"""What machines read, of the showcase and of small sites."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jdih.reading import jdihn
from jdih.reading.jdihn_check import check
from jdih.reading.schema import faults
from jdih.register.tip import Tip, tips_in
from jdih.website.catalogue import catalogue
from jdih.website.feeds import json_feed, news, robots, rss, sitemap
from jdih.website.jdihn import feed
from jdih.website.site import Manifest
from jdih.website.visible_text import sidik_teks
from tests.trees import ROOT
from tests.website.making import desk
from tests.website.showcase import BASE
from tests.website.sites import entry, item, site
from tests.website.test_agenda import url

ACTS = [
    "uu-11-2008",
    "uu-19-2016",
    "uu-1-2024",
    "uu-27-2022",
    "uu-24-2003",
    "pkpu-12-2023",
    "pkpu-20-2023",
    "pkpu-20-2020",
]
ITEM_URL = "https://jdih.example/konten/2026/hak-atas-informasi/"


def read(peraga: tuple[Path, Manifest], name: str) -> bytes:
    return (peraga[0] / BASE / name).read_bytes()


def test_dates_of_the_feeds_come_from_the_register() -> None:
    own = site(item(), entries=(entry(7), entry(9, time="2026-11-22T09:00:00+07:00")))
    found = news(catalogue(own))
    told_feed = json.loads(json_feed("JDIH", "Uji", found, url))
    (told,) = told_feed["items"]
    assert told["url"] == ITEM_URL
    assert told["date_published"] == "2026-11-20T08:05:00+07:00"
    assert told["date_modified"] == "2026-11-22T09:00:00+07:00"
    channel = ET.fromstring(rss("JDIH", "Uji", found, url)).find("channel")
    assert channel is not None
    assert parsedate_to_datetime(str(channel.findtext("item/pubDate"))).isoformat() == (
        "2026-11-20T08:05:00+07:00"
    )
    assert channel.findtext("item/link") == ITEM_URL


def test_without_an_entry_no_date_is_told() -> None:
    found = news(catalogue(site(item())))
    (told,) = json.loads(json_feed("JDIH", "Uji", found, url))["items"]
    assert "date_published" not in told
    assert b"pubDate" not in rss("JDIH", "Uji", found, url)


def test_whoever_keeps_a_feed_is_a_witness_of_the_register() -> None:
    found, tip = news(catalogue(site(item()))), Tip(36, "9f2c" * 16)
    channel = ET.fromstring(rss("JDIH", "Uji", found, url, tip.line())).find("channel")
    assert channel is not None
    assert str(channel.findtext("generator")).endswith("Buku Agenda 36 · 9f2c9f2c9f2c9f2c")
    assert tips_in(json_feed("JDIH", "Uji", found, url, tip.line()).decode())[0].count == 36
    assert b"Buku Agenda" not in rss("JDIH", "Uji", found, url)


def test_texts_cannot_break_out_of_a_feed() -> None:
    own = item("---\ntipe: konten\nid: 2026-7f3kq\njudul: '</title><x>&'\n---\n")
    channel = ET.fromstring(rss("JDIH", "Uji", news(catalogue(site(own))), url))
    assert channel.findtext("channel/item/title") == "</title><x>&"


def test_the_sitemap_has_real_dates_only() -> None:
    root = ET.fromstring(sitemap([("", ""), ("a/", "2026-11-20")], url))
    assert [len(page) for page in root] == [1, 2]
    assert root[1][1].text == "2026-11-20"


def test_robots_point_to_the_sitemap() -> None:
    assert robots(url).decode().splitlines()[-1] == "Sitemap: https://jdih.example/sitemap.xml"


def test_the_jdihn_feed_holds_complete_acts_strictly_and_the_rest_tolerantly(
    peraga: tuple[Path, Manifest],
) -> None:
    records = json.loads(read(peraga, jdihn.FEED))
    acts = [r for r in records if r["singkatanJenis"] in {"UU", "PKPU"}]
    assert len(acts) >= 8
    assert {act["idData"] for act in acts} >= {"uu-24-2003", "pkpu-20-2020", "uu-99-2011"}
    for act in acts:
        assert list(faults(jdihn.schema(), act)) == []
    assert [f.as_text() for f in check(records) if not f.tolerated] == []
    by_id = {record["idData"]: record for record in records}
    assert by_id["pkpu-20-2020"]["status"] == "Tidak Berlaku"
    assert by_id["uu-99-2011"]["fileDownload"] == "naskah.pdf"
    assert by_id["uu-99-2011"]["abstrak"] == "abstrak.pdf"
    assert by_id["buku-saku"]["noPeraturan"] is None
    assert "pkpu-8-2024" not in by_id, "its dates are unknown"
    assert "uji-1-2001" not in by_id, "nobody checked its status"
    for record in records:
        page = record["urlDetailPeraturan"].removeprefix(f"https://jdih.example/{BASE}")
        assert f"{page}index.html" in peraga[1].files


@pytest.mark.parametrize("id", ACTS)
def test_eight_real_acts_are_in_the_feed(peraga: tuple[Path, Manifest], id: str) -> None:
    assert id in {record["idData"] for record in json.loads(read(peraga, jdihn.FEED))}


def test_a_site_without_documents_has_no_feed() -> None:
    assert feed(desk(site(item()))) is None


def test_withdrawn_items_are_in_no_feed(peraga: tuple[Path, Manifest]) -> None:
    for name in ("feed/rss.xml", "feed/konten.json", "sitemap.xml"):
        assert b"ditarik" not in read(peraga, name)


def test_a_caption_that_was_passed_on_is_recognised(peraga: tuple[Path, Manifest]) -> None:
    told = json.loads(read(peraga, "feed/sidik.json"))["konten"]
    known = {
        digest: (item["alamat"], part) for item in told for part, digest in item["teks"].items()
    }
    caption = ROOT / "content/konten/2026/enam-asas-pemilu/takarir/instagram.md"
    passed_on = "  " + caption.read_text(encoding="utf-8").upper().replace("\n", "  ") + "…"
    assert known[sidik_teks(passed_on)] == ("konten/2026/enam-asas-pemilu/", "takarir/instagram")
    assert sidik_teks(passed_on.replace("PEMILU", "PILKADA")) not in known
