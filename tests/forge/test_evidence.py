"""What GitHub told is kept with the entry, and not asked again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jdih.forge.evidence import OnFile, parse, render
from jdih.forge.witness import Opinion, Pull, Push, Review
from jdih.model.entry import Event
from jdih.reading.unit import UNIT_PATH
from jdih.register.book import LOCAL, local_book
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of
from jdih.register.kept import evidence_path
from jdih.workflow.digest import canonical
from jdih.workflow.erasure import NONE
from tests.forge.hub import Hub
from tests.forge.play import perform, proposed, steps_of
from tests.publishing import ITEM, Office, item

MERGE, HEAD, ZEROS = "a" * 40, "b" * 40, "0" * 40
PULL = Pull(
    number=12,
    opener=101,
    head=HEAD,
    authors={HEAD: (101, None), "c" * 40: (None,)},
    web=frozenset({"c" * 40}),
    pushes=(Push(101, ZEROS, HEAD), Push(None, HEAD, "c" * 40)),
    reviews=(
        Review(100, Opinion.CHANGES, datetime(2026, 11, 23, 2, tzinfo=UTC), "", 7),
        Review(None, Opinion.APPROVED, datetime(2026, 11, 23, 2, 0, 0, 5, tzinfo=UTC), HEAD, 8),
    ),
    advisers=frozenset({9, 8}),
    merged=datetime(2026, 11, 23, 2, 30, tzinfo=UTC),
)


def test_the_file_byte_for_byte() -> None:
    assert render(MERGE, PULL).decode() == (
        f'{{"digabung":"2026-11-23T02:30:00+00:00","gabungan":"{MERGE}",'
        f'"kiriman":[{{"akun":101,"sebelum":"{ZEROS}","sesudah":"{HEAD}"}},'
        f'{{"akun":null,"sebelum":"{HEAD}","sesudah":"{"c" * 40}"}}],'
        '"pemberi_saran":[8,9],"pembuka":101,'
        '"penilaian":[{"akun":100,"commit":null,"nomor":7,"putusan":"perbaiki",'
        '"waktu":"2026-11-23T02:00:00+00:00"},'
        f'{{"akun":null,"commit":"{HEAD}","nomor":8,"putusan":"setuju",'
        '"waktu":"2026-11-23T02:00:00.000005+00:00"}],'
        f'"penulis":[{{"akun":[101,null],"commit":"{HEAD}"}},'
        f'{{"akun":[null],"commit":"{"c" * 40}"}}],'
        f'"peramban":["{"c" * 40}"],"skema":1,"ujung":"{HEAD}","usulan":12}}'
    )


@pytest.mark.parametrize("pull", [PULL, replace(PULL, opener=None, pushes=(), reviews=())])
def test_what_is_written_reads_back(pull: Pull) -> None:
    assert parse(MERGE, render(MERGE, pull)) == pull


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"skema": 2}, "skema bukti 2 belum dikenal"),
        ({"gabungan": HEAD}, "tentang penggabungan lain"),
        ({"nama": "x"}, "nama tidak dikenal"),
        ({"pembuka": "kepala"}, "pembuka harus"),
        ({"pembuka": 2**60}, "di luar JSON kanonik"),
        ({"peramban": ["x"]}, "peramban harus"),
        ({"pemberi_saran": [9, 8]}, "bukan JSON kanonik"),
        ({"penilaian": [{}]}, r"penilaian\[0\]\.akun tidak ada"),
    ],
)
def test_other_files_are_refused(change: dict[str, object], fault: str) -> None:
    told = {**_object(), **change}
    try:
        data = canonical(told)
    except ValueError:
        data = render(MERGE, PULL).replace(b'"pembuka":101', b'"pembuka":1152921504606846976')
    with pytest.raises(RegisterCorrupt, match=fault):
        parse(MERGE, data)


def _object() -> dict[str, object]:
    told: dict[str, object] = json.loads(render(MERGE, PULL))
    return told


def bring(office: Office, hub: Hub, number: int) -> None:
    """Bring another item to main, properly approved."""
    folder = f"content/konten/2026/naskah-{number}"
    office.picture(folder)
    files = item(identity=f"2026-abc{number}d", folder=folder, title=f"Naskah {number}")
    steps = [
        {**step, "folder": folder, "berkas": files} if step["langkah"] == "tulis" else step
        for step in steps_of("disetujui")
    ]
    perform(office, hub, steps, branch=f"naskah-{number}")


def asked(office: Office, hub: Hub, *words: str) -> int:
    """Return how many requests a command made that ended well."""
    before = hub.requests
    assert office.run(*words, "--forge", "github") == 0
    return hub.requests - before


def test_what_is_recorded_is_not_asked_again_however_much_it_is(
    outside: tuple[Office, Hub],
) -> None:
    office, hub = outside
    bring(office, hub, 2)
    once = asked(office, hub, "publish")
    assert once > 0
    assert asked(office, hub, "publish") == 0
    bring(office, hub, 3)
    bring(office, hub, 4)
    # Judged, told of the journey and kept: by one witness, which remembers.
    assert asked(office, hub, "publish") == 2 * once
    assert asked(office, hub, "publish") == 0
    assert asked(office, hub, "verify") == 0


def test_settings_that_an_entry_rests_on_are_kept_with_it(outside: tuple[Office, Hub]) -> None:
    office, hub = outside
    change = {"langkah": "ganti", "berkas": UNIT_PATH, "dari": "kode: pengelola\n",
              "menjadi": "kode: pengelola # penyunting\n"}  # fmt: skip
    perform(office, hub, [change, *steps_of("disetujui")[1:]], branch="pengaturan")
    settings = office.git.tip()
    proposed(office, hub)

    assert asked(office, hub, "publish") > 0
    entry = office.entry()
    assert entry.approval is not None
    assert entry.approval.rules == office.git.tip("main^")
    assert settings in office.register.kept
    assert asked(office, hub, "publish") == 0


def test_tooling_is_kept_with_the_next_entry_and_asked_about_only_then(
    outside: tuple[Office, Hub],
) -> None:
    office, hub = outside
    bring(office, hub, 2)
    assert asked(office, hub, "publish") > 0
    tool = {"langkah": "ganti", "berkas": ".gitignore", "dari": "/build/", "menjadi": "/build"}
    perform(office, hub, [tool, *steps_of("disetujui")[1:]], branch="perkakas")
    merge = office.git.tip()
    assert asked(office, hub, "publish") == 0
    bring(office, hub, 3)
    assert asked(office, hub, "publish") > 0
    assert merge in office.register.kept


def test_what_was_held_is_asked_again(outside: tuple[Office, Hub]) -> None:
    office, hub = outside
    bring(office, hub, 2)
    perform(office, hub, steps_of("tanpa-ulasan"))
    assert office.run("publish", "--forge", "github") == 1
    before = hub.requests
    assert office.run("publish", "--forge", "github") == 1
    assert hub.requests > before
    assert office.git.tip() not in office.register.kept


def test_what_is_shown_for_the_time_being_is_kept_and_asked_again(
    outside: tuple[Office, Hub], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, hub = outside
    play = perform(office, hub, steps_of("mendesak-diperiksa-pemegang"))
    assert asked(office, hub, "publish") > 0
    urgent, merge = office.entry(), office.git.tip()
    assert [name for name, _ in urgent.attached] == [merge]
    files = office.git.git("show", "--name-only", "--format=", LOCAL).splitlines()
    assert {evidence_path(merge), path_of(urgent.year, urgent.number)} <= set(files)
    assert office.run("audit") == 0
    assert asked(office, hub, "publish") > 0

    # The act that was recorded stands, and the approval that follows is kept beside it.
    assert play.proposal
    for review in play.proposal.reviews:
        review["state"] = "DISMISSED"
    assert office.run("publish", "--forge", "github") == 0
    assert office.entry() == urgent
    play.do({"langkah": "nilai", "oleh": "kepala"})
    office.git.switch("main")
    assert asked(office, hub, "publish") > 0
    later = office.entry()
    assert later.event is Event.APPROVED_AFTERWARDS
    assert later.approval is not None
    assert office.register.kept[f"{merge}-{later.approval.file}"] == later.approval.file
    # Of the settings, which were signed, GitHub knows nothing.
    assert asked(office, hub, "publish") == 1
    monkeypatch.delenv("GITHUB_TOKEN")
    assert office.run("audit") == 0


def test_what_the_forge_says_later_changes_nothing(outside: tuple[Office, Hub]) -> None:
    office, hub = outside
    proposed(office, hub)
    assert office.run("publish", "--forge", "github") == 0
    for review in hub.proposals[0].reviews:
        review["state"] = "DISMISSED"
    assert asked(office, hub, "verify") == 0


def test_a_recorded_signature_costs_no_question(office: Office) -> None:
    class Deaf:
        erasures = NONE

        def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
            raise AssertionError(f"asked about {merges}")

    approval = office.entry().approval
    assert approval is not None
    book = local_book(office.repository)
    assert OnFile(book, Deaf()).pulls([approval.commit]) == {}
    assert (office.root / ITEM).exists()
