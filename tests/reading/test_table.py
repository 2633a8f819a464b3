"""Exports as files: what they hold, and what is done with those that hold nothing good."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from jdih.errors import JdihError
from jdih.reading.table import LARGEST, read_table
from tests.trees import EXAMPLES

XLSX = (EXAMPLES / "insight" / "youtube.xlsx").read_bytes()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_as_programs_write_it(mark: str, encoding: str, end: str) -> None:
    text = end.join((mark.join(("a", "b")), mark.join((" é ", f'"x{mark}y"')), ""))
    table = read_table("folder/ekspor.csv", text.encode(encoding))
    assert table.rows == (("a", "b"), ("é", f"x{mark}y"))
    assert table.name == "ekspor.csv"


def test_xlsx_has_numbers_and_days_and_no_half_numbers() -> None:
    rows = read_table("a.xlsx", XLSX).rows
    assert rows[0][0] == "Content"
    assert rows[2][:6] == ("q7gamVideo1", "Menelusuri undang-undang", "Nov 12, 2026", 36, 1900,
                           "9.5 (pecahan)")  # fmt: skip
    assert rows[3][2] == date(2026, 11, 13)
    assert rows[3][4] == "1.234 (pecahan)"


def test_a_sheet_goes_by_its_name() -> None:
    assert read_table("a.xlsx", XLSX, "Chart data").rows[0] == ("Date", "Views")
    with pytest.raises(JdihError, match="lembar “Lain”") as fault:
        read_table("a.xlsx", XLSX, "Lain")
    assert "Table data, Chart data" in fault.value.remedy


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(210 * 1_048_576))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "saying"),
    [
        (b"\xff\x00\x81", "bukan CSV UTF-8"),
        (b"PK\x03\x04rusak", "tidak terbaca sebagai XLSX"),
        (XLSX[:2000], "tidak terbaca sebagai XLSX"),
        (b"x" * (LARGEST + 1), "lebih besar dari 20 MB"),
        (b"a\n" * 100_001, "lebih dari 100000 baris"),
        (b'"' + b"x" * 200_000, "bukan CSV yang utuh"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_cannot_be_read_is_said(data: bytes, saying: str) -> None:
    with pytest.raises(JdihError, match=saying):
        read_table("a", data)


def test_a_bomb_is_not_unpacked() -> None:
    data = bomb()
    assert len(data) < LARGEST
    with pytest.raises(JdihError, match="terlalu besar setelah dibuka"):
        read_table("a.xlsx", data)


def test_a_zip_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("naskah.txt", "x")
    with pytest.raises(JdihError, match="tidak terbaca sebagai XLSX"):
        read_table("a.xlsx", out.getvalue())


def test_nothing_is_no_table() -> None:
    assert read_table("a.csv", b"").rows == ()
