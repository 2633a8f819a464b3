"""``jdih skp``: a private paper for each official, where Git never takes it along."""

from __future__ import annotations

import pytest

from tests.paper.sheets import text_of
from tests.publishing import ITEM_ID, Office, read_site


@pytest.fixture
def ready(office: Office) -> Office:
    """The office after its item was posted and told of."""
    office.finish()
    return office


def words(office: Office, name: str, folder: str) -> str:
    return text_of((office.root / folder / f"{name}.pdf").read_bytes())


def stated_month(office: Office) -> str:
    """The month in which the post was stated: that of the clock of this machine."""
    return office.entry().time[:7]


def test_each_official_gets_what_they_did(
    ready: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    month = stated_month(ready)
    capsys.readouterr()
    assert ready.run("skp", month) == 0
    told = capsys.readouterr().out
    assert str(ready.root / "build/skp" / month / "pengelola.pdf") in told
    paper = words(ready, "pengelola", f"build/skp/{month}")
    assert "Mengunggah di platform" in paper
    assert "Mengirim pemberitahuan" in paper
    assert ITEM_ID in paper
    assert "Cara Mencari Peraturan" in paper


def test_steps_stand_in_the_month_in_which_they_ended(ready: Office) -> None:
    recorded = (one for entry in ready.register.entries for one in entry.activities)
    ended = next(one.end for one in recorded if one.end)
    assert ready.run("skp", ended[:7], "--pejabat", "kepala") == 0
    folder = ready.root / "build/skp" / ended[:7]
    assert [path.name for path in folder.iterdir()] == ["kepala.pdf"]
    paper = words(ready, "kepala", f"build/skp/{ended[:7]}")
    assert "Menyetujui : 1" in paper
    assert "Menyusun naskah" not in paper


def test_nothing_of_it_is_public_or_in_git(ready: Office) -> None:
    month = stated_month(ready)
    assert ready.run("skp", month) == 0
    assert ready.git.git("status", "--porcelain") == ""
    ready.publish()
    assert not [path for path in read_site(ready.site) if "skp" in path]


@pytest.mark.parametrize("fault", ["not ignored", "tracked", "elsewhere"])
def test_it_refuses_to_write_where_git_would_take_it_along(
    ready: Office, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    month = stated_month(ready)
    place = ready.root / "build" / "skp"
    if fault == "not ignored":
        (ready.root / ".gitignore").write_text("/build/situs/\n", encoding="utf-8")
    elif fault == "tracked":
        place.mkdir(parents=True)
        (place / "lama.pdf").write_bytes(b"%PDF-")
        ready.git.git("add", "--force", "build/skp/lama.pdf")
    else:
        place.symlink_to(ready.root / "content", target_is_directory=True)
    capsys.readouterr()
    assert ready.run("skp", month) == 2
    assert "build/skp" in capsys.readouterr().err
    assert not list(ready.root.glob("**/pengelola.pdf"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("2026-11", "--pejabat", "lurah"), "Tidak ada pejabat “lurah” pada 2026-11"),
        (("2025-11",), "Tidak ada jabatan yang dipegang pada 2025-11"),
        (("2026-02",), "belum memuat pekerjaan"),
    ],
)
def test_what_there_is_no_paper_for_is_told(
    ready: Office, given: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ready.run("skp", *given) == 2
    assert said in capsys.readouterr().err


def test_what_is_no_month_is_refused(ready: Office) -> None:
    with pytest.raises(SystemExit):
        ready.run("skp", "November")


def test_holders_of_one_office_get_a_paper_each(begun: Office) -> None:
    unit = begun.root / "site_config/unit.yml"
    text = unit.read_text(encoding="utf-8")
    again = (
        "      - akun: wakil\n        id: 900\n        sejak: 2026-01-01\n"
        "        sampai: 2026-12-31\n        sebutan: Plh.\n        dasar: SP-1/2026\n"
    )
    head, code, tail = text.partition("kode: pengelola\n")
    holder = tail.index("        sejak: 2026-01-01\n") + len("        sejak: 2026-01-01\n")
    begun.approve({"site_config/unit.yml": head + code + tail[:holder] + again + tail[holder:]})
    begun.bring()
    begun.publish()
    month = begun.entry().activities[1].end[:7]
    assert begun.run("skp", month, "--pejabat", "pengelola") == 0
    names = sorted(path.name for path in (begun.root / "build/skp" / month).iterdir())
    assert names == ["pengelola-pengelola.pdf", "pengelola-wakil.pdf"]
    paper = words(begun, "pengelola-wakil", f"build/skp/{month}")
    assert "Plh. Pengelola JDIH" in paper
    assert "dipegang lebih dari satu akun" in paper
