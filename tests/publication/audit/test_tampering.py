"""Kinds of tampering with a published office: the audit finds each, and names it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jdih.forge.decision import APPROVAL
from jdih.model.entry import Approval, Detail, Entry, Event
from jdih.publication import state
from jdih.publication.audit.outcome import Flaw
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH
from jdih.register.book import LOCAL
from jdih.register.format import hash_of, key_of, parse, path_of, render
from jdih.register.kept import evidence_path
from jdih.workflow import provisional
from jdih.workflow.digest import sidik
from tests.forge.hub import Hub
from tests.forge.play import URGENT, perform, proposed, steps_of
from tests.publication.test_afterwards import bring as urge
from tests.publication.test_afterwards import decide, open_to
from tests.publication.test_plan_bound import CITING, PLAN, longer
from tests.publishing import FOLDER, ITEM, ITEM_ID, PAGE, Office, item
from tests.register.damage import put

ENTRY = path_of(2026, 2)
"""The file of the approved item's entry."""
SOP = "content/sop/uji-1.md"
DAY = 86_400

Files = dict[str, bytes]
Audit = Callable[..., tuple[int, list[Mapping[str, Any]]]]


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str]) -> Audit:
    """What audits an office: the exit code and what does not hold."""

    def run(office: Office, *words: str) -> tuple[int, list[Mapping[str, Any]]]:
        code, told = office.json(capsys, "audit", *words)
        assert code == int(bool(told["temuan"]))
        return code, told["temuan"]

    return run


def named(faults: list[Mapping[str, Any]], flaw: Flaw, **about: str) -> str:
    """Return the words of the fault that is about all of this; there is one."""
    found = [
        fault["uraian"]
        for fault in faults
        if fault["kode"] == flaw.value and all(fault[name] == it for name, it in about.items())
    ]
    assert len(found) == 1, faults
    return str(found[0])


def register_files(office: Office) -> Files:
    tree = office.repository.tree(LOCAL)
    return {path: tree.read(path) for path in tree.entries}


def chained(files: Files) -> Files:
    """Return entries in order of their place, each made to name the one before."""
    before, told = "", {}
    for path in sorted(path for path in files if not path.startswith("bukti/")):
        told[path] = render(replace(parse(path, files[path]), previous=before))
        before = hash_of(told[path])
    return {**files, **told}


def tip_of(office: Office) -> Path:
    """Keep the site's word on the register, as anybody can."""
    place = office.root.parent / "terbitan.json"
    place.write_bytes((office.site / "terbitan.json").read_bytes())
    return place


def test_what_was_not_tampered_with_holds(office: Office, audit: Audit) -> None:
    office.bring("Diperbaiki.", extra="ralat:\n  - tanggal: 2026-11-23\n    isi: Angka.\n")
    office.publish()
    office.finish()
    office.publish()
    copy = str(tip_of(office))
    assert audit(office, "--site", str(office.site), "--witness", copy) == (0, [])


def test_an_edited_entry(office: Office, audit: Audit) -> None:
    data = register_files(office)[ENTRY]
    put(office.root, {ENTRY: render(replace(parse(ENTRY, data), address="konten/2026/lain/"))})
    commit = office.repository.tip(LOCAL)

    _, faults = audit(office)
    assert "rantai putus" in named(faults, Flaw.BOOK, entri="3/2026")
    assert "diubah sesudah ditulis" in named(faults, Flaw.BOOK, entri="2/2026", commit=str(commit))
    assert "konten/2026/cara-mencari/" in named(faults, Flaw.ADDRESS, entri="2/2026")


@pytest.mark.parametrize(("minutes_before", "holds"), [(0, True), (5, False)])
def test_an_older_entry_is_told_as_it_used_to_be(
    office: Office, audit: Audit, *, minutes_before: int, holds: bool
) -> None:
    files = register_files(office)
    entry = parse(ENTRY, files[ENTRY])
    step = next(one for one in entry.activities if one.end and not one.begin)
    begin = datetime.fromisoformat(step.end) - timedelta(minutes=minutes_before)
    older = replace(step, begin=begin.isoformat(timespec="seconds"), minutes=0)
    activities = tuple(older if one is step else one for one in entry.activities)
    files[ENTRY] = render(replace(entry, activities=activities))
    put(office.root, chained(files), anew=True)

    _, faults = audit(office)

    assert [fault["kode"] for fault in faults] == ([] if holds else [Flaw.STEPS.value])


def test_an_edited_title_of_an_older_entry(office: Office, audit: Audit) -> None:
    files = register_files(office)
    for path, data in files.items():
        entry = parse(path, data)
        older = entry.approval and replace(entry.approval, rules="", file="")
        files[path] = render(replace(entry, schema=1, title="Judul lain", approval=older))
    put(office.root, chained(files), anew=True)
    _, faults = audit(office)
    assert "Cara Mencari Peraturan" in named(faults, Flaw.TITLE, entri="2/2026")


def test_a_removed_entry(office: Office, audit: Audit) -> None:
    put(office.root, {path_of(2026, 3): None})
    _, faults = audit(office)
    assert f"{path_of(2026, 3)} tidak ada" in named(faults, Flaw.BOOK, entri="4/2026")


def test_a_cut_tail_is_shown_by_whoever_kept_a_copy(
    office: Office, audit: Audit, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.repository.tip(LOCAL)
    office.finish()
    capsys.readouterr()
    assert office.run("announce", ITEM_ID) == 0
    notice = office.root.parent / "pemberitahuan.txt"
    notice.write_text(capsys.readouterr().out, encoding="utf-8")
    office.git.git("update-ref", LOCAL, str(before))

    assert audit(office)[0] == 0, "the chain alone cannot show it"
    _, faults = audit(office, "--witness", str(notice))
    assert "ekornya terpotong" in named(faults, Flaw.WITNESS)


def test_a_chain_written_anew_is_shown_by_whoever_kept_a_copy(office: Office, audit: Audit) -> None:
    files = register_files(office)
    last = path_of(2026, 6)
    files[last] = render(replace(parse(last, files[last]), time="2026-11-23T09:00:01+07:00"))
    put(office.root, chained(files), anew=True)

    assert audit(office)[0] == 0, "the chain alone cannot show it"
    _, faults = audit(office, "--witness", str(office.site / "feed" / "rss.xml"))
    assert "ditulis ulang" in named(faults, Flaw.WITNESS)


def test_entries_in_another_order(office: Office, audit: Audit) -> None:
    files = register_files(office)
    first, second = path_of(2026, 1), ENTRY
    put(office.root, {first: files[second], second: files[first]}, anew=True)
    _, faults = audit(office)
    assert "memuat entri nomor 2/2026" in named(faults, Flaw.BOOK, entri="1/2026")
    assert "memuat entri nomor 1/2026" in named(faults, Flaw.BOOK, entri="2/2026")


def test_entries_in_another_order_numbered_again(office: Office, audit: Audit) -> None:
    files = register_files(office)
    places = {path_of(2026, 1): ENTRY, ENTRY: path_of(2026, 1)}
    told = {
        place: render(replace(parse(other, files[other]), number=int(place[-10:-5])))
        for place, other in places.items()
    }
    put(office.root, told, anew=True)
    _, faults = audit(office)
    assert "rantai putus" in named(faults, Flaw.BOOK, entri="1/2026")


def test_content_changed_without_approval(office: Office, audit: Audit) -> None:
    commit = office.push(item("Diubah diam-diam."))
    _, faults = audit(office)
    assert ITEM_ID in named(faults, Flaw.CONTENT, commit=commit, jalur=ITEM)


def test_content_changed_and_entered_without_approval(office: Office, audit: Audit) -> None:
    files = register_files(office)
    entry = parse(ENTRY, files[ENTRY])
    commit = office.push(item("Diubah diam-diam."))
    told = dict(entry.files) | {"index.md": hash_of((office.root / ITEM).read_bytes())}
    pairs = tuple(sorted(told.items()))
    files[ENTRY] = _again(replace(entry, files=pairs, digest=sidik(pairs), commit=commit))
    put(office.root, chained(files), anew=True)

    _, faults = audit(office)
    assert "tidak terbukti" in named(faults, Flaw.APPROVAL, entri="2/2026", commit=commit)


def _again(entry: Entry) -> bytes:
    """Return the file of an entry under the key that its content has."""
    key = key_of(entry.event, entry.id, entry.digest, entry.commit, entry.details)
    return render(replace(entry, key=key))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"office": "pengelola"}, "jabatan pengelola"),
        ({"time": "2026-09-20T09:00:00+07:00"}, "waktu 2026-09-20"),
        ({"basis": "SP-9"}, "dasar SP-9"),
    ],
)
def test_a_forged_approval(office: Office, audit: Audit, change: dict[str, str], word: str) -> None:
    files = register_files(office)
    entry = parse(ENTRY, files[ENTRY])
    assert isinstance(entry.approval, Approval)
    approval = replace(entry.approval, **change)  # type: ignore[arg-type]
    files[ENTRY] = render(replace(entry, approval=approval))
    put(office.root, chained(files), anew=True)
    _, faults = audit(office)
    assert word in named(faults, Flaw.APPROVAL, entri="2/2026")


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("2026-09-15T09:00:00+07:00", "mendahului persetujuannya"),
        ("2027-04-01T09:00:00+07:00", "sesudah entri itu ditulis"),
    ],
)
def test_a_moment_that_cannot_be(office: Office, audit: Audit, moment: str, word: str) -> None:
    files = register_files(office)
    files[ENTRY] = render(replace(parse(ENTRY, files[ENTRY]), time=moment))
    put(office.root, chained(files), anew=True)
    _, faults = audit(office)
    assert word in named(faults, Flaw.CLOCK, entri="2/2026")


def test_a_correction_that_is_called_a_publication(office: Office, audit: Audit) -> None:
    office.bring("Diperbaiki.")
    office.publish()
    files, place = register_files(office), path_of(2026, 7)
    entry = parse(place, files[place])
    assert entry.event is Event.CORRECTED
    files[place] = _again(replace(entry, event=Event.PUBLISHED))
    put(office.root, chained(files), anew=True)
    _, faults = audit(office)
    assert "menurut isinya ralat" in named(faults, Flaw.EVENT, entri="7/2026")


def test_a_correction_of_nothing(office: Office, audit: Audit) -> None:
    files = register_files(office)
    entry = replace(parse(ENTRY, files[ENTRY]), details=(("menggantikan", "1/2026"),))
    files[ENTRY] = _again(replace(entry, event=Event.CORRECTED))
    put(office.root, chained(files), anew=True)
    _, faults = audit(office)
    told = [fault["uraian"] for fault in faults if fault["kode"] == Flaw.EVENT.value]
    assert ["menurut isinya terbit" in told[0], "nomor 1/2026" in told[1]] == [True, True]


def test_forged_evidence(outside: tuple[Office, Hub], audit: Audit) -> None:
    office, hub = outside
    proposed(office, hub)
    assert office.run("publish", "--forge", "github") == 0
    assert audit(office) == (0, [])
    kept = evidence_path(office.git.tip())
    told = json.loads(register_files(office)[kept])
    told["penilaian"][0]["akun"] = 101
    put(office.root, {kept: json.dumps(told).encode()}, anew=True)

    _, faults = audit(office)
    assert "tidak cocok dengan sidiknya" in named(faults, Flaw.BOOK, entri="2/2026")
    assert "tidak terbukti" in named(faults, Flaw.APPROVAL, entri="2/2026")


def test_an_unsigned_merge_that_claims_an_office(office: Office, audit: Audit) -> None:
    commit = office.bring("Seolah-olah disetujui.", sign=False)
    assert office.git.git("log", "-1", "--format=%ae") == office.people["kepala"].address
    _, faults = audit(office)
    assert "Tanpa tanda tangan" in named(faults, Flaw.CONTENT, commit=commit)


def test_a_replaced_sop(office: Office, audit: Audit) -> None:
    text = (office.root / SOP).read_text(encoding="utf-8")
    assert "judul: " in text
    commit = office.push({SOP: text.replace("judul: ", "judul: Baru ", 1)})
    _, faults = audit(office)
    named(faults, Flaw.CONTENT, commit=commit, jalur=SOP)


def test_a_commit_that_is_set_back(office: Office, audit: Audit) -> None:
    before = office.git.clock
    office.git.clock -= 60 * DAY
    commit = office.approve(item("Dari masa lalu."))
    office.git.clock = before
    _, faults = audit(office)
    assert "menurut pembuatnya" in named(faults, Flaw.CLOCK, commit=commit)


def test_a_main_branch_that_was_rewound(office: Office, audit: Audit) -> None:
    commit = office.git.tip()
    office.git.git("reset", "--quiet", "--hard", f"{commit}^1")
    _, faults = audit(office)
    assert "jalur utama" in named(faults, Flaw.MAINLINE, entri="2/2026", commit=commit)


def test_a_main_branch_that_was_exchanged(office: Office, audit: Audit) -> None:
    commit = office.git.tip()
    office.git.git("reset", "--quiet", "--hard", f"{commit}^1")
    office.git.clock += 1
    office.bring()
    _, faults = audit(office)
    named(faults, Flaw.MAINLINE, entri="2/2026", commit=commit)


def test_a_changed_live_page(office: Office, audit: Audit) -> None:
    page = office.site / PAGE
    page.write_text(office.page().replace("Ketik nomor", "Ketik nama"), encoding="utf-8")
    assert audit(office)[0] == 0
    _, faults = audit(office, "--site", str(office.site))
    named(faults, Flaw.PAGE, entri="2/2026", jalur=PAGE)


@pytest.mark.parametrize(
    ("pattern", "old", "new"),
    [
        ("**/verifikasi*.js", "const ", "let "),
        ("index.html", "<h1", "<h1 hidden"),
        ("verifikasi/catatan/*.jsonl", "2026-11-23", "2026-11-22"),
        ("feed/rss.xml", "Cara Mencari", "Cara Mengutip"),
        ("buku-agenda/index.html", "2026", "2025"),
    ],
)
def test_a_changed_file_of_the_live_site(
    office: Office, audit: Audit, pattern: str, old: str, new: str
) -> None:
    path = next(iter(office.site.glob(pattern)))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    file = path.relative_to(office.site).as_posix()
    _, faults = audit(office, "--site", str(office.site))
    assert file in named(faults, Flaw.PAGE, jalur=file)
    assert len(faults) == 1


def test_a_file_that_is_gone_from_the_live_site(office: Office, audit: Audit) -> None:
    (office.site / "sitemap.xml").unlink()
    _, faults = audit(office, "--site", str(office.site))
    assert "tidak dapat dibuka" in named(faults, Flaw.PAGE, jalur="sitemap.xml")


def imported(office: Office) -> dict[str, str | None]:
    """Return the list of imports with the item's present version added."""
    listed = (office.root / IMPORT_PATH).read_text(encoding="utf-8")
    return {IMPORT_PATH: f"{listed}  {ITEM}: {office.entry().digest}\n"}


def test_an_id_added_to_the_imports(office: Office, audit: Audit) -> None:
    commit = office.push(imported(office))
    _, faults = audit(office)
    assert IMPORT_PATH in named(faults, Flaw.SETTINGS, commit=commit)


def test_an_id_added_to_the_imports_with_approval(office: Office, audit: Audit) -> None:
    office.approve(imported(office))
    _, faults = audit(office)
    assert "belum ada pada commit `mulai`" in named(faults, Flaw.IMPORTED, jalur=ITEM)


# Beyond the twelve: settings, tooling, what is taken away, and more than one fault.


def test_settings_that_were_pushed(office: Office, audit: Audit) -> None:
    text = (office.root / UNIT_PATH).read_text(encoding="utf-8")
    commit = office.push({UNIT_PATH: f"{text}# x\n"})
    _, faults = audit(office)
    named(faults, Flaw.SETTINGS, commit=commit, jalur=UNIT_PATH)


def test_tooling_comes_through_a_merge_of_who_decides_on_settings(
    office: Office, audit: Audit
) -> None:
    office.approve({"scripts/alat.py": "print(1)\n", ".github/x.yml": "x: 1\n"})
    assert audit(office) == (0, [])
    commit = office.push({"scripts/alat.py": "print(2)\n"})
    _, faults = audit(office)
    assert "scripts/alat.py" in named(faults, Flaw.TOOLING, commit=commit)


def test_tooling_slipped_into_a_merge(office: Office, audit: Audit) -> None:
    branch = office.propose({"scripts/alat.py": "print(1)\n"})
    head = office.people["kepala"]
    commit = office.git.merge(branch, by=head, then={"scripts/alat.py": "print(666)\n"})
    _, faults = audit(office)
    named(faults, Flaw.TOOLING, commit=commit, jalur="scripts/alat.py")


def test_tooling_by_whoever_approves_it(office: Office, audit: Audit) -> None:
    head = office.people["kepala"]
    office.git.branch("sendiri")
    office.git.commit({"Makefile": "x:\n"}, head)
    commit = office.git.merge("sendiri", by=head)
    _, faults = audit(office)
    named(faults, Flaw.TOOLING, commit=commit)


@pytest.mark.parametrize("whole", [True, False])
def test_a_document_that_was_taken_away(office: Office, audit: Audit, *, whole: bool) -> None:
    files: dict[str, str | None] = dict.fromkeys(item(), None)
    commit = office.push({**files, **({f"{FOLDER}/01-sampul.png": None} if whole else {})})
    _, faults = audit(office)
    named(faults, Flaw.REMOVAL, commit=commit, jalur=ITEM)


def test_one_fault_hides_no_other(office: Office, audit: Audit) -> None:
    commit = office.push(item("Diubah diam-diam."))
    put(office.root, {path_of(2026, 1): b"{}", "catatan.txt": b"x"})
    _, faults = audit(office)
    assert "bukan tempat sebuah entri" in named(faults, Flaw.BOOK, jalur="catatan.txt")
    named(faults, Flaw.CONTENT, commit=commit)


def test_settings_and_tooling_from_github_hold_without_it(
    outside: tuple[Office, Hub], audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, hub = outside
    change = {"langkah": "ganti", "berkas": UNIT_PATH, "dari": "kode: pengelola\n",
              "menjadi": "kode: pengelola # penyunting\n"}  # fmt: skip
    rest = steps_of("disetujui")[1:]
    perform(office, hub, [change, *rest], branch="pengaturan")
    tool = {"langkah": "ganti", "berkas": ".gitignore", "dari": "/build/", "menjadi": "/build"}
    perform(office, hub, [tool, *rest], branch="perkakas")
    proposed(office, hub)
    assert office.run("publish", "--forge", "github") == 0
    monkeypatch.delenv("GITHUB_TOKEN")

    assert audit(office) == (0, [])
    assert len(office.register.kept) == 3


def forged_run(office: Office, monkeypatch: pytest.MonkeyPatch, where: Any, name: str,
               instead: Any) -> Entry:  # fmt: skip
    """Publish by a program that was tampered with; return the item's entry."""
    with monkeypatch.context() as tampered:
        tampered.setattr(where, name, instead)
        office.publish()
    return office.entry()


def test_an_item_whose_plan_line_nobody_approved(
    begun: Office, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.push(longer(begun))
    commit = begun.bring(extra=CITING)
    entry = forged_run(begun, monkeypatch, state, "hold_unplanned", lambda *told: told[-1])
    _, faults = audit(begun)
    words = named(faults, Flaw.PLAN, entri=entry.label, commit=commit)
    assert "2026-11/c4m9" in words


def test_a_plan_line_that_was_approved_before_holds(begun: Office, audit: Audit) -> None:
    begun.approve(longer(begun))
    begun.bring(extra=CITING)
    begun.publish()
    assert begun.entry().approval
    assert audit(begun) == (0, [])


def test_a_plan_line_that_was_approved_after_its_item_was_recorded(
    begun: Office, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.push(longer(begun))
    begun.bring(extra=CITING)
    entry = forged_run(begun, monkeypatch, state, "hold_unplanned", lambda *told: told[-1])
    begun.git.clock += 90 * DAY
    plan = (begun.root / PLAN).read_text(encoding="utf-8")
    begun.approve({PLAN: plan.replace("Warga dapat mencari", "Siapa pun dapat mencari")})
    _, faults = audit(begun)
    assert "2026-11/c4m9" in named(faults, Flaw.PLAN, entri=entry.label, commit=entry.commit)


@pytest.fixture
def urgent(begun: Office) -> Office:
    """The office with an urgent item published."""
    open_to(begun, "pengelola")
    urge(begun, URGENT)
    begun.publish()
    assert begun.entry().event is Event.URGENT
    return begun


@pytest.mark.parametrize("approved", [False, True])
@pytest.mark.parametrize(
    ("detail", "forged"),
    [
        (Detail.OFFICE, "kepala"),
        (Detail.CONSENT, "pengelola"),
        (Detail.MEANS, "rapat"),
        (Detail.CONSENTED, "2026-09-21T20:13+07:00"),
        (Detail.PROOF, "0" * 64),
    ],
)
def test_a_forged_consent(
    urgent: Office, audit: Audit, detail: Detail, forged: str, *, approved: bool
) -> None:
    entry = urgent.entry()
    if approved:
        decide(urgent, APPROVAL)
        urgent.publish()
    assert audit(urgent) == (0, [])
    files = register_files(urgent)
    details = tuple({**dict(entry.details), detail.value: forged}.items())
    files[path_of(entry.year, entry.number)] = _again(replace(entry, details=details))
    put(urgent.root, chained(files), anew=True)
    _, faults = audit(urgent)
    words = named(faults, Flaw.APPROVAL, entri=entry.label, commit=entry.commit)
    assert f"{detail.value} {forged}" in words


def test_an_urgent_item_by_an_office_that_was_not_listed(
    begun: Office, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = urge(begun, URGENT)
    every = lambda unit: unit.offices  # noqa: E731 (stands in for a function)
    entry = forged_run(begun, monkeypatch, provisional, "_listed", every)
    assert entry.event is Event.URGENT
    # Listed afterwards, which changes nothing for what was shown before.
    open_to(begun, "pengelola")
    _, faults = audit(begun)
    words = named(faults, Flaw.APPROVAL, entri=entry.label, commit=commit)
    assert "tidak menyebut jabatan" in words


def test_an_approval_afterwards_of_another_entry(urgent: Office, audit: Audit) -> None:
    decide(urgent, APPROVAL)
    urgent.publish()
    entry = urgent.entry()
    files = register_files(urgent)
    details = ((Detail.APPROVES.value, "1/2026"),)
    files[path_of(entry.year, entry.number)] = _again(replace(entry, details=details))
    put(urgent.root, chained(files), anew=True)
    _, faults = audit(urgent)
    assert "1/2026" in named(faults, Flaw.EVENT, entri=entry.label)
