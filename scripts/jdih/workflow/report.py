"""The figures of a period's report, from what is known of plan, publication and insight.

SOP MK step 6. Nothing is estimated: what nobody recorded or measured is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from jdih.model.channel import Channel
from jdih.model.document import Document, Kind
from jdih.model.entry import Detail, Entry, Event
from jdih.model.insight import (
    AccountMetric,
    ChannelInsight,
    MonthInsight,
    PostInsight,
    PostMetric,
    joined,
)
from jdih.model.period import Period
from jdih.model.report import (
    ChannelFigures,
    Coordination,
    Fate,
    MeasuredPost,
    Occurrence,
    PlanLine,
    PostedAt,
    PostTotals,
    PublishedItem,
    Report,
)
from jdih.workflow.post import BadAddress, read_post
from jdih.workflow.postings import postings

TOLD = (Event.CORRECTED, Event.WITHDRAWN, Event.INCIDENT, Event.ERASED)
"""What a report tells of beside publications."""

_FIRST = frozenset({Event.PUBLISHED, Event.URGENT})
_LIKED = (PostMetric.LIKES, PostMetric.COMMENTS, PostMetric.SHARES, PostMetric.SAVES)


@dataclass(frozen=True, slots=True)
class Known:
    """What the figures follow from.

    `entries` are those of the whole agenda book, oldest first, `by_id` the same by what they are
    about, `titles` what that is called by label. `items` are the documents by id, `plans` the
    approved plans and `insight` the numbers by month, `channels` the office's platforms by code, in
    its order.
    """

    entries: tuple[Entry, ...]
    by_id: Mapping[str, tuple[Entry, ...]]
    titles: Mapping[str, str]
    items: Mapping[str, Document]
    plans: Mapping[str, Document]
    insight: Mapping[str, MonthInsight]
    channels: Mapping[str, Channel]
    zone: tzinfo


def report_of(period: Period, known: Known, head: str) -> Report:
    """Return the figures of a period. `head` is the hash of the agenda book's last entry."""
    firsts = _firsts(known.entries)
    own = tuple(entry for entry in firsts.values() if entry.day(known.zone) in period)
    return Report(
        str(period),
        len(known.entries),
        head,
        tuple(_lines(period, known, firsts)),
        tuple(_item(entry, known) for entry in own),
        tuple(_occurrences(period, known)),
        tuple(_channels(period, known)),
        tuple(_coordinations(own, known)),
        tuple(line for line in _planned(known, str(period.after)) if not line.reason),
    )


def growth(figures: ChannelFigures, month: str) -> int | None:
    """Return by how many followers an account grew in a month, None where that is unknown.

    By the platform's own number at the month's beginning; else by that of the month before.
    """
    earlier, now = _two_months(figures, month)
    before = now.get(AccountMetric.FOLLOWERS_BEFORE)
    if before is None:
        before = earlier.get(AccountMetric.FOLLOWERS_AFTER)
    return difference(before, now.get(AccountMetric.FOLLOWERS_AFTER))


def change(figures: ChannelFigures, month: str, metric: AccountMetric) -> int | None:
    """Return how a number differs from that of the month before, None where one is unknown."""
    before, now = _two_months(figures, month)
    return difference(before.get(metric), now.get(metric))


def _two_months(
    figures: ChannelFigures, month: str
) -> tuple[Mapping[AccountMetric, int], Mapping[AccountMetric, int]]:
    """Return the numbers of an account in the month before and in the month, none where unknown."""
    before: Mapping[AccountMetric, int] = {}
    for name, numbers in figures.account:
        if name == month:
            return before, numbers
        before = numbers
    return {}, {}


def difference(before: int | None, now: int | None) -> int | None:
    """Return how a number differs from an earlier one, None where one is unknown."""
    return None if before is None or now is None else now - before


def interactions(numbers: Mapping[PostMetric, int]) -> int | None:
    """Return likes, comments, shares and saves together, as far as known; None where none is."""
    found = [numbers[metric] for metric in _LIKED if metric in numbers]
    return sum(found) if found else None


def _firsts(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return by id the entry with which each item was first published, in that order.

    Plans, reports and acts have entries too; they are no items.
    """
    found: dict[str, Entry] = {}
    imported: set[str] = set()
    for entry in entries:
        if entry.event is Event.IMPORTED:
            imported.add(entry.id)
        elif (
            entry.event in _FIRST
            and entry.address.startswith(f"{Kind.ITEM}/")
            and entry.id not in imported
        ):
            found.setdefault(entry.id, entry)
    return found


def _lines(period: Period, known: Known, firsts: Mapping[str, Entry]) -> Iterator[PlanLine]:
    published: dict[str, tuple[str, date]] = {}
    for first in firsts.values():
        document = known.items.get(first.id)
        if document is not None and document.header.text("rencana"):
            made = (first.id, first.day(known.zone))
            published.setdefault(document.header.text("rencana"), made)
    for month in period.months:
        for line in _planned(known, str(month)):
            item, day = published.get(line.id, ("", None))
            if day is not None and day <= period.end:
                yield PlanLine(line.id, line.day, line.title, Fate.PUBLISHED, item)
            elif line.reason:
                yield PlanLine(line.id, line.day, line.title, Fate.CANCELLED, "", line.reason)
            else:
                yield line


def _planned(known: Known, month: str) -> Iterator[PlanLine]:
    """Yield the lines of a month's plan, by day; a reason says that one was called off."""
    plan = known.plans.get(month)
    lines = plan.header.mappings("baris") if plan else ()
    for line in sorted(lines, key=lambda line: (line.text("tanggal"), line.text("id"))):
        yield PlanLine(
            f"{month}/{line.text('id')}",
            line.text("tanggal"),
            line.text("judul"),
            reason=line.text("batal"),
        )


def _item(first: Entry, known: Known) -> PublishedItem:
    document = known.items.get(first.id)
    header = document.header if document else None
    return PublishedItem(
        first.id,
        first.label,
        first.day(known.zone).isoformat(),
        document.title if document else _title(first, known),
        first.address,
        header.text("rencana") if header else "",
        header.text("di_luar_rencana") if header else "",
        first.event is Event.URGENT,
        tuple(_posts(known.by_id[first.id], known)),
    )


def _posts(history: tuple[Entry, ...], known: Known) -> Iterator[PostedAt]:
    told = postings(history)
    reasons = {
        entry.platform: entry.detail(Detail.UNPOSTED)
        for entry in history
        if entry.detail(Detail.UNPOSTED) and entry.label not in told.void
    }
    order = (*known.channels, *sorted({post.platform for post in told.posts} - {*known.channels}))
    for platform in order:
        posts = [post for post in told.posts if post.platform == platform]
        yield from (PostedAt(platform, post.address) for post in posts)
        if not posts and platform in reasons:
            yield PostedAt(platform, reason=reasons[platform])


def _occurrences(period: Period, known: Known) -> Iterator[Occurrence]:
    for entry in known.entries:
        day = entry.day(known.zone)
        if entry.event in TOLD and day in period:
            yield Occurrence(
                entry.event, entry.label, day.isoformat(), entry.id, _title(entry, known)
            )


def _channels(period: Period, known: Known) -> Iterator[ChannelFigures]:
    months = [str(month) for month in (period.before, *period.months)]
    nothing = ChannelInsight()
    shown = _shown(known)
    for code in known.channels:
        told = [
            (month, known.insight.get(month, MonthInsight(month)).channels.get(code, nothing))
            for month in months
        ]
        posts = tuple(
            MeasuredPost(
                post.address,
                shown.get((code, post.identity), ""),
                post.day.isoformat() if post.day else "",
                post.numbers,
            )
            for post in joined(post for _, numbers in told[1:] for post in numbers.posts)
        )
        account = tuple((month, numbers.account) for month, numbers in told)
        if posts or any(numbers for _, numbers in account[1:]):
            totals = tuple(_totals(month, numbers.posts) for month, numbers in told)
            yield ChannelFigures(code, account, posts, tuple(one for one in totals if one.posts))


def _totals(month: str, posts: Sequence[PostInsight]) -> PostTotals:
    return PostTotals(
        month,
        len(posts),
        total(post.numbers.get(PostMetric.VIEWS) for post in posts),
        total(interactions(post.numbers) for post in posts),
    )


def total(numbers: Iterable[int | None]) -> int | None:
    """Return the sum, None where a number is unknown."""
    found = 0
    for number in numbers:
        if number is None:
            return None
        found += number
    return found


def _shown(known: Known) -> Mapping[tuple[str, str], str]:
    """Return which item a post shows, by platform and what identifies it there."""
    found: dict[tuple[str, str], str] = {}
    for entry in known.entries:
        channel = known.channels.get(entry.platform)
        if entry.post and channel is not None:
            try:
                found[channel.code, read_post(entry.post, channel).identity] = entry.id
            except BadAddress:
                continue  # the office's patterns have changed since
    return found


def _coordinations(own: Iterable[Entry], known: Known) -> Iterator[Coordination]:
    for entry in own:
        document = known.items.get(entry.id)
        told = document.header.mapping("unit_lain") if document else None
        if told is not None and told.text("unit"):
            yield Coordination(
                entry.id, told.text("unit"), told.text("tanggal"), told.text("hasil")
            )


def _title(entry: Entry, known: Known) -> str:
    """Return the title that a version had, or has now where Git no longer tells."""
    told, document = known.titles.get(entry.label, entry.id), known.items.get(entry.id)
    return document.title if document and told == entry.id else told
