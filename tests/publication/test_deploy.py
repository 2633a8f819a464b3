"""A build takes the place of the site whole, or the old site stands."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.publication.deploy import alone, deploy, keep_feed, recover, workshop
from jdih.reading.jdihn import FEED
from tests.publishing import environment

MARK = "buku-agenda/index.html"


def make_site(folder: Path, text: str) -> Path:
    """Make a folder that looks like a site of ours, with `text` on its home page."""
    (folder / MARK).parent.mkdir(parents=True)
    (folder / MARK).write_text("agenda", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def home(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def hidden(folder: Path) -> list[str]:
    """Return what was left beside the site, the lock apart."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name.startswith(".") and not path.name.endswith(".kunci")
    )


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site = make_site(tmp_path / "situs", "lama")
    (site / "hanya-lama.html").write_text("x", encoding="utf-8")
    built = make_site(tmp_path / "baru", "baru")

    deploy(built, site)

    assert home(site) == "baru"
    assert not (site / "hanya-lama.html").exists()
    assert not built.exists()
    assert hidden(tmp_path) == []


def test_a_full_feed_is_never_replaced_by_none(tmp_path: Path) -> None:
    built = make_site(tmp_path / "baru", "baru")
    former = {FEED: b"[1]"}.__getitem__
    assert keep_feed(built, former)
    assert (built / "feed" / "document.json").read_text(encoding="utf-8") == "[1]"

    (built / "feed" / "document.json").write_text("[1, 2]", encoding="utf-8")
    assert not keep_feed(built, former)
    assert (built / "feed" / "document.json").read_text(encoding="utf-8") == "[1, 2]"
    assert not keep_feed(make_site(tmp_path / "lain", "lain"), lambda _: None)


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    deploy(make_site(tmp_path / "baru", "baru"), tmp_path / "situs")

    assert home(tmp_path / "situs") == "baru"


def test_the_old_site_stands_when_the_new_one_cannot_take_its_name(tmp_path: Path) -> None:
    site = make_site(tmp_path / "situs", "lama")

    with pytest.raises(JdihError, match="situs lama tetap berdiri") as caught:
        deploy(tmp_path / "tidak-ada", site)

    assert "titik kait (mount)" in caught.value.remedy
    assert home(site) == "lama"
    assert hidden(tmp_path) == []


@pytest.mark.skipif(
    not Path("/dev/shm").is_dir() or os.stat("/dev/shm").st_dev == os.stat("/tmp").st_dev,  # noqa: PTH116, S108
    reason="needs a second file system that anybody may write to",
)
def test_a_build_on_another_file_system_is_refused_whole(tmp_path: Path) -> None:
    site = make_site(tmp_path / "situs", "lama")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
        built = make_site(Path(other) / "baru", "baru")

        with pytest.raises(JdihError, match="situs lama tetap berdiri"):
            deploy(built, site)

    assert home(site) == "lama"


def test_a_run_cut_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    site = tmp_path / "situs"
    make_site(tmp_path / ".situs.lama-1a2b3c4d", "lama")

    recover(site)

    assert home(site) == "lama"
    assert hidden(tmp_path) == []


def test_a_run_cut_after_the_two_renames_keeps_the_new_site(tmp_path: Path) -> None:
    site = make_site(tmp_path / "situs", "baru")
    make_site(tmp_path / ".situs.lama-1a2b3c4d", "lama")

    recover(site)

    assert home(site) == "baru"
    assert hidden(tmp_path) == []


def test_the_workshop_of_a_cut_run_is_cleared_away(tmp_path: Path) -> None:
    site = make_site(tmp_path / "situs", "lama")
    make_site(tmp_path / ".situs.bangun-abc" / "situs", "setengah")
    make_site(tmp_path / ".lain.bangun-abc", "punya situs lain")

    with alone(site):
        assert hidden(tmp_path) == [".lain.bangun-abc"]

    assert home(site) == "lama"


def test_the_workshop_is_gone_after_a_failure(tmp_path: Path) -> None:
    site = tmp_path / "situs"

    def fail() -> None:
        with workshop(site) as work:
            assert work.parent == tmp_path
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert hidden(tmp_path) == []


def test_two_runs_do_not_share_a_site_but_two_sites_do_not_mind(tmp_path: Path) -> None:
    with alone(tmp_path / "situs"):
        with pytest.raises(JdihError, match="sedang berjalan"), alone(tmp_path / "situs"):
            pass
        with alone(tmp_path / "lain"):
            pass
    with alone(tmp_path / "situs"):
        pass


def test_the_lock_goes_with_a_process_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from jdih.publication.deploy import alone\n"
        "with alone(Path(sys.argv[1])):\n    print('siap', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "situs")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "siap\n"
        with pytest.raises(JdihError), alone(tmp_path / "situs"):
            pass
        process.kill()
        process.wait()

    with alone(tmp_path / "situs"):
        pass


def test_a_folder_with_anything_else_in_it_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "dokumen"
    folder.mkdir()
    (folder / "penting.txt").write_text("jangan hilang", encoding="utf-8")

    with pytest.raises(JdihError, match="bukan situs") as caught, alone(folder):
        pass

    assert "folder kosong" in caught.value.remedy
    assert (folder / "penting.txt").read_text(encoding="utf-8") == "jangan hilang"


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "situs").mkdir()

    with alone(tmp_path / "situs"):
        deploy(make_site(tmp_path / "baru", "baru"), tmp_path / "situs")

    assert home(tmp_path / "situs") == "baru"


def test_a_file_in_the_place_of_the_site_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "situs").write_text("berkas", encoding="utf-8")

    with pytest.raises(JdihError, match="bukan situs"), alone(tmp_path / "situs"):
        pass

    assert (tmp_path / "situs").read_text(encoding="utf-8") == "berkas"
    assert hidden(tmp_path) == []


def test_a_parent_that_is_a_file_or_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    # Nobody may make a folder in /proc, not even root.
    for parent in (tmp_path / "berkas", Path("/proc/jdih")):
        with pytest.raises(JdihError, match="tidak dapat diganti") as caught, alone(parent / "s"):
            pass
        assert "dapat ditulisi" in caught.value.remedy
