"""The digests every approval and entry rests on: golden values, never recomputed by our code."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from jdih.workflow.digest import canonical, sha256, sidik

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("data", "digest"),
    [(b"abc", ABC), (b"", EMPTY)],
)
def test_sha256_matches_fips_180(data: bytes, digest: str) -> None:
    assert sha256(data) == digest


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], b"[]"),
        ({"b": 1, "a": "é"}, '{"a":"é","b":1}'.encode()),
        # RFC 8785, section 3.2.3: keys are sorted by UTF-16 units, so U+1F600 is before U+FB33.
        ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'.encode()),
        # RFC 8785, section 3.2.2.2.
        ('\u20ac$\u000f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()),
        ([None, True, False, 0, -1, 4.5, 1e30], b"[null,true,false,0,-1,4.5,1e+30]"),
    ],
)
def test_canonical_follows_rfc_8785(value: object, expected: bytes) -> None:
    assert canonical(value) == expected


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from("abc"), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_the_fast_way_writes_what_the_library_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("\udcff", "non-UTF-8"),
        (2**53, "exceeds"),
        (float("nan"), "not representable"),
        ({1: 2}, "keys must be strings"),
        (object(), "unsupported type"),
        (b"x", "unsupported type"),
    ],
)
def test_canonical_refuses_what_json_cannot_carry(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        canonical(value)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # printf '[]' | sha256sum
        ([], "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"),
        # printf '[["index.md","%s"]]' $ABC | sha256sum
        ([("index.md", ABC)], "9c2dfa7c4ff23fc7c6fc0e1c2b5bbfe9ff5d34723706836ebd10bd1c93f2b2c6"),
        # printf '[["01-a.png","%s"],["index.md","%s"]]' $EMPTY $ABC | sha256sum
        (
            [("index.md", ABC), ("01-a.png", EMPTY)],
            "01258e325a09b7e195c368e1400a7876e4b9e33cfa3d1e60676b7863cabe720a",
        ),
        # printf '[["é.md","%s"],["\xef\xac\xb3.md","%s"],["\xf0\x9f\x98\x80.md","%s"]]' …
        (
            [("\U0001f600.md", ABC), ("\ufb33.md", ABC), ("\u00e9.md", ABC)],
            "ecbc26aa8348a7742272d8e245d74b943cc14ab1f0e1b8d67f891b17e2c0eb72",
        ),
    ],
)
def test_sidik_is_this_value_for_ever(files: list[tuple[str, str]], expected: str) -> None:
    assert sidik(files) == expected
    assert sidik(reversed(files)) == expected


def test_sidik_tells_spellings_of_one_name_apart() -> None:
    assert sidik([("\u00e9.md", ABC)]) != sidik([("e\u0301.md", ABC)])


def test_sidik_covers_names_as_well_as_bytes() -> None:
    assert sidik([("a.md", ABC), ("b.md", EMPTY)]) != sidik([("a.md", EMPTY), ("b.md", ABC)])


def test_sidik_refuses_a_path_that_is_not_utf8() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        sidik([("\udcff.md", ABC)])
