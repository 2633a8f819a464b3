"""What is shown before it was approved, on facts given as values: due from when, at whose word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from jdih.model.entry import Evidence
from jdih.model.verdict import Consent, State, Verdict
from jdih.workflow.gate import Imports, judge
from jdih.workflow.version import Candidate, Doubt, Holding, Version
from tests.workflow.test_gate import (
    CLERK,
    ELSE,
    GOOD,
    HEAD,
    ITEM,
    KABAG,
    NEW,
    NOON,
    OLD,
    STAFF,
    UNIT,
    WRITER,
    _document,
)

CONSENT = Consent("kabag", "telepon", NOON - timedelta(hours=1), "a" * 64)
BY_CLERK = (Candidate(Evidence.SIGNATURE, NOON, NEW, (Holding(STAFF, CLERK),)),)
URGENT = replace(
    GOOD,
    label=replace(ITEM, consent=CONSENT),
    unit=replace(UNIT, urgent_offices=("staf",)),
    approvals=BY_CLERK,
)


def told(*versions: Version) -> Verdict:
    return judge(_document(), versions[-1].digest, versions, None, Imports({}, begun=True))


def again(version: Version, digest: str, consent: Consent, hours: int) -> Version:
    """Return a later urgent version, with a consent of its own."""
    time = NOON + timedelta(hours=hours)
    return replace(
        version,
        commit=digest[:40],
        digest=digest,
        side_digest=digest,
        label=replace(ITEM, consent=consent),
        approvals=(replace(BY_CLERK[0], time=time, digest=digest),),
    )


def test_the_grant_names_office_time_and_consent() -> None:
    verdict = told(URGENT)

    assert (verdict.state, verdict.reason, verdict.approval) == (State.PROVISIONAL, "", None)
    assert verdict.grant is not None
    assert (verdict.grant.office, verdict.grant.title) == ("staf", "Pelaksana")
    assert verdict.grant.consent == CONSENT
    assert verdict.grant.time == verdict.grant.since == NOON.isoformat()


def test_a_second_urgent_version_does_not_put_off_what_is_due() -> None:
    later = replace(CONSENT, time=NOON + timedelta(hours=2))
    verdict = told(URGENT, again(URGENT, ELSE, later, 3))

    assert verdict.grant is not None
    assert verdict.grant.since == NOON.isoformat()
    assert verdict.grant.time > verdict.grant.since


def test_what_is_held_falls_back_to_what_is_shown_for_the_time_being() -> None:
    verdict = told(URGENT, again(URGENT, ELSE, CONSENT, 3))

    assert (verdict.state, verdict.fallback) == (State.HELD, URGENT.commit)


def test_whoever_wrote_an_urgent_version_wrote_the_next_one_too() -> None:
    other = replace(HEAD, account="lain", account_id=8)
    kabag = replace(KABAG, holders=(HEAD, other))
    unit = replace(UNIT, urgent_offices=("staf",), offices=(kabag, STAFF))
    urgent = replace(URGENT, contributors=(replace(WRITER, account_id=1),), unit=unit)
    head = Candidate(Evidence.SIGNATURE, NOON, OLD, (Holding(KABAG, HEAD),))
    following = replace(GOOD, digest=OLD, side_digest=OLD, commit="2" * 40, approvals=(head,))

    assert told(urgent).state is State.PROVISIONAL
    assert told(urgent, following).state is State.HELD
    assert "ikut menulis" in told(urgent, following).reason


def test_an_approval_afterwards_ends_what_is_due() -> None:
    late = Candidate(Evidence.SIGNATURE, NOON + timedelta(days=1), NEW, (Holding(KABAG, HEAD),))
    verdict = told(replace(URGENT, afterwards=(late,)))

    assert (verdict.state, verdict.grant) == (State.APPROVED, None)
    assert verdict.approval is not None
    assert verdict.approval.time == (NOON + timedelta(days=1)).isoformat()


def test_a_doubt_about_the_merge_is_named_before_anything_else() -> None:
    verdict = told(replace(URGENT, approvals=(), doubt=Doubt.DIRECT))

    assert verdict.state is State.HELD
    assert "langsung ke cabang utama" in verdict.reason
