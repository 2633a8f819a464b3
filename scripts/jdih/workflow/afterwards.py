"""When the approval of what is shown already falls due: within two working days (decision 0009)."""

from __future__ import annotations

from datetime import date, datetime

from jdih.model.verdict import Grant
from jdih.workflow.working_time import Calendar

DAYS = 2
"""Working days after the day on which the first version was put up that nobody approved."""


def due(grant: Grant, calendar: Calendar) -> date:
    """Return the last day on which the approval is in time.

    Raises JdihError when the office never works.
    """
    day = datetime.fromisoformat(grant.since).astimezone(calendar.zone).date()
    return calendar.add_working_days(day, DAYS)
