"""When an act is recorded as revoked, every item that explains it is looked at again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publication.test_tasks import GONE
from tests.publishing import ITEM_ID, OLD_ID, Office, corrected

ACT = "content/dokumen/peraturan/uu-14-2008/index.md"
NEW = "content/dokumen/peraturan/uu-1-2026/index.md"


@pytest.fixture
def revoking(office: Office) -> Office:
    """The office after another act revoked the one that its items explain."""
    office.finish()
    text = (office.root / ACT).read_text(encoding="utf-8")
    checked = text.replace("tanggal: 2026-09-01", "tanggal: 2026-11-20")
    other = (
        text.replace("nomor: 14", "nomor: 1").replace("2008", "2026")
        .replace("judul: ", "judul: Pengganti ")
    )  # fmt: skip
    known = "status_diperiksa:"
    revokes = other.replace(known, f"hubungan:\n  mencabut: [uu-14-2008]\n{known}")
    office.approve({ACT: checked, NEW: revokes})
    assert office.run("check") == 0
    office.publish()
    return office


def waiting(office: Office, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    _, found = office.json(capsys, "status")
    return {one["id"]: one["perlu_ditinjau"] for one in found if one["perlu_ditinjau"]}


def test_items_that_explain_it_wait_although_they_were_done(
    revoking: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(waiting(revoking, capsys)) == {ITEM_ID, OLD_ID}
    assert revoking.run("status") == 0
    told = capsys.readouterr().out
    assert "perlu ditinjau:" in told
    assert ITEM_ID in told
    assert "sudah tidak berlaku" in revoking.page()


SEEN = "ditinjau:\n  tanggal: {}\n  hasil: Sejarah pengaturannya tetap benar.\n"


@pytest.mark.parametrize(
    ("extra", "settled"),
    [
        (SEEN.format("2026-11-24"), True),
        (SEEN.format("2026-11-19"), False),
        (corrected("", day="2026-11-24"), True),
        (corrected("", day="2026-11-01"), False),
        (GONE.format("hukum-berubah"), True),
    ],
)
def test_a_look_of_that_day_or_later_settles_it(
    revoking: Office, capsys: pytest.CaptureFixture[str], extra: str, *, settled: bool
) -> None:
    revoking.bring(extra=extra, explained=False)
    revoking.publish()
    assert (ITEM_ID in waiting(revoking, capsys)) is not settled
    if "ditinjau" in extra:
        assert "Sejarah pengaturannya tetap benar." in revoking.page()
