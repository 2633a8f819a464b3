"""When an approval that comes afterwards falls due."""

from __future__ import annotations

from datetime import date

import pytest

from jdih.model.entry import Evidence
from jdih.model.verdict import Grant
from jdih.workflow.afterwards import due
from tests.workflow.test_working_time import office


@pytest.mark.parametrize(
    ("since", "last"),
    [
        ("2026-11-02T09:00:00+07:00", date(2026, 11, 4)),
        ("2026-11-06T16:30:00+07:00", date(2026, 11, 10)),
        ("2026-11-07T10:00:00+07:00", date(2026, 11, 10)),
        # 23:30 in UTC is the next morning in the office.
        ("2026-11-02T23:30:00+00:00", date(2026, 11, 5)),
        # Christmas, and the day before it that all take off.
        ("2026-12-23T09:00:00+07:00", date(2026, 12, 29)),
    ],
)
def test_it_falls_due_two_working_days_later(since: str, last: date) -> None:
    assert due(Grant("staf", "Staf", since, Evidence.FORGE, None, since), office()) == last
