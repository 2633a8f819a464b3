"""The monthly report (SOP MK step 6): what was planned, what came of it, and what it reached.

Everything here follows from the plan, the agenda book and the insight of the months; what people
have to say about it is the report's text. Days are ISO 8601, in the office's zone. Unknown numbers
are absent, as in `jdih.model.insight`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jdih.model.entry import Event
from jdih.model.insight import AccountMetric, PostMetric


class Fate(StrEnum):
    """What became of a line of the plan by the end of the period (``keadaan``)."""

    PUBLISHED = "terbit"
    CANCELLED = "batal"
    PENDING = "belum"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a plan (``2026-11/b7k2``); `item` is the id of what was published for it.

    `reason` tells why it was called off.
    """

    id: str
    day: str
    title: str
    fate: Fate = Fate.PENDING
    item: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PostedAt:
    """Where an item was posted; or, without an address, the reason why it was not."""

    platform: str
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item first published in the period: its number, and the plan's line it was made from.

    `off_plan` is the reason where there is no line. `address` is a path below the site's base.
    """

    id: str
    number: str
    day: str
    title: str
    address: str
    line: str = ""
    off_plan: str = ""
    urgent: bool = False
    posts: tuple[PostedAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What else the agenda book records of the period: a correction, a withdrawal, an incident."""

    event: Event
    number: str
    day: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class MeasuredPost:
    """The numbers of a post; `item` is the id of what it shows, empty where nobody recorded it."""

    address: str
    item: str
    day: str
    numbers: Mapping[PostMetric, int]


@dataclass(frozen=True, slots=True)
class PostTotals:
    """The measured posts of a month together; a sum is None where one of them has no number."""

    month: str
    posts: int
    views: int | None
    interactions: int | None


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """A platform over the period.

    `account` gives the numbers of the month before and of each month of the period, in order, each
    with its month (``2026-11``); `totals` those of the posts in the same months, without those of
    which nothing is known. `posts` are the period's.
    """

    platform: str
    account: tuple[tuple[str, Mapping[AccountMetric, int]], ...]
    posts: tuple[MeasuredPost, ...] = ()
    totals: tuple[PostTotals, ...] = ()


@dataclass(frozen=True, slots=True)
class Coordination:
    """What was agreed with another unit about an item (``unit_lain``)."""

    item: str
    unit: str
    day: str
    result: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period (``2026-11``, ``2026-triwulan-4``).

    `count` and `head` are the agenda book's when they were gathered. `ahead` are the lines of the
    plan for the month that follows.
    """

    period: str
    count: int = 0
    head: str = ""
    lines: tuple[PlanLine, ...] = ()
    items: tuple[PublishedItem, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    channels: tuple[ChannelFigures, ...] = ()
    coordinations: tuple[Coordination, ...] = ()
    ahead: tuple[PlanLine, ...] = ()
