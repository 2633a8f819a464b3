"""An item counts once its plan line is approved, and lines of an approved plan stay."""

from __future__ import annotations

from typing import Any

import pytest

from jdih.model.verdict import State, Verdict
from jdih.publication.state import read_state
from tests.forge.hub import Hub
from tests.forge.play import opened
from tests.publishing import ITEM, Office, item

PLAN = "content/rencana/2026-11.md"
LINE = """\
  - id: c4m9
    tanggal: 2026-11-20
    judul: Cara mencari peraturan
    tema: Cara memakai JDIH
    tujuan: Warga dapat mencari sendiri.
    platform: [instagram]
    format: infografis
    penanggung_jawab: pengelola
"""
CITING = "rencana: 2026-11/c4m9\n"


def longer(office: Office) -> dict[str, str | None]:
    """Return the plan with one more line."""
    text = (office.root / PLAN).read_text(encoding="utf-8")
    return {PLAN: text.replace("baris:\n", f"baris:\n{LINE}")}


def shorter(office: Office, **last: str) -> dict[str, str | None]:
    """Return the plan with another line in the place of its only one, or with more said of it."""
    text = (office.root / PLAN).read_text(encoding="utf-8")
    told = "".join(f"    {key}: {value}\n" for key, value in last.items())
    last_row = "    penanggung_jawab: pengelola\n"
    return {PLAN: text.replace(last_row, last_row + told) if told else text.replace("b7k2", "z9z9")}


def verdict(office: Office) -> Verdict:
    return read_state(office.repository, "main").verdicts[ITEM]


def test_a_line_of_an_imported_plan_is_an_approved_one(begun: Office) -> None:
    begun.bring(extra="rencana: 2026-11/b7k2\n")
    assert verdict(begun).state is State.APPROVED


def test_a_line_that_was_pushed_past_the_gate_is_none(begun: Office) -> None:
    begun.push(longer(begun))
    begun.bring(extra=CITING)
    held = verdict(begun)
    assert held.state is State.HELD
    assert "2026-11/c4m9 belum ada dalam rencana yang disetujui" in held.reason
    assert ITEM in {one.path for one in begun.publish().held}
    assert not (begun.site / "konten/2026/cara-mencari/index.html").exists()


def test_an_approved_line_lets_the_item_through(begun: Office) -> None:
    begun.approve(longer(begun))
    begun.bring(extra=CITING)
    assert verdict(begun).state is State.APPROVED
    # A later change of the plan that nobody approved takes nothing away.
    text = (begun.root / PLAN).read_text(encoding="utf-8")
    begun.push({PLAN: text.replace("c4m9", "d8q3")})
    assert verdict(begun).state is State.APPROVED


def proposed(office: Office, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what the gate says of the open pull request, by path."""
    office.git.switch("main")
    _, told = office.json(capsys, "verify", "--rev", "main", "--usulan", "1")
    return {one["path"]: one for one in told}


def test_plan_and_item_are_not_decided_together(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    files = {**item(extra=CITING), **longer(begun)}
    play = opened(begun, hub, berkas=files)
    play.do({"langkah": "nilai", "oleh": "kepala"})
    told = proposed(begun, capsys)
    assert told[PLAN]["keadaan"] == "disetujui"
    assert told[ITEM]["keadaan"] == "ditahan"
    assert "usulan tersendiri" in told[ITEM]["alasan"]


def test_a_line_that_was_there_before_is_enough(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    begun.approve(longer(begun))
    hub.push("main", begun.people["kepala"])
    play = opened(begun, hub, berkas=item(extra=CITING))
    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert proposed(begun, capsys)[ITEM]["keadaan"] == "disetujui"


@pytest.mark.parametrize(("last", "state"), [({}, "ditahan"), ({"batal": "Digeser."}, "disetujui")])
def test_a_line_is_called_off_never_removed(
    last: dict[str, str], state: str, outside: tuple[Office, Hub],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    begun, hub = outside
    play = opened(begun, hub, berkas=shorter(begun, **last))
    play.do({"langkah": "nilai", "oleh": "kepala"})
    told = proposed(begun, capsys)[PLAN]
    assert told["keadaan"] == state
    assert ("2026-11/b7k2 hilang" in told["alasan"]) == (state == "ditahan")
