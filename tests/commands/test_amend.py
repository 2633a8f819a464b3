"""``jdih amend``: a ralat or a tarik begun on this machine."""

from __future__ import annotations

import pytest

from jdih.cli import main
from tests.gitrepo import snapshot
from tests.publishing import FOLDER, ITEM, ITEM_ID, OLD_ID, Office, item
from tests.test_line import act_as


def amend(office: Office, *words: str) -> int:
    act_as(office, office.people["pengelola"])
    return office.run("amend", *words)


@pytest.mark.parametrize(
    "named",
    [ITEM_ID, "konten/2026/cara-mencari/", "https://jdih.example/konten/2026/cara-mencari/#x"],
)
def test_a_correction_begins_with_its_explanation(office: Office, named: str) -> None:
    main_tip = office.git.tip("main")
    assert amend(office, named, "--ralat", "Nomornya dibetulkan.") == 0
    branch = office.git.git("branch", "--show-current")
    assert branch == f"ralat/{ITEM_ID}-ke-1"
    assert office.git.git("diff", "--name-only", "main") == ITEM
    told = office.git.git("diff", "--unified=0", "main").splitlines()[-3:]
    assert told[0] == "+ralat:"
    assert told[2] == "+    penjelasan: Nomornya dibetulkan."
    assert office.git.tip("main") == main_tip
    assert office.git.git("status", "--porcelain") == ""
    # The rest is the way of every item: edited on the branch, approved by a signed merge.
    text = (office.root / ITEM).read_text(encoding="utf-8")
    office.git.commit({ITEM: text + "\nTambahan.\n"}, office.people["pengelola"])
    office.git.merge(branch, by=office.people["kepala"])
    assert [entry.id for entry in office.publish().recorded] == [ITEM_ID]
    assert "Nomornya dibetulkan." in office.page()


def test_a_withdrawal_is_complete_as_it_is(office: Office) -> None:
    words = ("--tarik", "diganti", "--penjelasan", "Ada yang baru.", "--pengganti", OLD_ID)
    assert amend(office, ITEM_ID, *words) == 0
    branch = office.git.git("branch", "--show-current")
    office.git.merge(branch, by=office.people["kepala"])
    assert [entry.event.value for entry in office.publish().recorded] == ["tarik"]
    page = office.page()
    assert "Ada yang baru." in page
    assert "Hak Anda atas Informasi Publik</a>" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tidak-ada", "--ralat", "Keliru."), "tidak ada di content/"),
        (("https://[", "--ralat", "Keliru."), "tidak ada di content/"),
        ((ITEM_ID, "--ralat", " "), "masih kosong"),
        ((ITEM_ID, "--ralat", "Hubungi 0812-3456-7890."), "data pribadi"),
        ((ITEM_ID, "--ralat", "<b>"), "tanpa < dan >"),
        ((ITEM_ID, "--tarik", "bosan", "--penjelasan", "Bosan."), "bosan"),
        ((ITEM_ID, "--tarik", "keliru"), "--penjelasan"),
        ((ITEM_ID, "--ralat", "Keliru.", "--pengganti", OLD_ID), "--tarik"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_left(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    before, tip = snapshot(office.root), office.git.tip()
    assert amend(office, *words) == 2
    assert said in capsys.readouterr().err
    assert snapshot(office.root) == before
    assert (office.git.tip(), office.git.git("branch", "--format=%(refname)")) == (
        tip, office.git.git("for-each-ref", "--format=%(refname)", "refs/heads"),
    )  # fmt: skip


def test_the_same_explanation_is_not_written_twice(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Lain.")
    assert amend(office, ITEM_ID, "--ralat", "Dibetulkan.") == 2
    assert "sudah ada di kepala" in capsys.readouterr().err
    assert amend(office, ITEM_ID, "--ralat", "Sekali lagi.") == 0
    assert office.git.git("branch", "--show-current") == f"ralat/{ITEM_ID}-ke-2"


def test_a_list_in_one_line_is_left_to_people(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "ralat: [{tanggal: 2026-11-20, penjelasan: Lama.}]\n"
    office.approve(item(extra=line, folder=FOLDER))
    assert main(["-C", str(office.root), "amend", ITEM_ID, "--ralat", "Baru."]) == 2
    assert "baris demi baris" in capsys.readouterr().err
