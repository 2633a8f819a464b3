"""A report's figures as rows of tables and charts; an unknown number is “–”, never counted as 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from jdih.model.insight import UNKNOWN, AccountMetric, PostMetric
from jdih.model.report import ChannelFigures, Fate, MeasuredPost, PostTotals, Report
from jdih.website import wording
from jdih.website.charts import Table
from jdih.workflow.report import change, difference, growth, interactions, total

FORMULAS = (
    "Pertumbuhan pengikut = pengikut akhir − pengikut awal; bila tidak diketahui, dari bulan lalu.",
    "Interaksi = suka + komentar + dibagikan + disimpan, sejauh diketahui.",
    "Rasio interaksi = interaksi ÷ jangkauan unggahan itu.",
    "Perubahan dihitung terhadap bulan sebelumnya. “–” berarti tidak diketahui, bukan nol.",
    "Angka satu unggahan dihitung sejak diunggah; jumlah sebulan ialah jumlah yang terukur.",
    "Grafik tayangan memuat akun yang tayangannya diketahui untuk setiap bulan periode ini.",
    "Yang berbayar dicatat terpisah dan tidak dijumlahkan dengan yang tidak berbayar.",
    "Jangkauan tidak dijumlahkan: satu orang dapat terhitung pada beberapa unggahan atau bulan.",
)
"""How the numbers that nobody typed come about."""

METRICS: Mapping[AccountMetric, str] = {
    AccountMetric.FOLLOWERS_BEFORE: "Pengikut awal",
    AccountMetric.FOLLOWERS_AFTER: "Pengikut akhir",
    AccountMetric.REACH: "Jangkauan",
    AccountMetric.VIEWS: "Tayangan",
    AccountMetric.PAID_REACH: "Jangkauan berbayar",
    AccountMetric.PAID_VIEWS: "Tayangan berbayar",
    AccountMetric.VISITS: "Kunjungan profil",
    AccountMetric.CLICKS: "Klik tautan",
}
POST_METRICS: Mapping[PostMetric, str] = {
    PostMetric.VIEWS: "Tayangan",
    PostMetric.PAID_VIEWS: "Tayangan berbayar",
    PostMetric.REACH: "Jangkauan",
    PostMetric.PAID_REACH: "Jangkauan berbayar",
    PostMetric.LIKES: "Suka",
    PostMetric.COMMENTS: "Komentar",
    PostMetric.SHARES: "Dibagikan",
    PostMetric.SAVES: "Disimpan",
}
FATES: Mapping[Fate, str] = {
    Fate.PUBLISHED: "Terbit",
    Fate.CANCELLED: "Dibatalkan",
    Fate.PENDING: "Belum terbit",
}
OFF_PLAN = "Di luar rencana"

_TOTALS: tuple[tuple[str, Callable[[PostTotals], int | None]], ...] = (
    ("Unggahan terukur", lambda total: total.posts),
    ("Tayangan unggahan", lambda total: total.views),
    ("Interaksi unggahan", lambda total: total.interactions),
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A number of an account: per month of the period its value and its change."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post: its address, item and day, its numbers as they read, interactions and their ratio."""

    address: str
    item: str
    day: str
    numbers: tuple[str, ...]
    interactions: str
    ratio: str


def number(value: int | None) -> str:
    """Return 12345 as ``12.345``, an unknown number as ``–``."""
    return UNKNOWN if value is None else wording.number(value)


def signed(value: int | None) -> str:
    """Return a change with its sign, ``+120``, ``−3``, ``0``, or ``–`` where it is unknown."""
    if value is None:
        return UNKNOWN
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{wording.number(abs(value))}"


def account_rows(figures: ChannelFigures) -> tuple[AccountRow, ...]:
    """Return the rows of an account's table, without the numbers that no month has."""
    months = [month for month, _ in figures.account[1:]]
    known = dict(figures.account)
    rows = [
        AccountRow(
            name,
            tuple(
                (number(known[month].get(metric)), signed(change(figures, month, metric)))
                for month in months
            ),
        )
        for metric, name in METRICS.items()
        if any(metric in known[month] for month in months)
    ]
    grown = [growth(figures, month) for month in months]
    if any(value is not None for value in grown):
        rows.insert(0, AccountRow("Pertumbuhan pengikut", tuple((signed(v), "") for v in grown)))
    return (*rows, *_total_rows(figures))


def _total_rows(figures: ChannelFigures) -> Iterator[AccountRow]:
    """Yield what the measured posts of each month come to, and how that changed."""
    known = {total.month: total for total in figures.totals}
    months = [month for month, _ in figures.account]
    for name, of in _TOTALS:
        told = [of(known[month]) if month in known else None for month in months]
        if any(value is not None for value in told[1:]):
            yield AccountRow(
                name,
                tuple(
                    (number(now), signed(difference(before, now))) for before, now in pairwise(told)
                ),
            )


def post_heads(figures: ChannelFigures) -> tuple[PostMetric, ...]:
    """Return the numbers that some post of a platform has."""
    return tuple(
        metric for metric in POST_METRICS if any(metric in one.numbers for one in figures.posts)
    )


def post_rows(figures: ChannelFigures) -> tuple[PostRow, ...]:
    """Return a platform's posts, the most viewed first."""
    heads = post_heads(figures)
    posts = sorted(figures.posts, key=lambda one: (-one.numbers.get(PostMetric.VIEWS, -1), one.day,
                                                   one.address))  # fmt: skip
    return tuple(_post(one, heads) for one in posts)


def plan_table(report: Report) -> Table:
    """Return how many lines of the plan fared how, and what was published beside it.

    By month where there are several, else by what became of them.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for line in report.lines:
        counted[line.id[:7], FATES[line.fate]] += 1
    for item in report.items:
        if item.off_plan:
            counted[item.day[:7], OFF_PLAN] += 1
    heads = tuple(head for head in (*FATES.values(), OFF_PLAN)
                  if any(head == known for _, known in counted))  # fmt: skip
    months = sorted({month for month, _ in counted})
    if len(months) == 1:
        return Table(("Konten",), tuple((head, (counted[months[0], head],)) for head in heads))
    return Table(heads, tuple((m, tuple(counted[m, head] for head in heads)) for m in months))


def views_table(report: Report, platforms: Mapping[str, str]) -> Table:
    """Return the views of each account over the period, without those that were paid for.

    An account of which a month is unknown is left out.
    """
    rows = []
    for figures in report.channels:
        known = [numbers.get(AccountMetric.VIEWS) for _, numbers in figures.account[1:]]
        views = total(known)
        if views is not None:
            rows.append((platforms.get(figures.platform, figures.platform), (views,)))
    return Table((METRICS[AccountMetric.VIEWS],), tuple(rows))


def _post(post: MeasuredPost, heads: tuple[PostMetric, ...]) -> PostRow:
    done, reach = interactions(post.numbers), post.numbers.get(PostMetric.REACH)
    ratio = UNKNOWN if done is None or not reach else percent(done, reach)
    numbers = tuple(number(post.numbers.get(metric)) for metric in heads)
    return PostRow(post.address, post.item, post.day, numbers, number(done), ratio)


def percent(part: int, whole: int) -> str:
    """Return a share as it reads, ``1,3%``."""
    return f"{part / whole * 100:.1f}".replace(".", ",") + "%"
