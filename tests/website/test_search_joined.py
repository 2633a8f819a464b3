"""An index in parts answers as one index does: the same pages for every query, in a browser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from jdih.publication import live
from jdih.website import pagefind, parts, search
from jdih.website.page import Facets, Page
from tests.browser import browser
from tests.torture.ledger import rounds, seed
from tests.trees import ROOT
from tests.website import showcase
from tests.website.test_searching import visiting

__all__ = ["browser"]

ASK = """
async ([base, queries]) => {
  const engine = await import(`${base}pagefind/pagefind.js`);
  const metaWeights = { title: 2, pokok: 5, jenis: 0, status: 0, saring: 0 };
  await engine.options({ ranking: { metaWeights } });
  await engine.init();
  const found = [];
  for (const query of queries) {
    const { results } = await engine.search(query);
    const telling = results.filter(({ score }) => score > 0);
    found.push(telling.map(({ id }) => id.split("/").pop()).sort());
  }
  const { results } = await engine.search(queries[0]);
  const { url, meta, content } = await results[0].data();
  return { found, first: { url: new URL(url, base).pathname, title: meta.title, content } };
}
"""
"""Asks an engine, and opens the first page that the first query finds."""

KNOWN = (
    "memilih", "pemilihan", "pemilu", "pilihan", "pilkada", "pemilih", "atur", "mengatur", "aturan",
    "peraturan", "pengaturan", "hukum", "menghukum", "hukuman", "terbuka", "keterbukaan", "buka",
    "pembukaan", "umum", "umumnya", "mengumumkan", "pengumuman", "empu", "perempuan", "informasi",
    "info", "lambang", "lam", "laman", "halaman", "mah", "mahkamah", "kamah", "2017", "201", "20",
    "2018", "55", "552", "do", "perdok", "dokumen", "doku", "satu", "satuan", "kesatuan", "putus",
    "putusan", "memutuskan", "sengketa", "seng",
)  # fmt: skip
"""Words whose stems are beginnings of each other, of the same stem, or alike by chance."""
EVERYWHERE = "sekretariat"
KINDS = ("peraturan", "putusan", "konten")
STATES = ("Berlaku", "Tidak Berlaku", "")
YEARS = ("", "2001", "2002", "2003", "2004")


def corpus(chance: random.Random) -> list[Page]:
    """Return pages whose words are rare in some years and unknown in others."""
    own = {year: chance.sample(KNOWN, chance.randrange(4, len(KNOWN) // 2)) for year in YEARS}
    pages = []
    for number in range(chance.randrange(20, 60)):
        year = chance.choice(YEARS)
        words = chance.sample(own[year], chance.randrange(1, min(9, len(own[year]))))
        title = " ".join(chance.sample(words, chance.randrange(1, len(words) + 1)))
        body = " ".join(word for word in words if chance.random() < 0.9)
        facets = Facets(chance.choice(KINDS), year, chance.choice(STATES))
        body = f"<h1>{title}</h1><p>{EVERYWHERE} {body}</p>"
        pages.append(
            Page(f"halaman/{number}/", f"Nomor {number} tentang {title}", body, facets=facets)
        )
    return pages


def queries(chance: random.Random) -> list[str]:
    """Return queries of every kind; the first finds every page."""

    def word() -> str:
        known = chance.choice(KNOWN)
        cut = known[: chance.randrange(1, len(known) + 1)]
        junk = "".join(chance.choice("axqn5") for _ in range(chance.randrange(1, 4)))
        return chance.choice(
            [known, known, known, cut, cut + junk, known + junk, junk, f"{known}-"]
        )

    def facets() -> list[str]:
        chosen = [
            chance.choice((*KINDS, "")),
            chance.choice((*YEARS, "1999")),
            chance.choice(STATES),
        ]
        return chance.sample(found := list(search.facet_words(*chosen)), min(len(found), 2))

    made = [EVERYWHERE, *KNOWN, "-", "- pemilihan", '"pemilihan umum"', '"hukum"', "zz 9", "é"]
    for _ in range(400):
        words = [word() for _ in range(chance.choice([1, 1, 2, 2, 2, 3, 4]))]
        made.append(" ".join([*words, *(facets() if chance.random() < 0.4 else ())]))
    return made


def lay(pages: list[Page], folder: Path) -> None:
    """Write the index of these pages, and what asks it."""
    index = search.Index()
    for page in pages:
        entered = search.entry(page, "Halaman")
        assert entered is not None
        index.add(entered[0])
    found = {path: data for part in index.parts for path, data in part.files().items()}
    for asset in (ROOT / "site_config/theme/assets").glob("cari*.js"):
        found[f"assets/{asset.name}"] = asset.read_bytes()
    for path, data in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "index.html").write_text('<!doctype html><html lang="id"><title>x</title>')


def asked(browser: Browser, base: str, many: list[str]) -> dict[str, Any]:
    page = browser.new_page()
    told: list[str] = []
    try:
        page.on("console", lambda message: told.append(message.text))
        page.goto(base)
        answer: dict[str, Any] = page.evaluate(ASK, [base, many])
    finally:
        page.close()
    assert told == []
    return answer


@pytest.mark.parametrize("turn", range(rounds(3, 60)))
def test_parts_find_what_one_index_finds(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """As long as each index is loaded whole: Pagefind answers from the chunks that it has."""
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "10000000")
    monkeypatch.setattr(pagefind, "CHUNK", 10_000_000)
    own = seed() + turn
    chance = random.Random(own)
    pages, many = corpus(chance), queries(chance)
    lay(pages, tmp_path / "satu")
    monkeypatch.setattr(parts, "MOST", 3_000)
    monkeypatch.setattr(parts, "SMALL", 2_000)
    lay(pages, tmp_path / "banyak")
    assert len(list((tmp_path / "banyak/pagefind").glob("*/index"))) > 1
    with live.served(tmp_path) as address:
        whole, joined = (asked(browser, f"{address}{name}/", many) for name in ("satu", "banyak"))
    assert len(whole["found"][0]) == len(pages)
    differing = {
        query: (len(one), len(other))
        for query, one, other in zip(many, whole["found"], joined["found"], strict=True)
        if one != other
    }
    assert not differing, f"TORTURE_SEED={own}"
    assert joined["first"]["url"].startswith("/banyak/halaman/")
    assert EVERYWHERE in joined["first"]["content"]


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The showcase with an index in parts: its folder, and where it is served."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", 60_000)
        patch.setattr(parts, "SMALL", 20_000)
        folder, _ = showcase.built(tmp_path_factory.mktemp("bagian"))
    with live.served(folder) as address:
        yield folder, address + showcase.BASE


def titles(browser: Browser, url: str) -> list[str]:
    with visiting(browser, url) as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.reload(wait_until="networkidle")
        expect(page.locator("[data-jdih=jumlah]")).not_to_have_text("Mencari …")
        page.wait_for_load_state("networkidle")
        assert told == []
        results = page.locator("[data-jdih=hasil] > li > a")
        more = page.get_by_role("button", name="Hasil berikutnya")
        while more.is_visible():
            shown = results.count()
            more.click()
            expect(results).not_to_have_count(shown)
        return results.all_inner_texts()


@pytest.mark.parametrize(
    "query",
    [
        "q=pemilihan",
        "q=pemilihan&jenis=peraturan&tahun=2020&status=Tidak+Berlaku",
        "q=keterbukaan+informasi",
        "q=uji&tahun=2001",
        "q=keterbukaan+qqwertyq",  # a word that is nowhere
        "q=asas+klarifikasi+pengujian",  # no page holds all
        "q=7+Tahun+2017",
        "q=pengadaan",
    ],
)
def test_a_reader_finds_the_same_in_parts(
    browser: Browser, peraga_url: str, in_parts: tuple[Path, str], query: str
) -> None:
    whole = titles(browser, f"{peraga_url}cari/?{query}")
    assert sorted(titles(browser, f"{in_parts[1]}cari/?{query}")) == sorted(whole)


def test_a_part_that_is_gone_is_said_and_found_when_it_is_there_again(
    browser: Browser, in_parts: tuple[Path, str]
) -> None:
    """As after a new year: a list of parts that the browser still had names one that is no more."""
    folder, url = in_parts
    old = folder / showcase.BASE / "pagefind/2026"
    page = browser.new_page()
    try:
        old.rename(old.with_name("lain"))
        page.goto(f"{url}cari/?q=pemilihan")
        expect(page.locator("[data-jdih=jumlah]")).to_contain_text("tidak dapat dimuat")
        old.with_name("lain").rename(old)
        page.get_by_role("button", name="Persempit").click()
        expect(page.locator("[data-jdih=jumlah]")).to_contain_text("hasil")
    finally:
        if not old.exists():
            old.with_name("lain").rename(old)
        page.close()


def test_a_browser_without_modules_in_workers_finds_the_same(
    browser: Browser, in_parts: tuple[Path, str]
) -> None:
    page = browser.new_page()
    try:
        page.add_init_script("window.Worker = class { terminate() { window.ended = true; } };")
        page.goto(f"{in_parts[1]}cari/?q=pemilihan", wait_until="networkidle")
        expect(page.locator("[data-jdih=hasil] > li").first).to_be_visible()
        assert page.evaluate("window.ended")
    finally:
        page.close()
