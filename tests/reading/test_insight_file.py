"""The month's numbers on disk: written once for all, typed ones on top."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import (
    AccountMetric,
    ChannelInsight,
    MonthInsight,
    PostInsight,
    PostMetric,
)
from jdih.reading.insight_file import parse, path_of, read_month, render
from jdih.reading.places import INSIGHT
from jdih.repository.tree import WorkTree
from tests.gitrepo import write

MONTH = "2026-11"
CHANNELS = {
    "x": Channel("x", "X", ("https://x.com/{akun}/status/{kode}",
                            "https://twitter.com/{akun}/status/{kode}")),
    "instagram": Channel("instagram", "Instagram", ("https://www.instagram.com/p/{kode}/",)),
}  # fmt: skip
TYPED = """\
bulan: 2026-11
platform:
  x:
    akun:
      pengikut_akhir: 12,9 rb
      jangkauan: –
    unggahan:
      - alamat: https://twitter.com/a/status/1?s=20
        tayangan: 1.234
"""

counts = st.integers(0, 10**9)
posts = st.builds(
    lambda code, day, numbers: PostInsight(code, f"https://x.com/a/status/{code}", day, numbers),
    st.sampled_from(["1", "2", "3"]),
    st.none() | st.dates(date(2026, 11, 1), date(2026, 11, 30)),
    st.dictionaries(st.sampled_from(PostMetric), counts, max_size=2),
)
channels = st.builds(
    lambda account, found: ChannelInsight(account).under(ChannelInsight({}, tuple(found))),
    st.dictionaries(st.sampled_from(AccountMetric), counts, max_size=2),
    st.lists(posts, max_size=3),
)


def read(text: str) -> MonthInsight:
    return parse("ketik.yml", text.encode(), MONTH, CHANNELS)


@given(channels)
def test_what_is_written_is_read_again(channel: ChannelInsight) -> None:
    month = MonthInsight(MONTH, {"x": channel} if channel != ChannelInsight() else {})
    assert parse("a.yml", render(month), MONTH, CHANNELS) == month


@given(channels, channels)
def test_both_together_are_the_same_again(one: ChannelInsight, other: ChannelInsight) -> None:
    both = one.under(other)
    assert both.under(other) == both
    assert both.under(ChannelInsight()) == both
    assert other.account.items() <= both.account.items()


def test_numbers_are_typed_as_people_type_them() -> None:
    channel = read(TYPED).channels["x"]
    assert channel.account == {AccountMetric.FOLLOWERS_AFTER: 12_900}
    (post,) = channel.posts
    assert (post.identity, post.address) == ("1", "https://twitter.com/a/status/1")
    assert post.numbers == {PostMetric.VIEWS: 1234}


def test_what_was_typed_holds_over_what_was_imported(tmp_path: Path) -> None:
    imported = MonthInsight(MONTH, {"x": ChannelInsight(
        {AccountMetric.FOLLOWERS_AFTER: 5, AccountMetric.REACH: 7},
        (PostInsight("1", "https://x.com/a/status/1", None,
                     {PostMetric.VIEWS: 1, PostMetric.LIKES: 3}),),
    )})  # fmt: skip
    write(tmp_path, {path_of(MONTH, "x"): render(imported).decode(), path_of(MONTH, "ketik"): TYPED,
                     path_of("2026-10", "ketik"): TYPED.replace("2026-11", "2026-10")})  # fmt: skip
    channel = read_month(WorkTree(tmp_path, (INSIGHT,)), MONTH, CHANNELS).channels["x"]
    assert channel.account == {AccountMetric.FOLLOWERS_AFTER: 12_900, AccountMetric.REACH: 7}
    (post,) = channel.posts
    assert post.numbers == {PostMetric.VIEWS: 1234, PostMetric.LIKES: 3}


@pytest.mark.parametrize("text", ["", "# Nanti diisi.\n"])
def test_a_file_that_holds_nothing_is_told(text: str) -> None:
    with pytest.raises(JdihError, match=r"^a\.yml kosong\.$"):
        parse("a.yml", text.encode(), MONTH, CHANNELS)


def test_a_month_without_files_knows_nothing(tmp_path: Path) -> None:
    assert read_month(WorkTree(tmp_path, (INSIGHT,)), MONTH, CHANNELS) == MonthInsight(MONTH)


def test_a_link_among_the_files_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"rahasia.yml": TYPED, path_of(MONTH, "x"): TYPED})
    (tmp_path / path_of(MONTH, "ketik")).symlink_to(tmp_path / "rahasia.yml")
    (tmp_path / path_of(MONTH, "x")).unlink()
    assert read_month(WorkTree(tmp_path, (INSIGHT,)), MONTH, CHANNELS) == MonthInsight(MONTH)


@pytest.mark.parametrize(
    ("old", "new", "saying"),
    [
        ("2026-11", "2026-10", "ketik.yml:1:1: Bulan “2026-10” bukan 2026-11"),
        ("  x:", "  threads:", "ketik.yml:3:3: Kunci “threads” tidak dikenal"),
        ("jangkauan", "jangkuan", "ketik.yml:6:7: Kunci “jangkuan” tidak dikenal"),
        ("12,9 rb", "1.23", "ketik.yml:5:7: “1.23” dapat dibaca"),
        ("twitter.com/a/status/1?s=20", "x.com/a", "ketik.yml:8:9: Alamat itu bukan"),
        ("        tayangan: 1.234", "        tanggal: 3 November", "ketik.yml:9:9: Tanggal"),
        ("akun:", "akun: &a", "JD207"),
        ("bulan: 2026-11", "bulan: 2026-11\nbulan: 2026-11", "JD206"),
        ("12,9", "12,9\u202e", "JD106"),
    ],
)  # fmt: skip
def test_a_slip_is_named_by_its_place(old: str, new: str, saying: str) -> None:
    with pytest.raises(JdihError) as fault:
        read(TYPED.replace(old, new, 1))
    assert saying in fault.value.message
    assert fault.value.remedy
