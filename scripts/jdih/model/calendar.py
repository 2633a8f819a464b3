"""What an office knows about holidays beyond the published calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day without work (*hari libur* or *cuti bersama*) and the decree it rests on."""

    day: date
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A day that the published calendar calls a holiday and the decree says is none."""

    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """Corrections to the published holidays (``site_config/hari_libur.yml``).

    No day stands twice, neither within a list nor in both: the file's reader holds this.
    """

    added: tuple[DayOff, ...] = ()
    cancelled: tuple[Cancellation, ...] = ()

    def added_on(self, day: date) -> DayOff | None:
        """Return the day off that was added on `day`, or None."""
        return next((entry for entry in self.added if entry.day == day), None)

    def cancels(self, day: date) -> bool:
        """Return True when a published holiday on `day` does not apply."""
        return any(entry.day == day for entry in self.cancelled)
