"""What is typed into the form *Insight* becomes numbers, is named as bad, or is refused."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.insight import AccountMetric, ChannelInsight, MonthInsight, PostMetric
from jdih.publication.filled_numbers import Filled, read_filled, told
from jdih.reading.channels import read_channels
from jdih.reading.form import ACCOUNT_LABELS, NUMBERS
from jdih.reading.insight_columns import read_columns
from jdih.reading.insight_file import parse
from jdih.repository.tree import WorkTree
from tests.reading.test_form import written
from tests.trees import ROOT

CHANNELS = read_channels(WorkTree(ROOT)).channels or {}
COLUMNS = read_columns(WorkTree(ROOT)).columns or {}
TODAY = date(2026, 11, 30)
HEAD = "alamat; tanggal; tayangan; jangkauan"
POST = "https://www.instagram.com/p/C1/"


def unreachable(address: str) -> bytes:
    raise JdihError(f"Tidak ada: {address}", "Coba lagi.")


def filled(**answers: str) -> Filled:
    asked = {"bulan": "2026-11", "platform": "instagram", **answers}
    return read_filled(written(asked, NUMBERS), CHANNELS, COLUMNS, unreachable, TODAY)


def test_every_number_of_an_account_is_asked_for() -> None:
    assert set(ACCOUNT_LABELS) == set(AccountMetric)


@pytest.mark.parametrize(
    ("typed", "number"), [("12.345", 12_345), ("1,2 rb", 1_200), ("3,4 jt", 3_400_000), ("–", None)]
)
def test_numbers_are_read_as_people_write_them(typed: str, number: int | None) -> None:
    said = filled(pengikut_awal="7", jangkauan=typed, unggahan=f"{HEAD}\n{POST};;{typed};9")
    assert said.typed.account.get(AccountMetric.REACH) == number
    (post,) = said.typed.posts
    assert post.numbers.get(PostMetric.VIEWS) == number
    assert said.faults == ()


def test_good_rows_are_kept_and_bad_ones_named() -> None:
    said = filled(
        pengikut_awal="1.2",
        unggahan=f"{HEAD}; like\n{POST};2026-11-03;5;6;7\n{POST};kemarin;5;6\n"
        f"{POST};2026-10-03;1;1",
    )
    assert [number for post in said.typed.posts for number in post.numbers.values()] == [5, 6]
    assert said.taken == ("Angka unggahan: 1 baris",)
    assert [re.split(r"[:“]", fault)[0] for fault in said.faults] == [
        "Isian ",
        "Angka unggahan, baris 1, kolom ",
        "Angka unggahan, baris 3, kolom ",
        "Angka unggahan",
    ]


def test_what_is_still_unknown_is_told() -> None:
    said = filled(pengikut_awal="7")
    known = MonthInsight("2026-11", {"instagram": said.typed, "x": ChannelInsight()})
    words = unescape(told(said, known, CHANNELS, "Masuk."))
    assert "Akun: Pengikut akhir bulan, " in words
    assert "Unggahan: belum ada angkanya" in words
    assert words.endswith("Belum ada angka November 2026: Facebook, TikTok, YouTube.")


HOSTILE = st.sampled_from(
    [
        "$(touch x)",
        "`id`",
        "${{ secrets.A }}",
        "::set-output name=a::b",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![a](https://a.example/x.png)",
        "@semua",
        "../../etc/passwd",
        "a: {b: [c]}",
        "- &a *a",
        "'\nplatform: {}\n'",
        f"{HEAD}\n{POST};2026-11-03;12;<b>",
        "Permalink,Reach\nhttps://www.instagram.com/p/C1/,=1+1",
        "[x.csv](https://github.com/user-attachments/files/1/x.csv)",
    ]
)
TYPED = st.one_of(HOSTILE, st.text(max_size=80), st.from_regex(r"[0-9.,]{1,6}( rb| jt)?"))


@given(
    st.dictionaries(
        st.sampled_from([field.key for field in NUMBERS]), TYPED, min_size=1, max_size=4
    )
)
@example({"unggahan": f"{HEAD}\n{POST};;5;\n@semua;;<b>;"})
@example({"ekspor": f"Permalink,Reach\n{POST}#' x,5"})
def test_whatever_is_typed_becomes_numbers_or_words_and_nothing_else(typed: dict[str, str]) -> None:
    try:
        said = filled(**typed)
    except JdihError:
        return
    files = said.files(WorkTree(ROOT, ("drafts/insight",)), CHANNELS)
    month = str(said.month)
    known = MonthInsight(month)
    for path, data in sorted(files.items(), reverse=True):
        folder, _, name = path.rpartition("/")
        assert folder == f"drafts/insight/{month}"
        assert name in {"ketik.yml", f"{said.channel.code}.yml"}
        known = known.under(parse(path, data, month, CHANNELS))
    read = known.channels.get(said.channel.code, ChannelInsight())
    assert read == said.exported.under(said.typed)
    words = told(said, known, CHANNELS, "Masuk ke usulan #1.")
    outside = re.sub(r"<code>[^<>`@\[\]]*</code>", "", words)
    assert not re.search(r"[<>`@\[\]$]|://", outside)
