"""The people of the example office: an office, an account number, a key; never a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.demo.people import acting, enter, hire
from jdih.errors import JdihError
from jdih.model.unit import Office as Post
from jdih.publication.state import unit_of
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository
from tests.gitrepo import git, make_repo
from tests.trees import lay_office

POSTS = (Post("kepala", "Kepala Unit", (), ()), Post("pengelola", "Pengelola JDIH", (), ()))


def test_everybody_has_an_account_and_a_key_of_their_own(tmp_path: Path) -> None:
    people = hire(POSTS, tmp_path / "kunci")

    assert list(people) == ["kepala", "pengelola"]
    head = people["kepala"]
    assert head.address == f"{head.account_id}+contoh-kepala@users.noreply.github.com"
    assert head.public_key.startswith("ssh-ed25519 AAAA")
    assert len(head.public_key.split()) == 2
    assert len({person.public_key for person in people.values()}) == 2
    assert len({person.account_id for person in people.values()}) == 2
    assert head.key.stat().st_mode & 0o077 == 0


def test_without_ssh_keygen_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(JdihError, match="Kunci SSH") as caught:
        hire(POSTS, tmp_path / "kunci")

    assert "openssh-client" in caught.value.remedy


def test_the_settings_name_every_holder(tmp_path: Path) -> None:
    root = make_repo(lay_office(tmp_path / "kantor"))
    people = hire(POSTS, tmp_path / "kunci")
    path = root / UNIT_PATH
    path.write_text(enter(path.read_text("utf-8"), people, "2026-01-05"), encoding="utf-8")

    unit = unit_of(Repository.open(root).work_tree())

    holders = {office.code: office.holders for office in unit.offices}
    for code, person in people.items():
        (holder,) = holders[code]
        assert (holder.account, holder.account_id) == (person.account, person.account_id)
        assert holder.keys == (person.public_key,)


def test_acting_ends_with_the_block(tmp_path: Path) -> None:
    root = make_repo(tmp_path / "kantor")
    git(root, "config", "--unset", "user.name")
    git(root, "config", "--unset", "user.email")
    repository, people = Repository.open(root), hire(POSTS, tmp_path / "kunci")

    with acting(repository, people["kepala"]):
        inside = repository.identity()
        git(root, "commit", "--quiet", "--allow-empty", "-S", "-m", "x")

    assert inside == ("Kepala Unit", people["kepala"].address)
    assert "gpgsig -----BEGIN SSH SIGNATURE-----" in git(root, "cat-file", "-p", "HEAD")
    assert "user." not in git(root, "config", "--list", "--local")
