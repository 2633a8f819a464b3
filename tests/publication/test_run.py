"""One run of publishing, whole: what it does, what it refuses, what a second one changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.entry import Event, Evidence
from jdih.reading.unit import UNIT_PATH
from tests.gitrepo import snapshot
from tests.publishing import (
    ITEM_ID,
    NOW,
    OLD,
    OLD_ID,
    PAGE,
    POST,
    Office,
    corrected,
    environment,
    read_site,
)

CORE = {"uu-14-2008", OLD_ID, "rencana-2026-11", "uji-1", "strategi-2026"}


# --- the straight way --------------------------------------------------------------------------


def test_the_first_run_records_imports_and_approvals(begun: Office) -> None:
    merge = begun.bring()

    result = begun.publish()

    assert {entry.id for entry in result.recorded} == CORE | {ITEM_ID}
    assert (result.checked, result.approved, result.imported) == (8, 1, 6)
    assert (result.held, dict(result.unseen)) == ((), {})
    assert {entry.event for entry in result.recorded if entry.id in CORE} == {Event.IMPORTED}
    entry = begun.entry()
    assert (entry.event, entry.evidence) == (Event.PUBLISHED, Evidence.SIGNATURE)
    assert (entry.commit, entry.time) == (merge, "2026-11-23T09:00:00+07:00")
    assert result.pages == len(list(begun.site.rglob("*.html")))
    assert {notice.id for notice in result.notices} == {ITEM_ID, OLD_ID}


def test_pages_show_the_numbers_of_the_same_run(office: Office) -> None:
    label = office.entry().label

    assert label in office.page()
    assert label in office.page("buku-agenda/index.html")


def test_links_to_posts_are_told_to_be_a_statement(office: Office) -> None:
    office.finish()
    office.publish()
    before, _, after = office.page().partition("menurut pernyataan pengunggah")
    assert POST in after
    assert POST not in before


def test_imported_content_is_never_called_approved(office: Office) -> None:
    entry = office.entry(OLD_ID)

    assert (entry.approval, entry.activities) == (None, ())
    assert (entry.event, entry.evidence) == (Event.IMPORTED, Evidence.STATEMENT)


def test_running_again_records_nothing_and_changes_no_byte(office: Office) -> None:
    before, register = read_site(office.site), office.register.head

    result = office.publish()

    assert (result.recorded, result.notices) == ((), ())
    assert read_site(office.site) == before
    assert office.register.head == register


def test_a_run_reports_each_step_in_order(office: Office) -> None:
    steps: list[str] = []

    office.publish(report=steps.append)

    assert steps == [
        "Memeriksa dan membuktikan persetujuan",
        "Membangun situs",
        "Melihat halaman yang tayang",
        "Menyiapkan pemberitahuan",
    ]


def test_two_repositories_with_the_same_history_give_the_same_bytes(
    begun: Office, tmp_path: Path
) -> None:
    begun.bring()
    begun.publish()
    folder = tmp_path / "lain" / "jdih"

    begun.publish(folder=folder)

    assert read_site(folder) == read_site(begun.site)


def test_work_tree_and_index_are_left_alone(office: Office) -> None:
    office.git.write({"catatan.txt": "belum disimpan", OLD: "dirusak, belum disimpan"})
    office.git.write({"content/baru.md": "disiapkan"})
    office.git.git("add", "content/baru.md")
    site, head = office.site, office.git.tip()
    status, index, files = snapshot(office.root)

    result = office.publish(now=NOW + timedelta(days=1))

    after_status, after_index, after = snapshot(office.root)
    outside = {path: data for path, data in after.items() if not path.startswith("build/")}
    assert (after_status, after_index) == (status, index)
    assert outside == {path: data for path, data in files.items() if not path.startswith("build/")}
    assert (office.git.tip(), result.held) == (head, ())
    assert b"dirusak" not in b"".join(read_site(site).values())


def test_a_clean_repository_stays_clean(office: Office) -> None:
    office.bring("Versi baru.")

    office.publish()

    assert office.git.git("status", "--porcelain") == ""
    assert office.repository.clean()


# --- corrections -------------------------------------------------------------------------------


def test_a_second_approved_version_is_a_correction(office: Office) -> None:
    first = office.entry()
    merge = office.bring("Versi yang diperbaiki.")

    result = office.publish()

    assert [(entry.event, entry.id) for entry in result.recorded] == [(Event.CORRECTED, ITEM_ID)]
    entry = office.entry()
    assert (entry.commit, entry.number) == (merge, len(CORE) + 2)
    assert entry.details == (("menggantikan", first.label),)
    assert entry.digest != first.digest
    assert "Versi yang diperbaiki." in office.page()


def test_an_older_version_comes_back_only_with_an_explanation(office: Office) -> None:
    first = office.entry()
    office.bring("Keliru.")
    office.publish()
    office.bring(explained=False)
    assert office.publish().recorded == ()
    assert "Keliru." in office.page()
    office.bring(extra=corrected(corrected("")), explained=False)

    result = office.publish()

    (entry,) = result.recorded
    assert entry.event is Event.CORRECTED
    changed = {path for path, _ in set(entry.files) ^ set(first.files)}
    assert changed == {"index.md"}
    assert entry.commit != first.commit
    assert office.publish().recorded == ()


def test_imported_content_comes_back_only_with_an_explanation(office: Office) -> None:
    before = (office.root / OLD).read_text(encoding="utf-8")
    told = corrected("")
    changed = before.replace("Hak itu", "Hak tersebut").replace("\n---\n", f"\n{told}---\n", 1)
    office.approve({OLD: changed})
    assert [entry.event for entry in office.publish().recorded] == [Event.CORRECTED]
    office.approve({OLD: before})

    result = office.publish()

    assert result.recorded == ()
    assert [held.id for held in result.held] == [OLD_ID]
    assert "`ralat`" in result.held[0].reason


def test_a_changed_notice_or_caption_is_a_new_version_whose_notice_says_why(
    office: Office,
) -> None:
    former = office.entry().label
    office.bring(notice="Kabar lain: {tautan} ({nomor})\n")

    result = office.publish()

    assert [entry.id for entry in result.recorded] == [ITEM_ID]
    (notice,) = result.notices
    assert "telah diralat: Dibetulkan." in notice.text
    assert "https://jdih.example/konten/2026/cara-mencari/" in notice.text
    assert f"nomor {former}" in notice.text
    assert office.entry().label in notice.text


# --- looking at what is live -------------------------------------------------------------------


def test_a_page_changed_after_deploying_is_not_recorded(office: Office) -> None:
    head = office.register.head
    office.bring("Versi baru.")

    def tamper(step: str) -> None:
        if step.startswith("Melihat"):
            (office.site / PAGE).write_text("lain", encoding="utf-8")

    result = office.publish(report=tamper)

    assert dict(result.unseen) == {ITEM_ID: "isinya bukan hasil pembangunan ini"}
    assert (result.recorded, result.notices, office.register.head) == ((), (), head)
    again = office.publish()
    assert [entry.id for entry in again.recorded] == [ITEM_ID]


def test_a_page_that_is_gone_is_not_recorded_and_stops_no_other(begun: Office) -> None:
    begun.bring()

    def remove(step: str) -> None:
        if step.startswith("Melihat"):
            shutil.rmtree((begun.site / PAGE).parent)

    result = begun.publish(report=remove)

    assert list(result.unseen) == [ITEM_ID]
    assert "tidak dapat dibuka" in result.unseen[ITEM_ID]
    assert {entry.id for entry in result.recorded} == CORE


# --- what stops everything ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "saying"),
    [
        ({UNIT_PATH: "nama: [\n"}, UNIT_PATH),
        ({"site_config/schema/konten.yml": None}, "konten.yml"),
        ({"mkdocs.yml": "site_name: x\n"}, "mkdocs.yml"),
        ({"site_config/theme/halaman/konten.html": "{% if %}"}, "konten.html"),
        ({"site_config/theme/main.html": "{{ tidak.ada }}"}, "'tidak' is undefined"),
    ],
    ids=["unit", "schema", "mkdocs", "page-template", "theme"],
)
def test_a_fault_of_the_site_stops_everything_and_changes_nothing(
    office: Office, files: dict[str, str | None], saying: str
) -> None:
    office.bring("Versi baru.")
    before, head = read_site(office.site), office.register.head
    office.approve(files)

    with pytest.raises(JdihError) as caught:
        office.publish()

    assert saying in caught.value.message
    assert caught.value.remedy
    assert read_site(office.site) == before
    assert office.register.head == head
    assert [path.name for path in office.site.parent.iterdir() if "bangun" in path.name] == []


def test_a_shallow_clone_is_refused(office: Office, tmp_path: Path) -> None:
    office.git.git("clone", "--quiet", "--depth=1", f"file://{office.root}", str(tmp_path / "a"))
    office.git.root = tmp_path / "a"

    with pytest.raises(JdihError, match="klon dangkal") as caught:
        office.publish()

    assert "git fetch --unshallow" in caught.value.remedy
    assert not (office.site).exists()


def test_a_repository_without_a_commit_is_refused(begun: Office) -> None:
    begun.git.git("switch", "--quiet", "--orphan", "kosong")

    with pytest.raises(JdihError, match="tidak ada dalam repositori"):
        begun.publish()


def test_a_broken_register_stops_before_anything_is_replaced(office: Office) -> None:
    before = read_site(office.site)
    path = office.git.git("ls-tree", "-r", "--name-only", "refs/jdih/lokal").splitlines()[0]
    office.repository.commit_files(
        "refs/jdih/lokal", {path: b"{}"}, "rusak\n", NOW, office.git.tip("refs/jdih/lokal")
    )
    office.bring("Versi baru.")

    with pytest.raises(JdihError, match=path):
        office.publish()

    assert read_site(office.site) == before


# --- two at once -------------------------------------------------------------------------------


def test_a_second_run_on_the_same_site_is_told_to_wait(office: Office) -> None:
    told: list[JdihError] = []
    office.bring("Versi baru.")

    def second(step: str) -> None:
        with pytest.raises(JdihError) as caught:
            office.publish()
        told.append(caught.value)

    result = office.publish(report=second)

    assert len(told) == 5
    assert {error.message for error in told} == {
        f"Penerbitan lain ke {office.site} sedang berjalan."
    }
    assert {error.remedy for error in told} == {"Tunggu sampai selesai, lalu jalankan lagi."}
    assert [entry.id for entry in result.recorded] == [ITEM_ID]
    assert office.publish().recorded == ()


def test_two_processes_at_once_record_once(begun: Office) -> None:
    begun.bring()
    command = [sys.executable, "-m", "jdih", "-C", str(begun.root), "publish"]

    both = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )
        for _ in range(2)
    ]
    ends = [(process.communicate(timeout=120), process.returncode) for process in both]

    codes = sorted(code for _, code in ends)
    assert codes in ([0, 0], [0, 2]), ends
    if codes == [0, 2]:
        assert any("sedang berjalan" in said[1] for said, code in ends if code == 2)
    ids = [entry.id for entry in begun.register.entries]
    assert sorted(ids) == sorted(CORE | {ITEM_ID})
    assert begun.entry().label in begun.page()


def test_item_files_cover_every_file_of_the_version(office: Office) -> None:
    entry = office.entry()

    assert [path for path, _ in entry.files] == [
        "01-sampul.png",
        "index.md",
        "pemberitahuan.md",
        "takarir/instagram.md",
    ]


def test_what_vanished_from_content_is_named(office: Office) -> None:
    entry = office.entry()
    office.git.git("rm", "-r", "-q", "content/konten/2026/cara-mencari")
    office.git.git("commit", "-q", "-m", "hapus")
    result = office.publish()
    assert [held.id for held in result.held] == [entry.id]
    assert f"Tercatat nomor {entry.label}, tetapi tidak ada lagi" in result.held[0].reason
    assert result.recorded == ()


def test_the_jdihn_feed_is_kept_when_no_document_is_left_for_it(office: Office) -> None:
    feed = office.site / "feed" / "document.json"
    full = feed.read_text(encoding="utf-8")
    assert '"idData": "uu-14-2008"' in full
    act = "content/dokumen/peraturan/uu-14-2008/index.md"
    text = (office.root / act).read_text(encoding="utf-8")
    office.approve({act: text.replace("bahasa: Indonesia\n", "")})

    result = office.publish()

    assert [held.id for held in result.held] == ["umpan-jdihn"]
    assert feed.read_text(encoding="utf-8") == full
