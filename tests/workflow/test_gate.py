"""The gate on facts given as values: a table of what is approved, imported, or held and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from jdih.model.document import Document, Kind
from jdih.model.entry import Evidence
from jdih.model.node import empty
from jdih.model.sop import Proof, Role, Scope, Sop, Step
from jdih.model.unit import Authority, Holder, Office, Unit
from jdih.model.verdict import State, Verdict
from jdih.workflow.approval import approve
from jdih.workflow.authority import deciders, settings_deciders
from jdih.workflow.gate import Imports, judge
from jdih.workflow.refusal import Refusal, Refused, say
from jdih.workflow.version import Baseline, Candidate, Contributor, Doubt, Holding, Label, Version

WIB = timezone(timedelta(hours=7))
PATH = "content/konten/2026/a/index.md"
ITEM = Label(Kind.ITEM, "a", "sop-x")
NEW, OLD, ELSE = "d" * 64, "e" * 64, "f" * 64

HEAD = Holder("kabag", 1, (), date(2026, 1, 1))
ACTING = Holder("wakil", 2, (), date(2026, 6, 1), date(2026, 6, 30), "Plh.", "SP-1, 1 Juni 2026")
CLERK = Holder("staf", 3, (), date(2026, 1, 1))
KABAG = Office("kabag", "Kepala Bagian", ("sop-x/kabag",), (HEAD, ACTING))
STAFF = Office("staf", "Pelaksana", ("sop-x/staf",), (CLERK,))
UNIT = Unit(
    name="Unit",
    institution="Instansi",
    address="",
    zone=WIB,
    zone_name="WIB",
    day_minutes=450,
    hours=(),
    seasons=(),
    offices=(KABAG, STAFF),
    authorities=(
        Authority(Kind.ITEM, (), by_sop=True, registered=True),
        Authority(Kind.PAGE, ("staf", "kabag"), by_sop=False, registered=False),
        Authority(Kind.PLAN, ("tiada",), by_sop=False, registered=True),
    ),
    start="s" * 40,
    settings_offices=("kabag",),
)


def _step(number: int, deciders: tuple[str, ...], *proofs: Proof) -> Step:
    return Step(
        number=number,
        text="",
        scope=Scope.ITEM,
        opens=number == 1,
        performers=(),
        deciders=deciders,
        requirements=(),
        time="",
        minutes=None,
        outputs=(),
        remark="",
        decision=None,
        proofs=proofs,
    )


SOP = Sop(
    id="sop-x",
    path="content/sop/sop-x.md",
    number="1",
    title="SOP",
    institution="Instansi",
    in_force=date(2026, 1, 1),
    roles=(Role("kabag", "Kabag"), Role("staf", "Staf")),
    steps=(_step(1, ("staf",)), _step(2, ("kabag",), Proof.APPROVAL)),
    total="",
    total_minutes=None,
    interpreted=False,
)
NOON = datetime(2026, 6, 30, 12, tzinfo=WIB)


def _by(*holdings: Holding, time: datetime = NOON, digest: str = NEW) -> tuple[Candidate, ...]:
    return (Candidate(Evidence.SIGNATURE, time, digest, holdings),)


BY_HEAD = _by(Holding(KABAG, HEAD))
BY_ACTING = _by(Holding(KABAG, ACTING))
WRITER = Contributor(3, "b" * 40)
GOOD = Version(
    commit="a" * 40,
    path=PATH,
    digest=NEW,
    side_digest=NEW,
    label=ITEM,
    unit=UNIT,
    sops={"sop-x": SOP},
    contributors=(WRITER,),
    approvals=BY_HEAD,
)
EARLIER = replace(
    GOOD,
    commit="1" * 40,
    digest=OLD,
    side_digest=OLD,
    approvals=_by(Holding(KABAG, HEAD), digest=OLD),
)


def _document(path: str = PATH) -> Document:
    return Document(path, Kind.ITEM, empty(1, 1), "", 1, ())


def _judge(
    *versions: Version,
    digest: str = NEW,
    path: str = PATH,
    listed: dict[str, str] | None = None,
    baseline: Baseline | None = None,
    begun: bool = True,
) -> Verdict:
    return judge(_document(path), digest, versions, baseline, Imports(listed or {}, begun))


@dataclass(frozen=True)
class Case:
    """One version that came alone, and why it is refused (None: it is approved)."""

    name: str
    version: Version
    refusal: Refusal | None = None
    mentions: str = ""


AS_PAGE = Label(Kind.PAGE, "a")
CASES = (
    Case("signed by an office that decides", GOOD),
    Case("an acting officer on the last day", replace(GOOD, approvals=BY_ACTING)),
    Case(
        "the first day counts in the zone of the office",
        replace(
            GOOD,
            approvals=_by(Holding(KABAG, ACTING), time=datetime(2026, 5, 31, 17, 0, tzinfo=UTC)),
        ),
    ),
    Case(
        "a page by the office that unit.yml names",
        replace(
            GOOD,
            label=AS_PAGE,
            approvals=_by(Holding(STAFF, CLERK)),
            contributors=(Contributor(9, "b" * 40),),
        ),
    ),
    Case(
        "one of two candidates is enough",
        replace(GOOD, approvals=(*_by(Holding(STAFF, CLERK)), *BY_HEAD)),
    ),
    Case("direct push", replace(GOOD, approvals=(), doubt=Doubt.DIRECT), Refusal.DIRECT),
    Case("octopus", replace(GOOD, approvals=(), doubt=Doubt.OCTOPUS), Refusal.OCTOPUS),
    Case("unsigned", replace(GOOD, approvals=(), doubt=Doubt.UNSIGNED), Refusal.UNSIGNED),
    Case("no candidate and no doubt", replace(GOOD, approvals=()), Refusal.UNSIGNED),
    Case("a doubt beats a candidate", replace(GOOD, doubt=Doubt.EARLY), Refusal.EARLY),
    Case("a service's key", replace(GOOD, approvals=(), doubt=Doubt.FOREIGN), Refusal.FOREIGN),
    Case("unknown key", replace(GOOD, approvals=(), doubt=Doubt.UNKNOWN_KEY), Refusal.UNKNOWN_KEY),
    Case(
        "bad signature",
        replace(GOOD, approvals=(), doubt=Doubt.BAD_SIGNATURE),
        Refusal.BAD_SIGNATURE,
    ),
    Case("changed within the merge", replace(GOOD, side_digest=ELSE), Refusal.SMUGGLED),
    Case("nothing on the side", replace(GOOD, side_digest=""), Refusal.SMUGGLED),
    Case(
        "another content was approved",
        replace(GOOD, approvals=_by(Holding(KABAG, HEAD), digest=ELSE)),
        Refusal.SMUGGLED,
    ),
    Case("nobody wrote it", replace(GOOD, contributors=()), Refusal.NO_AUTHOR),
    Case(
        "a writer nobody can identify",
        replace(GOOD, contributors=(WRITER, Contributor(None, "c" * 40))),
        Refusal.UNKNOWN_AUTHOR,
        "commit cccccccccc ",
    ),
    Case(
        "the approver wrote it",
        replace(GOOD, contributors=(WRITER, Contributor(1, "c" * 40))),
        Refusal.OWN_WORK,
        "commit cccccccccc",
    ),
    Case(
        "an acting officer is a writer too",
        replace(GOOD, approvals=BY_ACTING, contributors=(Contributor(2, "c" * 40),)),
        Refusal.OWN_WORK,
    ),
    Case(
        "one key in two names counts for both",
        replace(
            GOOD,
            approvals=_by(Holding(STAFF, CLERK), Holding(KABAG, HEAD)),
            contributors=(Contributor(3, "c" * 40),),
        ),
        Refusal.OWN_WORK,
    ),
    Case(
        "an office that may not decide",
        replace(GOOD, approvals=_by(Holding(STAFF, CLERK))),
        Refusal.NOT_DECIDER,
        "Kepala Bagian",
    ),
    Case(
        "an acting officer the day after",
        replace(GOOD, approvals=_by(Holding(KABAG, ACTING), time=datetime(2026, 7, 1, tzinfo=WIB))),
        Refusal.NOT_HELD,
        "2026-07-01",
    ),
    Case(
        "an acting officer before the order",
        replace(
            GOOD,
            approvals=_by(Holding(KABAG, ACTING), time=datetime(2026, 5, 31, 23, 59, tzinfo=WIB)),
        ),
        Refusal.NOT_HELD,
    ),
    Case("no settings", replace(GOOD, unit=None), Refusal.NO_UNIT),
    Case("no readable header", replace(GOOD, label=None), Refusal.NO_LABEL),
    Case("an SOP that is not there", replace(GOOD, sops={}), Refusal.NO_SOP, "“sop-x”"),
    Case(
        "an SOP without approval",
        replace(GOOD, sops={"sop-x": replace(SOP, steps=SOP.steps[:1])}),
        Refusal.NO_SOP,
    ),
    Case("no SOP named", replace(GOOD, label=Label(Kind.ITEM, "a")), Refusal.NO_SOP),
    Case(
        "a role that no office fills",
        replace(GOOD, unit=replace(UNIT, offices=(STAFF,))),
        Refusal.NO_DECIDER,
    ),
    Case(
        "a kind that nobody decides",
        replace(GOOD, label=Label(Kind.REPORT, "a")),
        Refusal.NO_DECIDER,
        "laporan",
    ),
    Case(
        "a kind decided by an office that is not there",
        replace(GOOD, label=Label(Kind.PLAN, "a")),
        Refusal.NO_DECIDER,
    ),
    Case("no digest", replace(GOOD, digest="", side_digest=""), Refusal.UNREADABLE),
    Case("still a draft", replace(GOOD, path="drafts/a/index.md"), Refusal.DRAFT),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_version(case: Case) -> None:
    version = case.version
    verdict = _judge(version, digest=version.digest, path=version.path)

    if case.refusal is None:
        assert (verdict.state, verdict.reason) == (State.APPROVED, "")
        assert verdict.approval is not None
    else:
        with pytest.raises(Refused) as caught:
            approve(version, deciders, version.contributors)
        assert caught.value.refusal is case.refusal
        assert (verdict.state, verdict.approval) == (State.HELD, None)
        assert verdict.reason == caught.value.reason
        assert case.mentions in verdict.reason
    assert verdict.commit == version.commit
    assert verdict.digest == version.digest
    assert verdict.fallback == ""


def test_an_approval_names_office_time_and_basis() -> None:
    approval = _judge(replace(GOOD, approvals=BY_ACTING)).approval

    assert approval is not None
    assert approval.office == "kabag"
    assert approval.title == "Plh. Kepala Bagian"
    assert approval.commit == GOOD.commit
    assert approval.time == "2026-06-30T12:00:00+07:00"
    assert approval.evidence is Evidence.SIGNATURE
    assert approval.basis == "SP-1, 1 Juni 2026"


# --- several versions ------------------------------------------------------------------------

UNSIGNED = replace(GOOD, commit="2" * 40, approvals=(), doubt=Doubt.UNSIGNED)
DIRECT = replace(GOOD, commit="3" * 40, side_digest="", approvals=(), doubt=Doubt.DIRECT)
DRAFT = replace(DIRECT, commit="4" * 40, path="drafts/a/index.md", digest=ELSE)
GONE = replace(DIRECT, commit="5" * 40, path="", digest="", contributors=(WRITER,))
BASE = Baseline(PATH, OLD, "1" * 40)
BEFORE = replace(EARLIER, approvals=(), doubt=Doubt.EARLY)


@dataclass(frozen=True)
class Story:
    """Versions from the oldest to the newest, and what holds at the end."""

    name: str
    versions: tuple[Version, ...]
    state: State
    reason: str = ""
    fallback: str = ""
    digest: str = NEW
    listed: tuple[tuple[str, str], ...] = ()
    baseline: Baseline | None = None
    begun: bool = True


def _from(account: int | None) -> tuple[Contributor, ...]:
    return (Contributor(account, "9" * 40),)


LISTED = ((PATH, OLD),)
STORIES = (
    Story("two approvals", (EARLIER, GOOD), State.APPROVED),
    Story("an unsigned change falls back", (EARLIER, UNSIGNED), State.HELD, fallback="1" * 40),
    Story(
        "two bad changes fall back over both",
        (EARLIER, DIRECT, replace(UNSIGNED, digest=ELSE)),
        State.HELD,
        digest=ELSE,
        fallback="1" * 40,
    ),
    Story("never approved: nothing to fall back to", (DIRECT,), State.HELD),
    Story(
        "renamed past the gate",
        (EARLIER, replace(DIRECT, digest=OLD)),
        State.HELD,
        digest=OLD,
        fallback="1" * 40,
    ),
    Story(
        "a draft that the approver wrote earlier is his work",
        (replace(DRAFT, contributors=_from(1)), GOOD),
        State.HELD,
        reason=say(Refusal.OWN_WORK, commit=GOOD.commit, other="9" * 40, offices="Kepala Bagian"),
    ),
    Story(
        "a change that the approver pushed past the gate is his work",
        (EARLIER, replace(DIRECT, digest=ELSE, contributors=_from(1)), GOOD),
        State.HELD,
        reason=say(Refusal.OWN_WORK, commit=GOOD.commit, other="9" * 40, offices="Kepala Bagian"),
        fallback="1" * 40,
    ),
    Story(
        "what the approver wrote before the last approval is over",
        (
            replace(EARLIER, contributors=_from(8), approvals=EARLIER.approvals),
            GOOD,
        ),
        State.APPROVED,
    ),
    Story(
        "a change by nobody that was taken back is over",
        (
            EARLIER,
            replace(DIRECT, digest=ELSE, contributors=_from(None)),
            replace(DIRECT, digest=OLD),
            GOOD,
        ),
        State.APPROVED,
    ),
    Story(
        "a change by nobody that was not taken back holds",
        (EARLIER, replace(DIRECT, digest=ELSE, contributors=_from(None)), GOOD),
        State.HELD,
        reason=say(Refusal.UNKNOWN_AUTHOR, commit=GOOD.commit, other="9" * 40),
        fallback="1" * 40,
    ),
    Story(
        "deleted, then written anew",
        (replace(DIRECT, contributors=_from(1)), GONE, GOOD),
        State.APPROVED,
    ),
    Story(
        "what was deleted is nothing to fall back to",
        (EARLIER, GONE, DIRECT),
        State.HELD,
    ),
    Story(
        "what went back to drafts is nothing to fall back to",
        (EARLIER, DRAFT, DIRECT),
        State.HELD,
    ),
    Story("not on the branch", (), State.HELD, reason=say(Refusal.NO_HISTORY)),
    Story("deleted on the branch", (GOOD, GONE), State.HELD, reason=say(Refusal.NO_HISTORY)),
    Story(
        "not what the branch holds",
        (GOOD,),
        State.HELD,
        digest=ELSE,
        reason=say(Refusal.CHANGED),
        fallback=GOOD.commit,
    ),
    Story(
        "imported",
        (BEFORE,),
        State.IMPORTED,
        digest=OLD,
        listed=LISTED,
        baseline=BASE,
    ),
    Story(
        "changed after the import",
        (BEFORE, DIRECT),
        State.HELD,
        listed=LISTED,
        baseline=BASE,
        fallback="1" * 40,
    ),
    Story(
        "approved after the import",
        (replace(BEFORE, contributors=_from(None)), GOOD),
        State.APPROVED,
        listed=LISTED,
        baseline=BASE,
    ),
    Story(
        "there at the start, but not listed",
        (BEFORE,),
        State.HELD,
        digest=OLD,
        baseline=BASE,
        reason=say(Refusal.EARLY, commit="1" * 40),
    ),
    Story(
        "listed, but not there at the start",
        (DIRECT,),
        State.HELD,
        listed=((PATH, NEW),),
        reason=say(Refusal.NOT_AT_START),
    ),
    Story(
        "listed with what came after the start",
        (BEFORE, DIRECT),
        State.HELD,
        listed=((PATH, NEW),),
        baseline=BASE,
        reason=say(Refusal.NOT_AT_START),
    ),
    Story(
        "listed, but elsewhere at the start",
        (BEFORE, DIRECT),
        State.HELD,
        listed=((PATH, NEW),),
        baseline=Baseline("content/konten/2026/b/index.md", NEW, "1" * 40),
        reason=say(Refusal.NOT_AT_START),
    ),
    Story(
        "listed wrongly, but approved",
        (GOOD,),
        State.APPROVED,
        listed=((PATH, NEW),),
    ),
    Story(
        "before the start the list decides",
        (BEFORE,),
        State.IMPORTED,
        digest=OLD,
        listed=LISTED,
        baseline=BASE,
        begun=False,
    ),
    Story(
        "before the start everything else is held",
        (BEFORE, replace(DIRECT, approvals=(), doubt=Doubt.EARLY)),
        State.HELD,
        listed=LISTED,
        begun=False,
        reason=say(Refusal.NOT_BEGUN),
        fallback="1" * 40,
    ),
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_several_versions(story: Story) -> None:
    verdict = _judge(
        *story.versions,
        digest=story.digest,
        listed=dict(story.listed),
        baseline=story.baseline,
        begun=story.begun,
    )

    assert verdict.state is story.state
    assert verdict.fallback == story.fallback
    assert bool(verdict.reason) is (story.state is State.HELD)
    if story.reason:
        assert verdict.reason == story.reason


def test_the_order_of_offices_decides_who_is_named() -> None:
    both = _by(Holding(KABAG, HEAD), Holding(STAFF, CLERK))
    version = replace(GOOD, label=AS_PAGE, approvals=both, contributors=_from(8))

    approval = _judge(version).approval

    assert approval is not None
    assert approval.office == "staf"


def test_settings_are_decided_by_their_own_offices() -> None:
    version = replace(GOOD, path="site_config/unit.yml", label=None)
    clerk = replace(version, approvals=_by(Holding(STAFF, CLERK)), contributors=_from(8))
    nobody = replace(version, unit=replace(UNIT, settings_offices=()))

    assert approve(version, settings_deciders, (WRITER,)).office == "kabag"
    for refused, refusal in ((clerk, Refusal.NOT_DECIDER), (nobody, Refusal.NO_DECIDER)):
        with pytest.raises(Refused) as caught:
            approve(refused, settings_deciders, refused.contributors)
        assert caught.value.refusal is refusal
        assert "pengaturan" in caught.value.reason


@pytest.mark.parametrize("reviewed", [False, True])
@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_a_sentence_with_a_next_step(refusal: Refusal, reviewed: bool) -> None:
    names = ("commit", "other", "name", "offices", "day")
    sentence = say(refusal, reviewed=reviewed, **{name: f"<{name}>" for name in names})

    assert sentence[0].isupper()
    assert sentence.endswith((".", ")."))
    assert "{" not in sentence
    asks = (
        "ajukan|mohon|tetapkan|hapus|pindahkan|ganti|perbaiki|gabungkan|perbarui|kembalikan"
        "|lanjutkan|tambahkan"
    )
    assert re.search(asks, sentence, re.IGNORECASE)
