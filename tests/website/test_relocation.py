"""Pages that move into another document: nothing lost but what acts, every address led anew."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website import address
from jdih.website.press import Press
from jdih.website.relocation import Relocation
from tests.website.showcase import showcase
from tests.website.sites import act, item, site
from tests.website.test_press import FRAME

AT = "konten/2026/hak-atas-informasi/"
LEFT_OUT = {"button", "form", "input", "label", "noscript", "option", "select"}
NOT_NEEDED = {"download", "data-jdih"}


class Facts(HTMLParser):
    """Counts elements and attributes, those within what is left out apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, str]] = Counter()
        self._within = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEFT_OUT and tag != "input":
            self._within += 1
        elif not self._within and tag not in LEFT_OUT:
            self.found.update((tag, name) for name, _ in [("", ""), *attrs])

    def handle_endtag(self, tag: str) -> None:
        if tag in LEFT_OUT:
            self._within -= 1


def moving(room: int = 10**9, *, beside: frozenset[str] = frozenset()) -> Relocation:
    return Relocation(Press(site(item(), act()), FRAME), {AT: "n1", "sop/": "n2"}, beside, room)


def test_no_page_of_the_site_loses_what_a_reader_sees(tmp_path: Path) -> None:
    source = showcase(tmp_path)
    press = Press(source, FRAME)
    ats = {address.of_document(document) for document in source.documents}
    places = {at: f"n{number}" for number, at in enumerate(sorted(ats))}
    relocation = Relocation(press, places, frozenset(), 10**9)
    for at in ats:
        html = press.column(press.page(at))
        before, after = Facts(html).found, Facts(relocation.move(at, html)).found
        lost = {fact for fact in before - after if fact[1] not in NOT_NEEDED}
        assert lost == set(), at


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("#rujukan", 'href="#n1-rujukan"'),
        ("../../../sop/", 'href="#n2"'),
        ("../../../sop/#bagian-a", 'href="#n2-bagian-a"'),
        ("https://jdih.example/sop/", 'href="#n2"'),
        ("../../../kontak/?a=1&amp;b#c", 'href="https://jdih.example/kontak/?a=1&amp;b#c"'),
        ("https://luar.example/", 'href="https://luar.example/"'),
        ("mailto:a@b.example", 'href="mailto:a@b.example"'),
        ("../../../pratinjau/lain/", ""),
        ("naskah.md", ""),
        ("http://[rusak", ""),
        ("javascript:pwned=1", ""),
        ("data:text/html,x", ""),
    ],
)
def test_a_link_is_led_anew(written: str, moved: str) -> None:
    html = moving(beside=frozenset({f"{AT}naskah.md"})).move(AT, f'<a href="{written}">x</a>')
    assert html == (f"<a {moved}>x</a>" if moved else "<a>x</a>")


def test_ids_and_what_names_them_move_together() -> None:
    html = moving().move(AT, '<section aria-labelledby="a b"><h2 id="a">x</h2></section>')
    assert html == '<section aria-labelledby="n1-a n1-b"><h2 id="n1-a">x</h2></section>'


def test_what_acts_is_left_out() -> None:
    evil = '<p onclick="x" style="y">a<script>b</script><button>c</button><iframe src="x"></iframe>'
    assert moving().move(AT, evil) == "<p>a</p>"


@pytest.mark.parametrize("source", ["tidak-ada.png", "https://luar.example/x.png"])
def test_a_picture_that_the_site_has_not_is_never_asked_for(source: str) -> None:
    relocation = moving()
    html = relocation.move(AT, f'<img src="{source}" alt="a">')
    assert html.startswith('<img src="data:image/svg+xml,')
    assert len(relocation.missing[AT]) == 1


def test_a_picture_takes_room_each_time() -> None:
    size = len(site(item()).read(""))
    relocation = moving(size * 2 - 1)
    html = relocation.move(AT, '<img src="01-sampul.png">' * 2)
    assert html.count("data:image/png;base64,") == 1
    assert relocation.missing == {AT: ["01-sampul.png"]}


def test_a_picture_that_went_meanwhile_stops_nothing() -> None:
    def gone(path: str) -> bytes:
        raise JdihError(path, "")

    press = Press(site(item(), act(), read=gone), FRAME)
    relocation = Relocation(press, {AT: "n1"}, frozenset(), 99)
    assert "data:image/svg+xml," in relocation.move(AT, '<img src="01-sampul.png">')
