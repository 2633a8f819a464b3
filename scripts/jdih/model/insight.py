"""Insight: what a platform says of the office's account and posts in one month (SOP MK step 6).

The month's numbers are the input of the monthly report. `jdih report 2026-11` is meant to read
`MonthInsight` (`jdih.reading.insight_file`), the one of the month before for the change, and the
register for what each address is: numbers stay raw here, a rate is the report's own and names its
formula. An unknown number is absent, never 0; people read “–”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

UNKNOWN = "–"


class AccountMetric(StrEnum):
    """What is known of an account over a month; the value is the key in a file.

    What is paid for stands apart from what is not.
    """

    FOLLOWERS_BEFORE = "pengikut_awal"
    FOLLOWERS_AFTER = "pengikut_akhir"
    REACH = "jangkauan"
    VIEWS = "tayangan"
    PAID_REACH = "jangkauan_berbayar"
    PAID_VIEWS = "tayangan_berbayar"
    VISITS = "kunjungan_profil"
    CLICKS = "klik_tautan"


class PostMetric(StrEnum):
    """What is known of a post since it was posted; the value is the key in a file."""

    VIEWS = "tayangan"
    REACH = "jangkauan"
    PAID_VIEWS = "tayangan_berbayar"
    PAID_REACH = "jangkauan_berbayar"
    LIKES = "suka"
    COMMENTS = "komentar"
    SHARES = "dibagikan"
    SAVES = "disimpan"


@dataclass(frozen=True, slots=True)
class PostInsight:
    """A post: what identifies it on its platform, one address of it, its day, its numbers.

    Identity and address are those of `jdih.workflow.post`, as `jdih record` takes them.
    """

    identity: str
    address: str
    day: date | None = None
    numbers: Mapping[PostMetric, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelInsight:
    """One platform in one month. Posts come in order of their identities, each once."""

    account: Mapping[AccountMetric, int] = field(default_factory=dict)
    posts: tuple[PostInsight, ...] = ()

    def under(self, other: ChannelInsight) -> ChannelInsight:
        """Return both together; where both have a number, that of `other` holds."""
        return ChannelInsight(
            {**self.account, **other.account}, joined((*self.posts, *other.posts))
        )


def joined(posts: Iterable[PostInsight]) -> tuple[PostInsight, ...]:
    """Return each post once, in order of identity; of two numbers the later holds."""
    found: dict[str, PostInsight] = {}
    for post in posts:
        known = found.get(post.identity, post)
        found[post.identity] = replace(
            known, day=post.day or known.day, numbers={**known.numbers, **post.numbers}
        )
    return tuple(found[identity] for identity in sorted(found))


@dataclass(frozen=True, slots=True)
class MonthInsight:
    """All platforms of a month (``2026-11``), by code."""

    month: str
    channels: Mapping[str, ChannelInsight] = field(default_factory=dict)

    def under(self, other: MonthInsight) -> MonthInsight:
        """Return both together; where both have a number, that of `other` holds."""
        codes = sorted({*self.channels, *other.channels})
        nothing = ChannelInsight()
        return MonthInsight(
            self.month,
            {
                code: self.channels.get(code, nothing).under(other.channels.get(code, nothing))
                for code in codes
            },
        )
