from __future__ import annotations

from jdih.model.document import Document, Kind
from jdih.model.entry import Event
from jdih.website.catalogue import catalogue, year_of
from tests.website.sites import act, document, entry, item, site, sop


def made(slug: str, id_: str, extra: str = "sop: a") -> Document:
    text = f"---\ntipe: konten\nid: {id_}\njudul: {slug}\n{extra}\n---\n"
    return document(f"content/konten/{id_[:4]}/{slug}/index.md", text)


def test_items_are_ordered_by_year_and_first_publication() -> None:
    documents = (made("a", "2026-aaaaa"), made("b", "2026-bbbbb"), made("c", "2025-ccccc"))
    entries = (
        entry(1, id="2026-aaaaa", time="2026-11-02T08:00:00+07:00"),
        entry(2, id="2026-bbbbb", time="2026-11-01T08:00:00+07:00"),
        entry(3, id="2026-bbbbb", event=Event.CORRECTED, time="2026-11-09T08:00:00+07:00"),
    )
    known = catalogue(site(*documents, entries=entries))
    assert [document.slug for document in known.of(Kind.ITEM)] == ["a", "b", "c"]
    assert [(year, len(own)) for year, own in known.years[Kind.ITEM].items()] == [
        ("2026", 2),
        ("2025", 1),
    ]


def test_the_last_publication_counts_and_a_link_is_none() -> None:
    entries = (
        entry(1),
        entry(2, event=Event.CORRECTED),
        entry(3, event=Event.LINKED),
    )
    known = catalogue(site(item(), entries=entries))
    published = known.published(item())
    assert published is not None
    assert published.number == 2


def test_neighbours_follow_the_list() -> None:
    own = [made(slug, f"2026-{slug * 5}") for slug in "cba"]
    known = catalogue(site(*own))
    order = [document.slug for document in known.of(Kind.ITEM)]
    before, after = known.neighbours[own[1].path]
    assert before is not None
    assert after is not None
    assert [before.slug, "b", after.slug] == order


def test_who_rests_on_whom() -> None:
    known = catalogue(site(item(), act(), sop(), made("d", "2026-ddddd", "rencana: 2026-11/b7k2")))
    assert [d.slug for d in known.explained_by[act().path]] == ["hak-atas-informasi"]
    assert [d.slug for d in known.made_under["kpu-2-2021"]] == ["hak-atas-informasi"]
    assert known.planned["2026-11/b7k2"].slug == "d"


def test_drafts_are_kept_apart() -> None:
    draft = document("drafts/x/index.md", "---\ntipe: konten\nid: 2026-xxxxx\njudul: X\n---\n")
    known = catalogue(site(draft))
    assert known.drafts == (draft,)
    assert known.of(Kind.ITEM) == ()


def test_a_year_that_is_none_is_left_out() -> None:
    odd = act("---\ntipe: peraturan\njudul: A\ntahun: ../../x\n---\n")
    assert year_of(odd) == ""
    assert catalogue(site(odd)).years[Kind.REGULATION] == {}


def test_an_office_is_named_or_shown_by_its_code() -> None:
    known = catalogue(site())
    assert known.office("pengelola") == "Pengelola JDIH"
    assert known.office("lain") == "lain"
