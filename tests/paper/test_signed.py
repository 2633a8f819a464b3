"""Real signatures on a real sheet: genuine, changed, added to, untrusted, expired, absent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.paper.signed import LIMIT, NotReadable, Signature, examine, read_roots
from tests.paper import sheets
from tests.paper.sealing import holder, sign, turn

pytestmark = pytest.mark.usefixtures("own_loop")

NOW = datetime.now(UTC)
AUTHORITY, OTHER = holder("Akar Uji"), holder("Akar Lain")
HEAD, CLERK = holder("Kepala", AUTHORITY), holder("Pengelola", AUTHORITY)
ROOTS = read_roots([("akar.pem", AUTHORITY.pem)])


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sheets.printed(sheets.version(), sheets.issuer(tmp_path_factory.mktemp("kantor")))


@pytest.fixture(scope="module")
def signed(sheet: bytes) -> bytes:
    return sign(sheet, HEAD)


def only(pdf: bytes, moment: datetime = NOW) -> Signature:
    (found,) = examine(pdf, ROOTS, moment).signatures
    return found


def test_a_genuine_signature_holds_and_says_whose_it_is(sheet: bytes, signed: bytes) -> None:
    found = only(signed)

    assert signed.startswith(sheet)
    assert found.holds
    assert found.trusted
    assert (found.signer, found.organisation, found.issuer) == (
        "Kepala",
        "Instansi Uji",
        "Akar Uji",
    )
    assert found.time is not None
    assert NOW.replace(microsecond=0) <= found.time <= datetime.now(UTC)
    assert not found.stamped
    assert examine(signed, ROOTS, NOW).keywords == ("2026-c4rm8", "7/2026", "a" * 64)


def test_two_officials_may_sign_one_after_the_other(signed: bytes) -> None:
    both = examine(sign(signed, CLERK, "TandaTangan2"), ROOTS, NOW).signatures
    assert [one.signer for one in both] == ["Kepala", "Pengelola"]
    assert all(one.holds and one.trusted for one in both)


def test_a_changed_byte_shows(sheet: bytes, signed: bytes) -> None:
    at = signed.index(b"stream") + 20
    assert at < len(sheet)
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    found = only(changed)
    assert not found.intact
    assert not found.holds


def test_what_was_put_behind_a_signature_shows(signed: bytes) -> None:
    for changed in (turn(signed), signed + b"\n% tambahan\n"):
        found = only(changed)
        assert found.intact
        assert not found.complete
        assert not found.holds


def test_a_signer_of_another_authority_is_not_trusted(sheet: bytes) -> None:
    found = only(sign(sheet, holder("Kepala", OTHER)))
    assert found.holds
    assert not found.trusted


def test_a_certificate_that_names_our_authority_falsely_is_not_trusted(sheet: bytes) -> None:
    assert not only(sign(sheet, holder("Kepala", holder("Akar Uji")))).trusted


def test_an_expired_certificate_is_not_trusted(signed: bytes) -> None:
    assert not only(signed, datetime(2031, 1, 1, tzinfo=UTC)).trusted


def test_without_a_root_nobody_is_trusted(signed: bytes) -> None:
    (found,) = examine(signed, (), NOW).signatures
    assert found.holds
    assert not found.trusted


def test_an_unsigned_sheet_has_no_signature(sheet: bytes) -> None:
    assert examine(sheet, ROOTS, NOW).signatures == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"halo", b"%PDF-1.7\n" + b"[" * 5000])
def test_what_is_no_pdf_is_not_readable(data: bytes) -> None:
    with pytest.raises(NotReadable):
        examine(data, ROOTS, NOW)


def test_what_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(NotReadable):
        examine(bytes(LIMIT + 1), ROOTS, NOW)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_makes_another_file_hold(signed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed) - 1))
    changed = signed[:at] + bytes([signed[at] ^ data.draw(st.integers(1, 255))]) + signed[at + 1 :]
    try:
        found = examine(changed, ROOTS, NOW).signatures
    except NotReadable:
        return
    # Filler between the signature and the end of its room is not a part of either.
    gap = signed.index(b"/Contents <", len(signed) - 40_000)
    assert not (found and all(one.holds for one in found)) or gap < at


@pytest.mark.parametrize(
    "data",
    [b"", b"halo", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\x30\x03"],
)
def test_what_is_no_certificate_is_named(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=r"akar\.pem"):
        read_roots([("akar.pem", data)])
