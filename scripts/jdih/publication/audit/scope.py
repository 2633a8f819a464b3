"""From where an audit looks: the whole, or since an entry, a commit or a day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from jdih.errors import JdihError
from jdih.model.entry import Entry
from jdih.repository.git import Repository
from jdih.repository.log import Commit
from jdih.workflow.zone import BadMoment, parse_date

_NUMBER = re.compile(r"([1-9][0-9]{0,4})/([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Scope:
    """`number` is the first position of the main branch, `entry` the first entry looked at."""

    number: int = 0
    entry: int = 0


def scope_of(
    since: str,
    repository: Repository,
    entries: Sequence[Entry],
    mainline: Sequence[Commit],
    zone: tzinfo,
) -> Scope:
    """Return what `since` means: ``7/2026``, ``2026-11-01``, or anything that names a commit.

    Raises JdihError for anything else. Days go by the times that are written down, which for
    commits are those of whoever made them.
    """
    if not since:
        return Scope()
    positions = {commit.sha: number for number, commit in enumerate(mainline)}
    if _NUMBER.fullmatch(since):
        at = next((at for at, entry in enumerate(entries) if entry.label == since), None)
        if at is None:
            raise JdihError(f"Nomor {since} tidak ada dalam Buku Agenda.", "Periksa nomornya.")
        return Scope(positions.get(entries[at].commit, 0), at)
    with suppress(BadMoment):
        return _since_day(parse_date(since), entries, mainline, zone)
    commit = repository.resolve(since)
    if commit not in positions:
        raise JdihError(
            f"“{since}” bukan nomor, tanggal, atau commit pada cabang utama.",
            "Misalnya --since 7/2026, --since 2026-11-01, atau --since 1a2b3c4d.",
        )
    return _since_position(positions[commit] + 1, entries, positions)


def _since_day(
    day: date, entries: Sequence[Entry], mainline: Sequence[Commit], zone: tzinfo
) -> Scope:
    def on(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    commits, times = enumerate(mainline), enumerate(entries)
    return Scope(
        next((at for at, commit in commits if on(commit.time) >= day), len(mainline)),
        next(
            (at for at, one in times if on(datetime.fromisoformat(one.time)) >= day), len(entries)
        ),
    )


def _since_position(number: int, entries: Sequence[Entry], positions: Mapping[str, int]) -> Scope:
    later = (at for at, one in enumerate(entries) if positions.get(one.commit, -1) >= number)
    return Scope(number, next(later, len(entries)))
