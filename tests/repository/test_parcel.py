"""A line of commits in one file: what was before a moment, and nothing but whole bundles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jdih.repository.failures import GitFailed
from jdih.repository.parcel import last_before, unwrapped, wrap
from tests.signing import START, Branching

REF = "refs/heads/register"


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    branching = Branching(tmp_path / "office")
    for text in ("satu\n", "dua\n", "tiga\n"):
        branching.commit({"berkas.txt": text})
    return branching


def test_the_newest_commit_before_a_moment_on_the_main_line(branching: Branching) -> None:
    begin = datetime.fromtimestamp(START, UTC)
    minute = timedelta(minutes=1)
    oldest = branching.tip("HEAD~2")

    assert last_before(branching.repository, "HEAD", begin + minute) is None
    assert last_before(branching.repository, "HEAD", begin + 2 * minute) == oldest
    assert last_before(branching.repository, "HEAD", begin + 9 * minute) == branching.tip()


def test_a_parcel_holds_the_line_and_leaves_nothing_behind(branching: Branching) -> None:
    data = wrap(branching.repository, branching.tip("HEAD~1"), REF)

    with unwrapped(data, REF) as found:
        assert found.text("log", "--format=%H", REF).split() == [
            branching.tip("HEAD~1"),
            branching.tip("HEAD~2"),
        ]
        assert found.tree(REF).read("berkas.txt") == b"dua\n"
        folder = found.root.parent
    assert not folder.exists()
    assert branching.git("for-each-ref", "--format=%(refname)") == "refs/heads/main"


@pytest.mark.parametrize("cut", [0, 10, 60, 150, -1])
def test_a_part_of_a_parcel_is_none(branching: Branching, cut: int) -> None:
    data = wrap(branching.repository, branching.tip(), REF)
    with pytest.raises(GitFailed), unwrapped(data[:cut], REF):
        pass


def test_another_ref_is_not_taken(branching: Branching) -> None:
    data = wrap(branching.repository, branching.tip(), "refs/heads/lain")
    with pytest.raises(GitFailed), unwrapped(data, REF):
        pass
