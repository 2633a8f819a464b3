"""Exports read with our own table of columns: the good rows, and the bad ones by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import AccountMetric, PostInsight, PostMetric
from jdih.reading.channels import read_channels
from jdih.reading.indonesian_number import Style
from jdih.reading.insight_columns import Columns, read_columns
from jdih.reading.insight_table import Export, read_export
from jdih.reading.table import Table, read_table
from jdih.repository.tree import WorkTree
from tests.trees import EXAMPLES, ROOT

MONTH = "2026-11"
CHANNELS = read_channels(WorkTree(ROOT)).channels or {}
COLUMNS: Mapping[str, Columns] = read_columns(WorkTree(ROOT)).columns or {}


def read(name: str, platform: str) -> Export:
    data = (EXAMPLES / "insight" / name).read_bytes()
    return read_export(read_table(name, data), COLUMNS[platform], CHANNELS[platform], MONTH)


def of(text: str, platform: str = "x", **changes: object) -> Export:
    table = read_table("a.csv", text.encode())
    columns = replace(COLUMNS[platform], **changes)  # type: ignore[arg-type]
    return read_export(table, columns, CHANNELS[platform], MONTH)


def test_posts_of_instagram() -> None:
    export = read("instagram.csv", "instagram")
    first, second = export.insight.posts
    address = "https://www.instagram.com/p/C1asas/"
    assert first == PostInsight("C1asas", address, date(2026, 11, 3), {
        PostMetric.VIEWS: 1160, PostMetric.REACH: 845, PostMetric.LIKES: 95,
        PostMetric.COMMENTS: 2, PostMetric.SHARES: 13, PostMetric.SAVES: 24,
    })  # fmt: skip
    assert second.numbers[PostMetric.VIEWS] == 2500
    assert PostMetric.REACH not in second.numbers, "unknown is not zero"
    assert (export.rows, export.outside) == (2, 1)


def test_a_bad_row_is_named_by_file_row_and_column() -> None:
    bad = read("instagram.csv", "instagram").bad
    assert [(one.file, one.row, one.column) for one in bad] == [
        ("instagram.csv", 3, "Views"),
        ("instagram.csv", 5, "Permalink"),
        ("instagram.csv", 7, "Publish time"),
    ]
    assert bad[0].as_text().startswith("instagram.csv, baris 3, kolom “Views”: “1.23” dapat dibaca")


def test_days_of_an_account_are_added_up() -> None:
    export = read("x.csv", "x")
    assert export.insight.account == {
        AccountMetric.VIEWS: 1200, AccountMetric.VISITS: 20, AccountMetric.CLICKS: 10,
    }  # fmt: skip
    assert (export.rows, export.outside, export.bad) == (2, 1, ())


def test_followers_are_taken_from_both_ends_and_people_are_not_added_up() -> None:
    followers = {metric: (metric.value,) for metric in AccountMetric}
    head = "Date,pengikut_awal,pengikut_akhir,jangkauan,tayangan\n"
    days = "2026-11-02,11,12,5,7\n2026-11-01,10,11,5,7\n"
    export = of(head + days, account=followers)
    assert export.insight.account == {
        AccountMetric.FOLLOWERS_BEFORE: 10, AccountMetric.FOLLOWERS_AFTER: 12,
        AccountMetric.VIEWS: 14,
    }  # fmt: skip
    one = of(head + "2026-11-01,10,11,5,7\n", account=followers)
    assert one.insight.account[AccountMetric.REACH] == 5


def test_youtube_by_its_codes_without_the_sum() -> None:
    export = read("youtube.xlsx", "youtube")
    (post,) = export.insight.posts
    assert post.address == "https://www.youtube.com/watch?v=q7gamVideo1"
    assert post.numbers[PostMetric.VIEWS] == 1900
    assert [(one.row, one.column) for one in export.bad] == [(4, "Views")]
    assert export.outside == 1


def test_an_export_in_indonesian() -> None:
    export_columns = replace(COLUMNS["facebook"], style=Style.INDONESIAN, address=("Alamat",),
                             day=("Tanggal",))  # fmt: skip
    table = read_table("a.csv", (EXAMPLES / "insight" / "indonesia.csv").read_bytes())
    export = read_export(table, export_columns, CHANNELS["facebook"], MONTH)
    (post,) = export.insight.posts
    assert post.day == date(2026, 11, 30)
    assert post.numbers == {PostMetric.VIEWS: 12_345, PostMetric.LIKES: 1_200}


def test_a_bad_row_keeps_nothing_of_itself() -> None:
    text = "Post Link,Impressions,Likes\nhttps://x.com/a/status/1,5,1.23\n"
    assert of(text).insight.posts == ()


def test_the_head_may_stand_below_and_blank_rows_are_passed_over() -> None:
    text = "Laporan,,\n,,\nPost Link,Impressions\n,\nhttps://x.com/a/status/1,5\n"
    export = of(text)
    assert [post.numbers for post in export.insight.posts] == [{PostMetric.VIEWS: 5}]
    assert export.bad == ()
    broken = of(text.replace(",5\n", ",lima\n"))
    assert [one.row for one in broken.bad] == [5]


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    text = "Post Link,Likes,Likes\nhttps://x.com/a/status/1,5,7\n"
    assert of(text).insight.posts[0].numbers == {PostMetric.LIKES: 5}


def test_one_post_twice_is_one_post() -> None:
    text = ("Post Link,Date,Likes,Replies\nhttps://x.com/a/status/1,2026-11-02,5,–\n"
            "https://twitter.com/a/status/1,,–,2\n")  # fmt: skip
    (post,) = of(text).insight.posts
    assert post == PostInsight("1", "https://x.com/a/status/1", date(2026, 11, 2),
                               {PostMetric.LIKES: 5, PostMetric.COMMENTS: 2})  # fmt: skip


def test_a_short_row_lacks_numbers_and_is_no_fault() -> None:
    export = of("Post Link,Likes\nhttps://x.com/a/status/1\n")
    assert export.insight.posts[0].numbers == {}


def test_the_office_s_own_account_alone() -> None:
    table = read_table("a.csv", b"Post Link,Likes\nhttps://x.com/lain/status/1,5\n")
    own: Channel = replace(CHANNELS["x"], accounts=("jdih",))
    (fault,) = read_export(table, COLUMNS["x"], own, MONTH).bad
    assert "bukan akun kantor" in fault.message


@pytest.mark.parametrize("text", ["", "Kolom lain,Angka\nx,5\n", "\n\n"])
def test_an_export_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(JdihError, match="Tidak ada kolom yang dikenal") as fault:
        of(text)
    assert "site_config/insight.yml" in fault.value.remedy


def test_the_names_of_columns_are_shown_when_none_is_known() -> None:
    with pytest.raises(JdihError, match="Nama, Angka"):
        read_export(Table("a.csv", (("Nama", "Angka"),)), COLUMNS["x"], CHANNELS["x"], MONTH)
