"""History as read from real repositories, odd names and messages included."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.repository.history import History, read_differences, read_history
from jdih.repository.log import Commit
from tests.signing import START, Branching

A = "content/konten/2026/a/index.md"
B = "content/konten/2026/b/index.md"


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    return Branching(tmp_path / "office")


def _read(branching: Branching) -> History:
    return read_history(branching.repository, "main")


def _paths(commit: Commit) -> list[tuple[str, str]]:
    return [(change.status, change.path) for change in commit.changes]


def test_main_line_shows_a_merge_as_one_change_of_the_branch(branching: Branching) -> None:
    root = branching.commit({A: "1"})
    branching.branch("side")
    first = branching.commit({"drafts/b/index.md": "1"})
    branching.git("mv", "drafts/b", "content/b")
    second = branching.commit({})
    branching.switch("main")
    direct = branching.commit({A: "2", "README.md": "x"})
    branching.clock += 60
    branching.git("merge", "--quiet", "--no-ff", "-m", "m", "side")
    merge = branching.tip()

    history = _read(branching)

    assert [commit.sha for commit in history.mainline] == [root, direct, merge]
    assert [_paths(commit) for commit in history.mainline] == [
        [("A", A)],
        [("M", A)],
        [("A", "content/b/index.md")],
    ]
    assert history.mainline[2].parents == (direct, second)
    assert list(history.merged) == [merge]
    assert {commit.sha: _paths(commit) for commit in history.merged[merge]} == {
        first: [("A", "drafts/b/index.md")],
        second: [("A", "content/b/index.md"), ("D", "drafts/b/index.md")],
    }
    assert history.head == merge


def test_blob_and_mode_are_those_after_the_change(branching: Branching) -> None:
    branching.commit({A: "1", B: "1"})
    (branching.root / A).chmod(0o755)
    branching.commit({B: None})

    last = _read(branching).mainline[-1].changes

    assert [(change.status, change.mode) for change in last] == [("M", "100755"), ("D", "000000")]
    assert last[0].blob == branching.git("hash-object", A)
    assert last[1].deleted
    assert set(last[1].blob) == {"0"}


def test_each_commit_belongs_to_the_merge_that_brought_it(branching: Branching) -> None:
    branching.commit({A: "0"})
    branching.branch("one")
    one = branching.commit({A: "1"})
    branching.branch("two", "one")
    two = branching.commit({B: "2"})
    branching.switch("main")
    branching.git("merge", "--quiet", "--no-ff", "-m", "m1", "one")
    first = branching.tip()
    branching.switch("two")
    branching.git("merge", "--quiet", "--no-ff", "-m", "update", "main")
    update = branching.tip()
    branching.switch("main")
    branching.git("merge", "--quiet", "--no-ff", "-m", "m2", "two")
    second = branching.tip()

    merged = _read(branching).merged

    assert {sha: {commit.sha for commit in brought} for sha, brought in merged.items()} == {
        first: {one},
        second: {two, update},
    }


def test_a_merge_on_the_side_shows_only_what_no_parent_had(branching: Branching) -> None:
    branching.commit({A: "0\n"})
    branching.branch("side")
    branching.commit({B: "side\n"})
    branching.switch("main")
    branching.commit({A: "main\n"})
    branching.switch("side")
    branching.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
    update = branching.commit({B: "smuggled\n", "drafts/c/index.md": "new\n"})
    branching.switch("main")
    branching.git("merge", "--quiet", "--no-ff", "-m", "m", "side")

    brought = _read(branching).merged[branching.tip()]

    side = next(commit for commit in brought if commit.sha == update)
    assert _paths(side) == [("M", B), ("A", "drafts/c/index.md")]


def test_an_octopus_brings_all_its_sides(branching: Branching) -> None:
    branching.commit({A: "0"})
    branching.branch("one")
    one = branching.commit({A: "1"})
    branching.branch("two", "main")
    two = branching.commit({B: "2"})
    branching.switch("main")
    branching.git("merge", "--quiet", "--no-ff", "-m", "octopus", "one", "two")

    history = _read(branching)

    octopus = history.mainline[-1]
    assert len(octopus.parents) == 3
    assert {commit.sha for commit in history.merged[octopus.sha]} == {one, two}


@pytest.mark.parametrize(
    ("trailer", "moment"),
    [
        ("Diminta: 2026-11-20T16:00:00+07:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("Diminta: 2026-11-20T16:00:00", None),
        ("Diminta: 2026-11-31T16:00:00+07:00", None),
        ("Diminta: kemarin", None),
        ("Tidak Diminta: 2026-11-20T16:00:00+07:00", None),
    ],
)
def test_when_a_commit_was_asked_for_is_read_from_its_trailer(
    branching: Branching, trailer: str, moment: datetime | None
) -> None:
    branching.commit({A: "1"}, message=f"subject\n\n{trailer}\n")

    assert _read(branching).mainline[0].asked == moment


def test_people_are_read_from_author_committer_and_trailers(branching: Branching) -> None:
    message = (
        "subject\n\nCo-authored-by: One <1+one@users.noreply.github.com>\nbody\n"
        "  co-authored-BY: <two@example.invalid>\n\nCo-authored-by: no address\n"
        "Not-co-authored-by: Three <three@example.invalid>"
    )
    branching.commit({A: "1"}, address="7+x@users.noreply.github.com", message=message)

    commit = _read(branching).mainline[0]

    assert (commit.author, commit.committer) == ("7+x@users.noreply.github.com",) * 2
    assert commit.coauthors == (
        "1+one@users.noreply.github.com",
        "two@example.invalid",
        "no address",
    )


def test_time_keeps_its_zone(branching: Branching) -> None:
    commit = branching.commit({A: "1"})

    history = _read(branching)

    assert history.mainline[0].time.timestamp() == START + 60
    assert history.mainline[0].time.utcoffset() == timedelta(hours=7)
    assert history.times == {commit: history.mainline[0].time}


@pytest.mark.parametrize(
    "name",
    [
        "content/new\nline.md",
        "content/:100644 100644 0000 0000 M",
        'content/"quoted".md',
        "content/\u00e9\u202e.md",
        "content/ tab\t.md",
        "content/*",
    ],
)
def test_any_path_is_read_as_it_is(branching: Branching, name: str) -> None:
    branching.commit({"content/before.md": "1", name: "1", "drafts/z/index.md": "2"})

    assert sorted(change.path for change in _read(branching).mainline[0].changes) == sorted(
        ["content/before.md", name, "drafts/z/index.md"]
    )


def test_a_path_that_is_not_utf8_keeps_its_bytes(branching: Branching) -> None:
    (branching.root / "content").mkdir()
    Path(os.fsdecode(os.fsencode(branching.root) + b"/content/\xff.md")).write_text("1")
    branching.commit({})

    (change,) = _read(branching).mainline[0].changes

    assert change.path == "content/\udcff.md"


def test_raw_bytes_in_a_commit_shift_nothing(branching: Branching) -> None:
    """Names, dates, encodings and messages that Git's porcelain would never write."""
    branching.commit({A: "1"})
    tree = branching.tip("HEAD^{tree}").encode()
    parent = branching.tip().encode()
    raw = (
        b"tree %s\nparent %s\n"
        b"author \xff\x01\x00 <a\xff@b> 99999999999999999999 +9999\n"
        b"committer : <:100644> x\nencoding UTF-7\n\n"
        b":000000 100644 0 1 A\nCo-authored-by: \xfe <\xfe@x>\n\xff"
    ) % (tree, parent)
    odd = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=branching.root,
        input=raw,
        capture_output=True,
        check=True,
    ).stdout.decode()
    branching.git("reset", "--hard", "--quiet", odd.strip())
    last = branching.commit({A: "2"})

    history = _read(branching)

    assert [commit.sha for commit in history.mainline][1:] == [odd.strip(), last]
    assert history.mainline[1].changes == ()
    assert history.mainline[1].time.timestamp() == 0
    assert _paths(history.mainline[2]) == [("M", A)]


def test_settings_of_the_repository_change_nothing(branching: Branching) -> None:
    branching.commit({A: "1\n2\n3\n4\n", ".mailmap": "<x@y.invalid> <nobody@example.invalid>\n"})
    branching.branch("side")
    branching.git("mv", A, B.removeprefix("content/konten/2026/b/").replace("index", "content/x"))
    branching.commit({})
    branching.switch("main")
    branching.git("merge", "--quiet", "--no-ff", "-m", "m", "side")
    plain = _read(branching)
    for key, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.mailmap": "true",
        "log.date": "relative",
        "log.diffMerges": "dense-combined",
        "log.decorate": "full",
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "color.ui": "always",
        "core.abbrev": "5",
        "format.pretty": "oneline",
        "i18n.logOutputEncoding": "UTF-16",
    }.items():
        branching.git("config", key, value)

    assert _read(branching) == plain


def test_an_unknown_branch_is_named(branching: Branching) -> None:
    branching.commit({A: "1"})

    with pytest.raises(JdihError, match="tiada"):
        read_history(branching.repository, "tiada")


def test_a_shallow_clone_is_refused_with_its_remedy(branching: Branching, tmp_path: Path) -> None:
    branching.commit({A: "1"})
    branching.commit({A: "2"})
    url = f"file://{branching.root}"
    branching.git("clone", "--quiet", "--depth=1", url, str(tmp_path / "clone"))
    clone = Branching(tmp_path / "clone")

    with pytest.raises(JdihError) as caught:
        read_history(clone.repository, "HEAD")

    assert "git fetch --unshallow" in caught.value.remedy


def test_differences_lead_from_the_merge_to_its_side(branching: Branching) -> None:
    branching.commit({A: "0", "README.md": "0"})
    branching.branch("side")
    side = branching.commit({B: "side", "content/dropped.md": "x"})
    branching.switch("main")
    main = branching.commit({A: "main", "README.md": "1"})
    branching.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    evil = branching.commit({B: "evil", "content/dropped.md": None})
    branching.git("switch", "--quiet", "--create", "even", side)
    branching.git("merge", "--quiet", "--no-ff", "--strategy=ours", "-m", "ours", main)
    ours = branching.tip()

    found = read_differences(branching.repository, {evil: side, ours: side})

    assert [(change.status, change.path) for change in found[evil]] == [
        ("A", "content/dropped.md"),
        ("M", A),
        ("M", B),
    ]
    assert found[evil][2].blob == branching.tip(f"{side}:{B}")
    assert found[ours] == ()
    assert read_differences(branching.repository, {}) == {}
