"""The notice for the office's WhatsApp group."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from jdih.errors import JdihError
from jdih.model.document import Document, Kind
from jdih.model.entry import Entry, Event, Evidence
from jdih.model.node import Mapping
from jdih.publication.notice import Notice, leave, notice_of

BASE = "https://jdih.example/unit/"


def document(notice: str) -> Document:
    header = Mapping((("id",), ((2, 1, True),), (("2026-7f3kq", 2, 5, True),), 1, 1))
    path = "content/konten/2026/x/index.md"
    texts = (("content/konten/2026/x/pemberitahuan.md", notice),)
    return Document(path, Kind.ITEM, header, "", 1, (), texts=texts)


def entry(address: str = "konten/2026/x/") -> Entry:
    return Entry(
        year=2026, number=7, key="", event=Event.PUBLISHED, id="2026-7f3kq", title="X", files=(),
        digest="", address=address, platform="", time="", commit="", approval=None,
        evidence=Evidence.SIGNATURE, activities=(), details=(), previous="",
    )  # fmt: skip


def test_link_and_number_are_filled_in_wherever_they_stand() -> None:
    notice = notice_of(document("{tautan} {nomor} {tautan}\n"), entry(), BASE)

    assert notice.text == f"{BASE}konten/2026/x/ 7/2026 {BASE}konten/2026/x/"
    assert (notice.id, notice.label) == ("2026-7f3kq", "7/2026")


def test_the_tip_of_the_register_stands_at_the_end() -> None:
    notice = notice_of(document("{nomor}"), entry(), BASE, "Buku Agenda 7 · 9f2c9f2c9f2c9f2c")
    assert notice.text == "7/2026\n\nBuku Agenda 7 · 9f2c9f2c9f2c9f2c"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{nomor}", "7/2026\n\nInstagram: https://a.example/1\nX: https://b.example/2"),
        ("Di:\n{unggahan}\n{nomor}", ("Di:\nInstagram: https://a.example/1\nX: "
                                     "https://b.example/2\n7/2026")),
    ],
)  # fmt: skip
def test_the_posts_stand_where_the_notice_wants_them(text: str, found: str) -> None:
    posts = (("Instagram", "https://a.example/1"), ("X", "https://b.example/2"))
    assert notice_of(document(text), entry(), BASE, posts=posts).text == found


def test_without_a_post_nothing_stands_in_its_place() -> None:
    assert notice_of(document("{nomor}\n{unggahan}\n"), entry(), BASE).text == "7/2026"


def test_the_address_is_encoded_within_the_text() -> None:
    notice = notice_of(document("{tautan}"), entry("konten/2026/naïf baru/"), BASE)

    assert notice.text == f"{BASE}konten/2026/na%C3%AFf%20baru/"


def test_other_braces_stay_as_they_are() -> None:
    assert notice_of(document("{nama} {} {nomor"), entry(), BASE).text == "{nama} {} {nomor"


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("a b", "a%20b"),
        ("a\nb", "a%0Ab"),
        ("a&b", "a%26b"),
        ("a#b", "a%23b"),
        ("a+b", "a%2Bb"),
        ("50%", "50%25"),
        ("📢", "%F0%9F%93%A2"),
        ("é", "%C3%A9"),
        ("“x”", "%E2%80%9Cx%E2%80%9D"),
        ("https://a/b?c=d", "https%3A%2F%2Fa%2Fb%3Fc%3Dd"),
        ("*tebal* _miring_ ~coret~", "%2Atebal%2A%20_miring_%20~coret~"),
    ],
)
def test_the_link_is_percent_encoded(text: str, encoded: str) -> None:
    link = Notice("x", "1/2026", text).link

    assert link == f"https://wa.me/?text={encoded}"
    assert unquote(link.partition("=")[2]) == text


def test_no_notice_before_the_item_has_its_number() -> None:
    with pytest.raises(JdihError, match="belum tercatat dalam Buku Agenda") as caught:
        notice_of(document("x"), None, BASE)

    assert "jdih publish" in caught.value.remedy


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_item_without_a_notice_says_so(text: str) -> None:
    with pytest.raises(JdihError, match=r"tidak mempunyai pemberitahuan\.md"):
        notice_of(document(text), entry(), BASE)
    with pytest.raises(JdihError, match=r"tidak mempunyai pemberitahuan\.md"):
        notice_of(replace(document(text), texts=()), entry(), BASE)


def test_a_notice_is_left_as_one_file_for_each_item(tmp_path: Path) -> None:
    notice = Notice("2026-7f3kq", "7/2026", "Telah terbit")

    first = leave(tmp_path / "kabar", notice)
    second = leave(tmp_path / "kabar", notice)

    assert first == second == tmp_path / "kabar" / "2026-7f3kq.txt"
    assert first.read_text(encoding="utf-8") == (
        "Telah terbit\n\nBuka untuk mengirim: https://wa.me/?text=Telah%20terbit\n"
    )
