"""Where items stand, on the main branch and on every open one."""

from __future__ import annotations

from datetime import datetime

from jdih.publication.standing import Standing
from jdih.publication.standings import standings
from tests.publishing import FOLDER, ITEM, ITEM_ID, NOW, OLD_ID, WIB, Office, item

DRAFT_ID = "2026-9d2mx"
OPENED = (item(identity="2026-k2m4n")[ITEM] or "").partition("bahan:")[0] + "---\n"


def look(office: Office, now: datetime = NOW) -> dict[str, Standing]:
    found = standings(office.repository, office.register, now)
    return {entry.id: entry for entry in found}


def open_one(office: Office) -> Standing:
    """Return the only open change of the item; what is left to do once published is none."""
    found = standings(office.repository, office.register, NOW)
    (entry,) = [
        entry for entry in found if entry.id == ITEM_ID and not (entry.done or entry.tasks.left)
    ]
    return entry


def test_items_of_the_present_branch_come_open_ones_first(office: Office) -> None:
    office.finish()

    found = standings(office.repository, office.register, NOW)

    assert [(entry.id, entry.done) for entry in found] == [
        (DRAFT_ID, False), (OLD_ID, True), (ITEM_ID, True),
    ]  # fmt: skip
    assert {entry.branch for entry in found} == {"main"}


def test_a_complete_draft_waits_to_be_submitted(office: Office) -> None:
    draft = look(office)[DRAFT_ID]

    assert (draft.sop, draft.reached, draft.total) == ("uji-1", 1, 4)
    assert (draft.waiting, draft.offices) == ("membuat konsep konten", ("Pengelola JDIH",))
    assert (draft.missing, draft.standard) == ((), 450)
    assert draft.note == f"belum diajukan: jalankan `jdih submit {DRAFT_ID}`"


def test_a_submitted_item_waits_for_the_decision_until_it_is_sent_back(office: Office) -> None:
    branch = office.propose({ITEM: item("Usulan.")[ITEM]})
    office.git.switch("main")
    assert open_one(office).offices == ("Kepala Unit",)
    office.git.switch(branch)
    refusal = f"{ITEM_ID}: tidak setuju\n\nTambah contoh.\n\nKeputusan: tidak setuju"
    office.git.commit({}, office.people["kepala"], message=refusal, sign=True)
    office.git.switch("main")

    entry = open_one(office)

    assert (entry.reached, entry.offices) == (1, ("Pengelola JDIH",))
    assert entry.note == "dikembalikan pemutus untuk diperbaiki"


def test_a_repair_after_a_refusal_waits_for_the_decision_again(office: Office) -> None:
    office.propose({ITEM: item("Usulan.")[ITEM]})
    refusal = f"{ITEM_ID}: tidak setuju\n\nKeputusan: tidak setuju"
    office.git.commit({}, office.people["kepala"], message=refusal, sign=True)
    office.git.commit({ITEM: item("Perbaikan.")[ITEM]}, office.people["pengelola"])
    office.git.switch("main")

    assert open_one(office).offices == ("Kepala Unit",)


def test_time_counts_from_the_last_commit_on_the_item(office: Office) -> None:
    since = datetime.fromtimestamp(int(office.git.git("log", "--format=%ct", "--reverse")
                                       .splitlines()[0]), WIB)  # fmt: skip
    # The history begins on a Monday evening; Tuesday 08:30 is one working hour later.
    draft = look(office, datetime(2026, 9, 22, 8, 30, tzinfo=WIB))[DRAFT_ID]

    assert draft.since == since
    assert draft.minutes == 60


def test_an_approved_item_waits_for_publication(begun: Office) -> None:
    begun.bring()

    entry = look(begun)[ITEM_ID]

    assert (entry.reached, entry.waiting) == (3, "mengunggah konten")
    assert entry.offices == ("Pengelola JDIH",)
    assert entry.missing == ("penerbitan dan pencatatan",)


def test_nothing_is_asked_of_imported_content(begun: Office) -> None:
    before = look(begun)[OLD_ID]
    begun.publish()
    after = look(begun)[OLD_ID]

    assert before.done
    assert (before.reached, after.reached) == (0, 0)
    assert before.note == "impor, tidak melalui SOP ini; belum tercatat dalam Buku Agenda"
    assert after.note == "impor, tidak melalui SOP ini"


def test_a_refused_change_of_a_published_item_waits_for_the_decision(office: Office) -> None:
    office.bring("Tanpa izin.", sign=False)

    entry = look(office)[ITEM_ID]

    assert (entry.reached, entry.offices) == (2, ("Kepala Unit",))
    assert entry.note.startswith("ditahan: Tanpa tanda tangan")


def test_open_branches_are_told_local_and_remote(office: Office) -> None:
    office.propose({"drafts/lain/index.md": OPENED})
    office.git.git("update-ref", "refs/remotes/origin/naskah/x", "HEAD")
    office.git.git("branch", "--quiet", "salinan")
    office.git.switch("main")

    found = look(office)

    entry = found["2026-k2m4n"]
    assert (entry.path, entry.reached) == ("drafts/lain/index.md", 1)
    assert entry.waiting == "membuat konsep konten"
    assert entry.branch.startswith(("salinan", "usulan-", "origin/naskah"))
    assert len(found) == 4


def test_two_branches_that_hold_an_item_otherwise_are_both_told(office: Office) -> None:
    office.propose({"drafts/lain/index.md": OPENED})
    office.git.switch("main")
    office.propose({"drafts/lain/index.md": OPENED + "\nNaskah lain.\n"})
    office.git.switch("main")

    found = standings(office.repository, office.register, NOW)

    assert [entry.id for entry in found].count("2026-k2m4n") == 2


def test_a_change_on_a_branch_is_told_beside_the_published_item(office: Office) -> None:
    office.finish()
    branch = office.propose({ITEM: item("Usulan perubahan.")[ITEM]})
    office.git.switch("main")

    found = standings(office.repository, office.register, NOW)
    both = [(entry.branch, entry.done) for entry in found if entry.id == ITEM_ID]

    assert both == [(branch, False), ("main", True)]


def test_an_item_under_an_unknown_sop_or_not_in_git_yet_is_still_told(office: Office) -> None:
    office.push({"drafts/lain/index.md": OPENED.replace("sop: uji-1", "sop: tidak-ada")})

    entry = look(office)["2026-k2m4n"]

    assert (entry.waiting, entry.total, entry.offices) == ("SOP tidak dikenal", 0, ())


def test_a_branch_that_was_merged_and_kept_is_no_open_work(office: Office) -> None:
    office.bring("Versi kedua.")
    office.publish()

    found = standings(office.repository, office.register, NOW)

    assert len(office.repository.branches()) == 3
    assert [(entry.id, entry.branch) for entry in found if entry.id == ITEM_ID] == [
        (ITEM_ID, "main")
    ]


def test_a_detached_head_and_a_broken_branch_do_not_stop_it(office: Office) -> None:
    office.propose({f"{FOLDER}/index.md": "tanpa kepala\n", "site_config/unit.yml": "rusak\n"})
    office.git.git("switch", "--quiet", "--detach", "main")

    assert look(office)[ITEM_ID].branch == "main"
