"""``jdih doctor``: everything is looked at, whatever else is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.reading.unit import UNIT_PATH
from tests.publishing import NOW, Office


@pytest.fixture
def sound(office: Office) -> Office:
    """An office whose clerk's machine is in order."""
    office.git.git("config", "user.name", "pengelola")
    office.git.git("config", "user.email", "pengelola@example.invalid")
    return office


def told(office: Office, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    """Return the exit code, the lines that name a fault, and everything."""
    code = office.run("doctor")
    out = capsys.readouterr().out
    return code, [line for line in out.splitlines() if line.startswith("PERLU")], out


def test_a_sound_office_has_nothing_to_mend(
    sound: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, faults, out = told(sound, capsys)

    assert (code, faults) == (0, [])
    assert [line[:5] for line in out.splitlines()] == ["baik "] * 8


def test_a_missing_identity_names_its_remedy(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, faults, out = told(office, capsys)

    assert (code, len(faults)) == (1, 1)
    assert "Identitas Git" in faults[0]
    assert "git config --global user.name" in out


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({UNIT_PATH: "nama: [\n"}, "Pengaturan unit"),
        ({"site_config/schema/konten.yml": None}, "Pengaturan unit"),
    ],
)
def test_broken_settings_are_named_and_the_rest_is_still_told(
    sound: Office,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str | None],
    fault: str,
) -> None:
    sound.git.write(files)

    code, faults, out = told(sound, capsys)

    assert code == 1
    assert any(fault in line for line in faults)
    assert "baik   Buku Agenda utuh" in out


def test_an_office_that_has_not_begun_is_told_how(
    sound: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (sound.root / UNIT_PATH).read_text(encoding="utf-8")
    sound.git.write({UNIT_PATH: text.replace(f"mulai: {sound.start}\n", "")})

    code, faults, out = told(sound, capsys)

    assert (code, len(faults)) == (1, 1)
    assert "Commit mulai" in faults[0]
    assert "jdih adopt" in out


def test_a_broken_register_and_a_missing_program_are_named(
    sound: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    tip = sound.git.tip("refs/jdih/lokal")
    sound.repository.commit_files(
        "refs/jdih/lokal", {"2026/000/00001.json": b"{}"}, "x\n", NOW, tip
    )
    (tmp_path / "bin").mkdir()
    git = sound.git.git("--exec-path")
    (tmp_path / "bin" / "git").symlink_to(Path(git) / "git")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    code, faults, _ = told(sound, capsys)

    assert (code, len(faults)) == (1, 2)
    assert "ssh-keygen" in faults[0]
    assert "Buku Agenda" in faults[1]
