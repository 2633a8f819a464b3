"""The JDIHN feed: the field table, and feeds as they are met. A new case is a new folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.node import Mapping
from jdih.reading import header, jdihn
from jdih.reading.jdihn_check import check
from tests import trees

FEEDS = trees.EXAMPLES / "feed"
REFERENCE = trees.ROOT.parent / "shared" / "reference" / "jdihn-document-schema.json"


def told(data: bytes) -> str:
    """Return everything said of a feed."""
    try:
        return "".join(f"{f.as_text()}\n" for f in check(jdihn.parse("umpan.json", data)))
    except JdihError as error:
        return f"{error.message}\n"


@pytest.mark.parametrize("case", sorted(path.name for path in FEEDS.iterdir()))
def test_example(case: str) -> None:
    data = (FEEDS / case / "umpan.json").read_bytes()
    assert told(data) == (FEEDS / case / "expected.txt").read_text(encoding="utf-8")


def test_our_schema_is_the_one_that_bphn_gives_out() -> None:
    if not REFERENCE.is_file():
        pytest.skip("BPHN's schema does not lie at hand beside this repository")
    assert jdihn.schema() == json.loads(REFERENCE.read_text(encoding="utf-8"))


def test_the_fields_are_those_of_the_notes() -> None:
    assert len(jdihn.FIELDS) == 28
    assert sum(field.required for field in jdihn.FIELDS) == 21


def test_a_feed_with_a_byte_order_mark_is_read() -> None:
    assert jdihn.parse("umpan.json", b"\xef\xbb\xbf[]") == []


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff", "bukan teks UTF-8"), (b"[" * 100_000, "bersarang terlalu dalam")],
)
def test_what_is_no_feed_at_all_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(JdihError, match=words):
        jdihn.parse("umpan.json", data)


def of(text: str) -> Mapping:
    parts = header.split("x.md", f"---\n{text}---\n")
    assert parts.header is not None
    return parts.header


def test_what_is_missing_is_named_in_the_order_of_the_header() -> None:
    assert jdihn.missing(of("sumber: BN\n")) == (
        "tempat_penetapan",
        "tanggal_penetapan",
        "tanggal_pengundangan",
        "bahasa",
        "bidang_hukum",
        "status_diperiksa",
    )
    whole = "".join(f"{key}: x\n" for key in jdihn.DEMANDED)
    assert jdihn.missing(of(whole)) == ()


def test_expected_files_have_no_case_of_their_own() -> None:
    assert all({p.name for p in Path(c).iterdir()} == {"umpan.json", "expected.txt"}
               for c in FEEDS.iterdir())  # fmt: skip
