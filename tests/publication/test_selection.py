"""What is published of a commit: one bad item never halts the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from jdih.errors import JdihError
from jdih.publication.precedent import Precedents
from jdih.publication.selection import Held, Selection, select
from jdih.publication.state import read_state, unit_of
from jdih.reading.channels import CHANNELS_PATH
from jdih.reading.unit import UNIT_PATH
from jdih.rules.engine import check_tree
from tests.publishing import FOLDER, ITEM, ITEM_ID, NOW, OLD, OLD_ID, WIB, Office, item

SECOND = "content/konten/2026/lain"
SECOND_ID = "2026-k2m4n"
BROKEN = item()[ITEM] or ""
LATER = 'tayang: "2026-12-01T08:00:00+07:00"\n'


def chosen(office: Office, now: datetime = NOW) -> Selection:
    repository = office.repository
    state = read_state(repository)
    known = Precedents(repository, office.register, state.checked.schemas, unit_of(state.tree))
    return select(state, known, now)


def only(selection: Selection) -> Held:
    (held,) = selection.held
    return held


def shown(selection: Selection, path: str = ITEM) -> str:
    """Return the text that is published at `path`, empty when nothing is."""
    if path not in selection.tree.entries:
        return ""
    return selection.tree.read(path).decode("utf-8")


def test_everything_approved_is_fresh_and_drafts_are_not_there(office: Office) -> None:
    selection = chosen(office)

    assert selection.held == ()
    assert {document.path for document in selection.fresh} == {
        path for path in selection.tree.entries if path.endswith(".md") and "/takarir/" not in path
        and not path.endswith("pemberitahuan.md")
    }  # fmt: skip
    assert not any(path.startswith("drafts/") for path in selection.tree.entries)


@pytest.mark.parametrize("files", [{}, {"drafts/lain/index.md": BROKEN}, {ITEM: "rusak\n"}])
def test_what_is_published_was_checked_as_it_is(
    office: Office, files: dict[str, str | None]
) -> None:
    if files:
        office.push(files)
    selection = chosen(office)
    again = check_tree(selection.tree)
    assert selection.checked.corpus.documents == again.corpus.documents
    assert selection.checked.findings == again.findings


# --- held at the last approved version ---------------------------------------------------------


def unsigned(office: Office) -> None:
    office.bring("Tanpa izin.", sign=False)


def pushed(office: Office) -> None:
    office.push({ITEM: (item("Tanpa izin.")[ITEM])})


def approved_with_a_finding(office: Office) -> None:
    office.approve({f"{FOLDER}/index.md": BROKEN.replace("ringkasan:", "ringkasn:")})


def approved_without_a_header(office: Office) -> None:
    office.approve({ITEM: "tanpa kepala\n"})


def pushed_without_a_header(office: Office) -> None:
    office.push({ITEM: "tanpa kepala\n"})


def a_link_in_its_folder(office: Office) -> None:
    (office.root / FOLDER / "tautan.png").symlink_to("/etc/passwd")
    office.approve({})


def approved_for_later(office: Office) -> None:
    office.bring("Untuk nanti.", extra=LATER)


def twice_wrong(office: Office) -> None:
    office.approve({ITEM: "tanpa kepala\n"})
    office.approve({ITEM: BROKEN.replace("judul:", "judull:")})


def later_and_then_pushed(office: Office) -> None:
    office.bring("Untuk nanti.", extra=LATER)
    office.push({ITEM: item("Tanpa izin.")[ITEM]})


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (unsigned, "Tanpa tanda tangan"),
        (pushed, "masuk langsung ke cabang utama"),
        (approved_with_a_finding, "JD701"),
        (approved_without_a_header, "JD2"),
        (pushed_without_a_header, "JD2"),
        (a_link_in_its_folder, "JD112"),
        (approved_for_later, "Tayang 2026-12-01"),
        (twice_wrong, "JD30"),
        (later_and_then_pushed, "masuk langsung ke cabang utama"),
    ],
)
def test_a_held_item_keeps_its_last_approved_version(
    office: Office, spoil: Callable[[Office], None], reason: str
) -> None:
    spoil(office)

    selection = chosen(office)

    held = only(selection)
    assert (held.id, held.path) == (ITEM_ID, ITEM)
    assert reason in held.reason
    assert held.shown
    assert "Ketik nomor peraturan." in shown(selection)
    assert f"{FOLDER}/tautan.png" not in selection.tree.entries
    assert ITEM not in {document.path for document in selection.fresh}
    assert OLD in {document.path for document in selection.fresh}


def test_imported_content_stands_in_for_a_change_that_was_pushed(office: Office) -> None:
    before = (office.root / OLD).read_text(encoding="utf-8")
    office.push({OLD: before + "\nTambahan.\n"})

    selection = chosen(office)

    assert (only(selection).id, only(selection).shown) == (OLD_ID, office.start)
    assert shown(selection, OLD) == before


# --- held without one --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sign"),
    [({}, False), ({"extra": LATER}, True), ({"title": "Judul <b>"}, True)],
    ids=["unsigned", "later", "finding"],
)
def test_a_new_item_that_is_held_is_left_out(
    office: Office, options: dict[str, Any], sign: bool
) -> None:
    office.bring(identity=SECOND_ID, folder=SECOND, sign=sign, **options)

    selection = chosen(office)

    assert (only(selection).id, only(selection).shown) == (SECOND_ID, "")
    assert not any(path.startswith(SECOND) for path in selection.tree.entries)


def test_an_embargo_is_kept_although_a_later_version_is_refused(office: Office) -> None:
    office.bring("Untuk nanti.", identity=SECOND_ID, folder=SECOND, extra=LATER)
    office.bring("Lain.", identity=SECOND_ID, folder=SECOND, extra=LATER, sign=False)

    selection = chosen(office)

    assert only(selection).shown == ""
    assert shown(selection, f"{SECOND}/index.md") == ""


def test_a_file_of_no_document_is_held_alone(office: Office) -> None:
    office.push({"content/konten/2026/kosong/takarir/x.md": "tanpa naskah\n"})

    held = only(chosen(office))

    assert (held.id, held.shown) == ("kosong", "")


# --- tayang ------------------------------------------------------------------------------------


def test_an_item_is_due_from_its_minute_on(office: Office) -> None:
    office.bring("Untuk nanti.", extra=LATER)
    moment = datetime(2026, 12, 1, 8, 0, tzinfo=WIB)

    before = only(chosen(office, moment - timedelta(minutes=1)))
    at = chosen(office, moment)

    assert before.due
    assert at.held == ()
    assert "Untuk nanti." in shown(at)


# --- faults of the site ------------------------------------------------------------------------


def test_a_fault_of_the_settings_names_itself_and_how_many(office: Office) -> None:
    office.approve({UNIT_PATH: "nama: Unit\nnamaa: x\n"})

    with pytest.raises(JdihError) as caught:
        chosen(office)

    assert UNIT_PATH in caught.value.message


def test_settings_that_were_pushed_past_the_gate_do_not_count(office: Office) -> None:
    settings = (office.root / UNIT_PATH).read_text(encoding="utf-8")
    office.push({UNIT_PATH: settings.replace("Unit Uji JDIH", "Unit Lain")})

    selection = chosen(office)

    assert (only(selection).id, only(selection).path) == ("unit", UNIT_PATH)
    assert "Unit Uji JDIH" in shown(selection, UNIT_PATH)
    assert ITEM in {document.path for document in selection.fresh}


def test_findings_in_drafts_hold_nothing_back(office: Office) -> None:
    office.push({"drafts/rusak/index.md": "tanpa kepala\n"})

    assert chosen(office).held == ()


def test_a_platform_that_lowers_its_limit_takes_nothing_off_the_site(office: Office) -> None:
    table = (office.root / CHANNELS_PATH).read_text(encoding="utf-8")
    lowered = table.replace("batas: 2200", "batas: 5").replace("sedikit: 1", "sedikit: 9")
    lowered = lowered.replace("banyak: 1\n", "banyak: 9\n")
    office.approve({CHANNELS_PATH: lowered})

    selection = chosen(office)

    assert {f.code for f in selection.checked.findings} >= {"JD851", "JD852"}
    assert selection.held == ()
    assert "Ketik nomor" in shown(selection)
