"""Sheets for tests: a version with everything on it, and what a PDF holds."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader

from jdih.model.entry import Activity, Approval, Entry, Event, Evidence
from jdih.paper.item import FORM, Version, item_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.publication.state import sops_of, unit_of
from jdih.reading.header import split
from jdih.register.format import key_of
from jdih.repository.tree import WorkTree
from jdih.workflow.digest import sha256
from tests import trees
from tests.publishing import item

EXPECTED = trees.EXAMPLES / "paper"
MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BASE = "https://jdih.example/"
COMMIT = "b" * 40
POINT = 72 / 25.4


def issuer(folder: Path) -> Issuer:
    """Return the example office, laid in `folder`, as it issues sheets."""
    tree = WorkTree(trees.lay_office(folder))
    return Issuer(unit_of(tree), BASE, sops_of(tree), {"instagram": "Instagram"})


def version(*, picture: bytes = b"", title: str = "Cara Mencari Peraturan") -> Version:
    """Return an item that was sent back once, approved by an acting head, and posted."""
    texts = item(title=title)
    files = {
        path.removeprefix("content/konten/2026/cara-mencari/"): (text or "").encode()
        for path, text in texts.items()
    }
    if picture:
        files["01-sampul.png"] = picture
    parts = split("index.md", files["index.md"].decode())
    assert parts.header is not None
    shown = entry(files=tuple(sorted((name, sha256(data)) for name, data in files.items())))
    post = replace(
        shown,
        number=8,
        event=Event.LINKED,
        platform="instagram",
        approval=None,
        activities=(),
        details=(
            ("tautan", "https://www.instagram.com/p/C1/"),
            ("platform", "instagram"),
            ("takarir", "sama"),
            ("oleh", "pengelola"),
        ),
    )
    return Version(shown, (shown, post), parts.header, parts.body, files)


def entry(**changes: Any) -> Entry:
    """Return an entry with two rounds; step 1 has no times."""
    digest = "a" * 64
    told = Entry(
        year=2026,
        number=7,
        key=key_of(Event.PUBLISHED, "2026-c4rm8", digest, COMMIT, ()),
        event=Event.PUBLISHED,
        id="2026-c4rm8",
        files=(),
        digest=digest,
        address="konten/2026/cara-mencari/",
        platform="",
        time="2026-11-23T09:00:00+07:00",
        commit=COMMIT,
        approval=Approval(
            "kepala",
            "Plh. Kepala Unit",
            COMMIT,
            "2026-11-23T08:50:00+07:00",
            Evidence.SIGNATURE,
            "SP-12/2026 tanggal 20 November 2026",
        ),
        evidence=Evidence.SIGNATURE,
        activities=(
            Activity(1, 1, "kepala", "", "", None, 10),
            *round_(1, "tidak setuju"),
            *round_(2, "setuju"),
        ),
        details=(),
        previous="d" * 64,
    )
    return replace(told, **changes)


def round_(number: int, decision: str) -> tuple[Activity, ...]:
    """Return the two steps of a round."""
    day = f"2026-11-{9 + number:02}T"
    return (
        Activity(2, number, "pengelola", f"{day}08:00:00+07:00", f"{day}09:30:00+07:00", 90, 450),
        Activity(3, number, "kepala", f"{day}09:30:00+07:00", f"{day}09:31:00+07:00", 1, 10,
                 decision),
    )  # fmt: skip


def printed(shown: Version, office: Issuer, *, public: bool = False) -> bytes:
    """Return the sheet of a version as a PDF."""
    values, pictures = item_sheet(shown, office, public=public)
    return typeset(FORM, values, pictures, MADE)


def reader(pdf: bytes) -> Any:
    """Open a PDF, strictly. What it holds has no types that are known beforehand."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page, as they can be copied from it."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        words = page.get_textpage()
        lines = words.get_text_range().splitlines()
        found.append("\n".join(line.rstrip() for line in lines))
        words.close()
        page.close()
    document.close()
    return found


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, page by page."""
    return "\n\f\n".join(pages_of(pdf))


def dense(text: str) -> str:
    """Return a text without any white space: lines break where the paper ends."""
    return re.sub(r"\s+", "", text)


def outside(pdf: bytes, margin: float = 12.0) -> list[str]:
    """Return the words that stand nearer than `margin` millimetres to an edge, or beyond."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        width, height = page.get_size()
        words = page.get_textpage()
        edge = margin * POINT
        for at in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(at)
            within = left >= edge and right <= width - edge
            if not (within and bottom >= edge / 2 and top <= height - edge):
                found.append(words.get_text_bounded(left, bottom, right, top))
        words.close()
        page.close()
    document.close()
    return found
