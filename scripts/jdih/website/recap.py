"""How a report's figures read: sentences that follow from them, rows of tables, charts.

Page, paper and terminal say the same. An unknown number is “–”, and is never counted as 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from jdih.model.entry import Event
from jdih.model.insight import UNKNOWN, AccountMetric, PostMetric
from jdih.model.report import ChannelFigures, Fate, MeasuredPost, PostTotals, Report
from jdih.website import wording
from jdih.website.charts import Table
from jdih.workflow.report import change, difference, growth, interactions

FORMULAS = (
    "Pertumbuhan pengikut = pengikut akhir − pengikut awal; bila tidak diketahui, dari bulan lalu.",
    "Interaksi = suka + komentar + dibagikan + disimpan, sejauh diketahui.",
    "Rasio interaksi = interaksi ÷ jangkauan unggahan itu.",
    "Perubahan dihitung terhadap bulan sebelumnya. “–” berarti tidak diketahui, bukan nol.",
    "Angka unggahan sebulan dijumlahkan hanya bila setiap unggahan bulan itu diketahui angkanya.",
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

_EVENTS = {
    Event.CORRECTED: "ralat",
    Event.WITHDRAWN: "penarikan",
    Event.INCIDENT: "insiden",
    Event.ERASED: "penghapusan data",
}


_BASES = {
    (True, False): "menurut rencana",
    (True, True): "menurut rencana",
    (False, True): "di luar rencana",
    (False, False): "yang SOP-nya tidak meminta rencana",
}
"""What an item rests on, by whether it names a line of the plan, or a reason for having none."""


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


def sentences(report: Report, platforms: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the figures say, a sentence each. `platforms` are names by code."""
    return (
        *_planned(report),
        *_published(report),
        *_posted(report, platforms),
        *(sentence for one in report.channels for sentence in _followers(one, platforms)),
        *_best(report, platforms),
        *_unknown(report, platforms),
        *_occurred(report),
    )


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
    """Return the views of each account over the period, without those that were paid for."""
    rows = []
    for figures in report.channels:
        known = [numbers.get(AccountMetric.VIEWS) for _, numbers in figures.account[1:]]
        if any(value is not None for value in known):
            views = sum(value for value in known if value is not None)
            rows.append((platforms.get(figures.platform, figures.platform), (views,)))
    return Table((METRICS[AccountMetric.VIEWS],), tuple(rows))


def _post(post: MeasuredPost, heads: tuple[PostMetric, ...]) -> PostRow:
    done, reach = interactions(post.numbers), post.numbers.get(PostMetric.REACH)
    ratio = UNKNOWN if done is None or not reach else _percent(done, reach)
    numbers = tuple(number(post.numbers.get(metric)) for metric in heads)
    return PostRow(post.address, post.item, post.day, numbers, number(done), ratio)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f}".replace(".", ",") + "%"


def _planned(report: Report) -> Iterator[str]:
    if not report.lines:
        yield f"Tidak ada rencana yang disetujui untuk {wording.period(report.period)}."
        return
    fates = Counter(line.fate for line in report.lines)
    told = [f"{number(fates[fate])} {word.lower()}" for fate, word in FATES.items() if fates[fate]]
    yield f"Direncanakan {number(len(report.lines))} konten: {_listed(told)}."


def _published(report: Report) -> Iterator[str]:
    items = report.items
    if not items:
        yield "Tidak ada konten yang terbit."
        return
    bases = Counter(_BASES[bool(item.line), bool(item.off_plan)] for item in items)
    urgent = sum(item.urgent for item in items)
    told = [f"{number(bases[base])} {base}" for base in dict.fromkeys(_BASES.values())
            if bases[base]]  # fmt: skip
    words = f"Terbit {number(len(items))} konten: {_listed(told)}"
    yield f"{words}; {number(urgent)} diterbitkan mendesak." if urgent else f"{words}."


def _posted(report: Report, platforms: Mapping[str, str]) -> Iterator[str]:
    posts = [post for item in report.items for post in item.posts]
    counts = Counter(post.platform for post in posts if post.address)
    if counts:
        told = [f"{platforms.get(code, code)} {number(n)}" for code, n in counts.most_common()]
        yield f"Tercatat {number(counts.total())} unggahan: {_listed(told)}."
    left = sum(not post.address for post in posts)
    if left:
        yield f"Dengan alasan, {number(left)} konten tidak diunggah ke sebuah platform."


def _followers(figures: ChannelFigures, platforms: Mapping[str, str]) -> Iterator[str]:
    months = [month for month, _ in figures.account[1:]]
    grown = [growth(figures, month) for month in months]
    after = dict(figures.account)[months[-1]].get(AccountMetric.FOLLOWERS_AFTER)
    total = None if None in grown else sum(value for value in grown if value is not None)
    if after is None or total is None:
        return
    name = platforms.get(figures.platform, figures.platform)
    if not total:
        yield f"Pengikut {name} tetap {number(after)}."
        return
    word = "bertambah" if total > 0 else "berkurang"
    before = after - total
    share = f" ({_percent(abs(total), before)})" if before > 0 else ""
    yield f"Pengikut {name} {word} {number(abs(total))}{share} menjadi {number(after)}."


def _best(report: Report, platforms: Mapping[str, str]) -> Iterator[str]:
    titles = {item.id: item.title for item in report.items}
    seen = [
        (post.numbers[PostMetric.VIEWS], figures.platform, post.item)
        for figures in report.channels
        for post in figures.posts
        if PostMetric.VIEWS in post.numbers
    ]
    if seen:
        views, code, item = max(seen)
        about = f": “{titles[item]}”" if item in titles else ""
        name = platforms.get(code, code)
        yield f"Tayangan terbanyak dari satu unggahan: {number(views)}, di {name}{about}."


def _unknown(report: Report, platforms: Mapping[str, str]) -> Iterator[str]:
    """Yield the platforms that something was posted to, and of which no month's number is known."""
    told = {(figures.platform, month) for figures in report.channels
            for month, numbers in figures.account[1:] if numbers or figures.posts}  # fmt: skip
    posted = {(post.platform, item.day[:7]) for item in report.items for post in item.posts
              if post.address}  # fmt: skip
    missing = [f"{platforms.get(code, code)} ({wording.month(month)})"
               for code, month in sorted(posted - told)]  # fmt: skip
    if missing:
        yield f"Insight tidak diketahui: {_listed(missing)}."


def _occurred(report: Report) -> Iterator[str]:
    counts = Counter(one.event for one in report.occurrences)
    told = [f"{number(counts[event])} {word}" for event, word in _EVENTS.items() if counts[event]]
    yield f"Dicatat {_listed(told)}." if told else "Tidak ada ralat, penarikan, atau insiden."


def _listed(words: list[str]) -> str:
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
