"""The judgement of a run: what is missed is said, and what was not measured is no success."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import goals, works
from benchmarks.goals import GOALS, SMALL, Goal, Verdict
from benchmarks.guard import told
from benchmarks.measure import Result, Run, Work
from benchmarks.report import Section, machine, render
from benchmarks.works import Desk

FEW, MANY = "1,000 documents", "10,000 documents"


def result(name: str, *seconds: float, peak: int = 1) -> Result:
    """Return what a command of that name took: as much of processor as on the clock."""
    return Result(Work(name, (), Path()), tuple(Run(one, one, peak) for one in seconds))


def section(*results: Result, few: tuple[Result, ...] = ()) -> Section:
    return Section("made up", {FEW: few, MANY: results} if few else {MANY: results})


def verdict(goal: Goal, *results: Result) -> Verdict:
    (one,) = goals.judge([goal], [section(*results)])
    return one


def test_a_ratio_is_that_within_a_round() -> None:
    goal = Goal("jdih build", 1 / 5, "Hugo")
    kept = verdict(goal, result("jdih build", 1, 4, 1), result("Hugo", 5, 20, 5))
    missed = verdict(goal, result("jdih build", 1.01), result("Hugo", 5))

    assert (kept.kept, kept.reached) == (True, "0.2 ×")
    assert missed.kept is False
    assert str(missed) == "jdih build ≤ 0.2 × Hugo; at 10,000 documents: 0.202 ×"


def test_a_run_that_was_disturbed_does_not_count_in_the_small_form() -> None:
    made = section(result("jdih check", 9, 6, 9), result("a peer", 10, 30, 10))
    goal = Goal("jdih check", 0.7, "a peer", "cpu")
    (median,) = goals.judge([goal], [made])
    (best,) = goals.judge([goal], [made], best=True)
    assert (median.reached, best.reached) == ("0.9 ×", "0.6 ×")


def test_seconds_and_memory_have_limits_of_their_own() -> None:
    slow, large = Goal("jdih status", 1.0), Goal("jdih build", 700_000_000, figure="peak")

    assert verdict(slow, result("jdih status", 0.9)).kept
    assert str(verdict(slow, result("jdih status", 2))) == (
        "jdih status ≤ 1 s; at 10,000 documents: 2 s"
    )
    assert verdict(large, result("jdih build", 9, peak=700_000_000)).kept
    assert verdict(large, result("jdih build", 9, peak=701_000_000)).reached == "701 MB"
    assert verdict(large, result("jdih build", 9, peak=701_000_000)).kept is False


def test_the_largest_size_counts() -> None:
    (one,) = goals.judge(
        [Goal("jdih check", 1.0)],
        [section(result("jdih check", 2), few=(result("jdih check", 1),))],
    )
    assert (one.size, one.kept) == (MANY, False)


@pytest.mark.parametrize(
    "goal", [Goal("jdih nothing", 1.0), Goal("jdih check", 1.0, "a peer that was not there")]
)
def test_what_was_not_measured_is_neither_kept_nor_missed(goal: Goal) -> None:
    one = verdict(goal, result("jdih check", 1))
    assert (one.kept, one.reached) == (None, "not measured")
    assert goals.missed([one]) == []
    assert told([one]) == 1


def test_the_worst_growth_of_ours_is_told() -> None:
    def grown(name: str, times: float) -> Section:
        return section(result(name, times), few=(result(name, 1.0),))

    def judged(times: float) -> list[Verdict]:
        others = [grown("jdih check", 9), grown("a peer", 50), section(result("jdih --help", 1))]
        return list(goals.judge_growth([grown("jdih build", times), *others]))

    (kept,), (missed,) = judged(11), judged(11.5)
    assert kept.kept
    assert missed.kept is False
    assert missed.reached == "11.5 × at worst: jdih build"
    assert list(goals.judge_growth([section(result("jdih check", 1))])) == []


def seconds(documents: int, cost: Callable[[int], float]) -> Result:
    """Return three runs of a command that takes half a second to start; one of them disturbed."""
    took = 0.5 + cost(documents)
    return result("jdih check", took * 1.8, took, took * 1.1)


@pytest.mark.parametrize(
    ("cost", "kept"),
    [
        (lambda n: n / 1000, True),
        (lambda n: n / 1000 * n.bit_length() / 10, True),
        (lambda n: n / 2000 + (n / 1000) ** 2 / 2, False),
        (lambda n: (n / 1000) ** 2, False),
    ],
    ids=["linear", "sorted", "half quadratic", "quadratic"],
)
def test_a_quadratic_step_fails_the_small_form(cost: Callable[[int], float], kept: bool) -> None:
    one = goals.judge_marginal(MANY, *(seconds(count, cost) for count in (0, 250, 1000)))
    assert one.kept is kept


def test_the_small_form_fails_with_what_was_missed(capsys: pytest.CaptureFixture[str]) -> None:
    check, build = SMALL
    results = (
        result(check.row, 7.1),
        result(check.of, 10),
        result(build.row, 7.9),
        result(build.of, 10),
    )
    verdicts = [
        *goals.judge(SMALL, [section(*results)]),
        *goals.judge_query(MANY, "peraturan", 250_000, 1_000_000, goals.SMALL_QUERY_SHARE),
    ]

    assert told(verdicts) == 1

    out, err = capsys.readouterr()
    assert err == (
        "missed: jdih check ≤ 0.7 × check-jsonschema, headers as YAML files, cpu; "
        "at 10,000 documents: 0.71 ×\n"
    )
    assert len(out.splitlines()) == 3
    assert told([one for one in verdicts if one.kept]) == 0


@pytest.mark.parametrize(("ours", "peer"), [(301_000, 9_000_000), (251_000, 1_000_000)])
def test_a_first_query_has_two_limits(ours: int, peer: int) -> None:
    judged = list(goals.judge_query(MANY, "peraturan", ours, peer, 1 / 4))
    assert [one.kept for one in judged].count(False) == 1


def test_a_report_begins_with_the_goals() -> None:
    kept, missed, unknown = (
        Verdict("a", FEW, "1 s", True),
        Verdict("b", FEW, "2 s", False),
        Verdict("c", "–", "not measured", None),
    )
    table = goals.table([kept, missed, unknown])
    text = render([section(result("jdih check", 1))], [], machine(), {}, "About", first=table)

    assert text.index("## Goals") < text.index("## made up")
    assert "| a | 1,000 documents | 1 s | yes |" in text
    assert "| b | 1,000 documents | 2 s | **no** |" in text
    assert "| c | – | not measured | – |" in text


def test_goals_name_rows_that_are_measured(tmp_path: Path) -> None:
    for folder in ("office/content/dokumen/peraturan/uu", "copies/headers"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "office/content/dokumen/peraturan/uu/index.md").touch()
    hugo = tmp_path / "peers/lib/python3/site-packages/hugo/binaries/hugo"
    hugo.parent.mkdir(parents=True)
    hugo.touch()
    desk = Desk(tmp_path / "office", tmp_path / "copies", tmp_path / "peers")
    tables = (
        *(works.pages, works.whole, works.changed, works.unchanged, works.check, works.checked),
        *(works.index, works.daily, works.start, works.verify, works.audit),
    )
    beside = [{work.name for work in table(desk)} for table in tables]
    for goal in (*GOALS, *SMALL):
        named = {goal.row, goal.of} - {""}
        assert any(named <= names for names in beside), goal
