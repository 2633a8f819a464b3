"""Objects read in bulk from a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.repository import objects
from jdih.repository.objects import ids_of, read_objects
from tests.signing import Branching


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    branching = Branching(tmp_path / "office")
    branching.commit({"empty": "", "lines": "a\n\nb\n", "text": "x" * 5000})
    return branching


@pytest.mark.parametrize("limit", [1, 5000, 1 << 20])
def test_every_object_is_read_whatever_fits_at_once(
    branching: Branching, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(objects, "_AT_ONCE", limit)
    ids = {name: branching.tip(f"HEAD:{name}") for name in ("empty", "lines", "text")}

    found = dict(read_objects(branching.repository, [*ids.values(), *ids.values()]))

    assert found == {
        ids["empty"]: b"",
        ids["lines"]: b"a\n\nb\n",
        ids["text"]: b"x" * 5000,
    }
    assert list(found) == sorted(found)
    assert dict(read_objects(branching.repository, [])) == {}


def test_a_missing_object_is_named(branching: Branching) -> None:
    with pytest.raises(JdihError, match="1" * 40):
        dict(read_objects(branching.repository, [branching.tip("HEAD:text"), "1" * 40]))


def test_objects_are_found_by_the_name_of_their_commit_and_path(branching: Branching) -> None:
    own = "HEAD:lines"
    asked = [own, "HEAD:tiada ada", f"{'0' * 40}:lines", "HEAD:lines\nHEAD:text", "-x"]
    assert ids_of(branching.repository, asked) == {own: branching.tip(own)}
    assert ids_of(branching.repository, []) == {}
