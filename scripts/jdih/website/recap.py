"""What a report's figures say, in sentences that follow from them.

Page, paper and terminal say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from jdih.model.entry import Event
from jdih.model.insight import AccountMetric, PostMetric
from jdih.model.report import ChannelFigures, Report
from jdih.website import wording
from jdih.website.report_rows import FATES, number, percent
from jdih.workflow.report import growth

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
    share = f" ({percent(abs(total), before)})" if before > 0 else ""
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
    told = {
        (figures.platform, month)
        for figures in report.channels
        for month in (
            *(month for month, numbers in figures.account if numbers),
            *(total.month for total in figures.totals),
        )
    }
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
