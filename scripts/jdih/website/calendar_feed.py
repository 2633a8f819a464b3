"""The plans as calendars to subscribe to: one of all lines, and one for each office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from jdih.model.document import Document, Kind
from jdih.model.node import Mapping
from jdih.reading.calendar_file import Entry, render
from jdih.website import address, feeds
from jdih.website.catalogue import Catalogue
from jdih.website.page import Link

ALL = "feed/rencana.ics"


@dataclass(frozen=True, slots=True)
class _Line:
    plan: Document
    about: Mapping

    @property
    def office(self) -> str:
        return self.about.text("penanggung_jawab")


def feeds_of(catalogue: Catalogue, plan: Document) -> tuple[Link, ...]:
    """Return the feeds that hold lines of `plan`: that of all lines, then those of its offices."""
    offices = sorted({line.text("penanggung_jawab") for line in plan.header.mappings("baris")})
    own = (Link(catalogue.office(code), _file(code)) for code in offices if _known(catalogue, code))
    return (Link("Semua jabatan", ALL), *own)


def files(catalogue: Catalogue, name: str, url: feeds.Url) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every feed; none without a plan.

    `name` is the site's. A line keeps its UID for ever.
    """
    lines = [
        _Line(plan, line)
        for plan in reversed(catalogue.of(Kind.PLAN))
        for line in plan.header.mappings("baris")
    ]
    if not lines:
        return
    yield ALL, _feed(catalogue, f"{name} – rencana", lines, url)
    for code in sorted({line.office for line in lines}):
        if _known(catalogue, code):
            own = [line for line in lines if line.office == code]
            title = f"{name} – rencana {catalogue.office(code)}"
            yield _file(code), _feed(catalogue, title, own, url)


def _file(office: str) -> str:
    return f"feed/rencana-{office}.ics"


def _known(catalogue: Catalogue, office: str) -> bool:
    """Say whether an office is one of the unit's: only then is its code fit for a file's name."""
    return catalogue.site.unit.office(office) is not None


def _feed(catalogue: Catalogue, title: str, lines: list[_Line], url: feeds.Url) -> bytes:
    found = (_entry(catalogue, line, url) for line in lines)
    entries = sorted((one for one in found if one), key=lambda one: (one.day, one.key))
    return render(title, entries, catalogue.site.unit.zone)


def _entry(catalogue: Catalogue, line: _Line, url: feeds.Url) -> Entry | None:
    about, month = line.about, line.plan.header.text("bulan")
    try:
        day = date.fromisoformat(about.text("tanggal"))
    except ValueError:
        return None
    made = catalogue.planned.get(f"{month}/{about.text('id')}")
    told = (about.text("tema"), about.text("tujuan"), ", ".join(about.texts("platform")),
            catalogue.office(line.office))  # fmt: skip
    recorded = catalogue.published(line.plan)
    return Entry(
        key=f"{month}-{about.text('id')}@{urlsplit(url('')).hostname or 'jdih'}",
        day=day,
        title=about.text("judul"),
        about="\n".join(word for word in told if word),
        url=url(address.of_document(made or line.plan)),
        stamp=datetime.fromisoformat(recorded.time) if recorded else _first(month),
        cancelled=bool(about.text("batal")),
    )


def _first(month: str) -> datetime:
    """Return a moment that is the same in every build, for a plan that no entry records."""
    return datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
