"""``jdih insight``: exports come in, typed numbers stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.reading.channels import CHANNELS_PATH
from jdih.reading.insight_columns import COLUMNS_PATH
from tests.gitrepo import write
from tests.offices import make_office
from tests.trees import EXAMPLES, ROOT

EXPORTS = EXAMPLES / "insight"
IMPORTED = "drafts/insight/2026-11/instagram.yml"
TYPED = "drafts/insight/2026-11/ketik.yml"
NOTES = """\
# Catatan sendiri.
bulan: 2026-11
platform:
  instagram:
    akun:
      pengikut_akhir: "12,9 rb"
    unggahan:
      - alamat: https://www.instagram.com/reel/C4reel/
        jangkauan: 1.234
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = make_office(tmp_path / "kantor")
    for path in (CHANNELS_PATH, COLUMNS_PATH):
        shutil.copy(ROOT / path, root / path)
    return root


def take(root: Path, name: str = "instagram.csv", platform: str = "instagram") -> int:
    return main(["-C", str(root), "insight", "import", "--platform", platform, "--bulan", "2026-11",
                 str(EXPORTS / name)])  # fmt: skip


def show(root: Path, *words: str) -> int:
    return main(["-C", str(root), "insight", "show", "--bulan", "2026-11", *words])


def test_good_rows_are_kept_and_bad_ones_named(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(office) == 1

    out = capsys.readouterr().out
    assert out.count("instagram.csv, baris ") == 3
    assert out.endswith(
        f"Instagram: 2 baris masuk ke {IMPORTED}, 3 baris ditinggalkan, 1 baris bulan lain.\n"
    )
    assert "tayangan: 1.160\n" in (office / IMPORTED).read_text(encoding="utf-8")
    assert main(["-C", str(office), "check"]) == 0, "the numbers are taken for a draft"


def test_the_same_export_again_changes_nothing(office: Path) -> None:
    take(office)
    first = (office / IMPORTED).read_bytes()
    take(office)
    assert (office / IMPORTED).read_bytes() == first


def test_typed_numbers_are_never_written_over(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, {TYPED: NOTES})
    take(office)
    assert (office / TYPED).read_text(encoding="utf-8") == NOTES
    capsys.readouterr()

    assert show(office) == 0

    out = capsys.readouterr().out
    assert "  pengikut_akhir              12.900\n" in out
    assert "  pengikut_awal                    –\n" in out
    assert "    tayangan 2.500, jangkauan 1.234, " in out
    assert "    tayangan 1.160, jangkauan 845, " in out


def test_a_later_export_adds_to_an_earlier_one(office: Path, tmp_path: Path) -> None:
    take(office)
    more = tmp_path / "lanjutan.csv"
    more.write_text("Permalink,Reach,Likes\nhttps://www.instagram.com/p/C1asas/,900,\n"
                    "https://www.instagram.com/p/C9/,5,6\n", encoding="utf-8")  # fmt: skip
    assert take(office, str(more)) == 0
    text = (office / IMPORTED).read_text(encoding="utf-8")
    assert text.count("- alamat:") == 3
    assert "jangkauan: 900\n" in text
    assert "suka: 95\n" in text, "what the later one does not know stays"


def test_json_says_null_for_what_nobody_knows(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(office)
    capsys.readouterr()
    assert show(office, "--format", "json") == 0
    out = capsys.readouterr().out
    assert '"pengikut_awal": null' in out
    assert '"tayangan": 1160' in out


def test_an_export_of_the_account(office: Path) -> None:
    assert take(office, "x.csv", "x") == 0
    assert "klik_tautan: 10\n" in (office / "drafts/insight/2026-11/x.yml").read_text(
        encoding="utf-8"
    )


def test_xlsx(office: Path) -> None:
    assert take(office, "youtube.xlsx", "youtube") == 1
    assert "tayangan: 1.900\n" in (office / "drafts/insight/2026-11/youtube.yml").read_text("utf-8")


def test_nothing_that_fits_writes_nothing(office: Path, tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_text("Permalink,Reach\n", encoding="utf-8")
    assert take(office, str(empty)) == 1
    assert not (office / "insight").exists()


def test_a_broken_file_of_numbers_stops_and_is_left_as_it_was(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, {IMPORTED: "bulan: [\n"})
    assert take(office) == 2
    assert "tidak terbaca" in capsys.readouterr().err
    assert (office / IMPORTED).read_text(encoding="utf-8") == "bulan: [\n"


def test_a_month_without_numbers_says_where_to_type_them(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show(office) == 0
    assert TYPED in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--platform", "threads"), "Kolom ekspor platform “threads” belum ditulis"),
        (("--platform", "youtube"), "Tidak ada kolom yang dikenal"),
    ],
)
def test_what_cannot_be_imported_says_why(
    office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], saying: str
) -> None:
    assert take(office, platform=words[1]) == 2
    assert saying in capsys.readouterr().err


def test_a_missing_file_and_missing_settings_say_so(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(office, "tidak-ada.csv") == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err
    for path in (COLUMNS_PATH, CHANNELS_PATH):
        (office / path).unlink()
        assert take(office) == 2
        assert path in capsys.readouterr().err


@pytest.mark.parametrize("month", ["2026-13", "11-2026", "2026", "../2026-11", "2026-11/.."])
def test_a_month_is_a_month(office: Path, capsys: pytest.CaptureFixture[str], month: str) -> None:
    with pytest.raises(SystemExit):
        main(["-C", str(office), "insight", "show", "--bulan", month])
    assert "bukan bulan" in capsys.readouterr().err
