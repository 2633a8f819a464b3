from __future__ import annotations

from jdih.reading import header
from jdih.website.raw_copy import raw_copy
from tests.website.sites import PUBLIC, item


def test_it_holds_the_body_and_the_public_fields_and_nothing_else() -> None:
    text = raw_copy(item(), PUBLIC).decode()
    assert "rahasia" not in text
    assert "disposisi" not in text
    assert "penyusun" not in text
    assert text.endswith(item().body)


def test_it_reads_back_as_the_texts_it_was_made_from() -> None:
    own = item()
    again = header.split("naskah.md", raw_copy(own, PUBLIC).decode())
    assert again.header is not None
    assert not again.findings
    assert {key.text for key, _ in again.header.entries} == PUBLIC
    assert again.header.texts("bahan") == own.header.texts("bahan")
    media = again.header.mapping("media").mapping("01-sampul.png")
    assert media.text("alt") == "Sampul biru"
    assert again.body == own.body


def test_quotes_and_colons_survive() -> None:
    text = "---\ntipe: konten\njudul: 'A \"b\": c # d'\n---\nisi\n"
    again = header.split("naskah.md", raw_copy(item(text, {}), {"judul"}).decode())
    assert again.header is not None
    assert again.header.text("judul") == 'A "b": c # d'
