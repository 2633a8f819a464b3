"""The example office before and after its first items."""

from __future__ import annotations

import stat

from jdih.model.entry import Event
from jdih.publication.state import read_state
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH, read_imports
from tests.gitrepo import git
from tests.publishing import Example


def test_the_office_is_whole_and_clean(example: Example) -> None:
    root = example.folder / "kantor"

    assert sorted(path.name for path in example.folder.iterdir()) == [
        "kantor", "kunci", "pusat.git",
    ]  # fmt: skip
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "branch", "--show-current") == "main"
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert git(root, "config", "--get", "remote.origin.url") == "../pusat.git"
    assert stat.S_IMODE((example.folder / "kunci").stat().st_mode) == 0o700


def test_every_branch_is_at_the_remote_too(example: Example) -> None:
    root, remote = example.folder / "kantor", example.folder / "pusat.git"
    refs = ("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")

    assert git(remote, *refs) == git(root, *refs)
    assert len(git(root, *refs).splitlines()) == 4


def test_what_was_there_is_imported_and_frozen(example: Example) -> None:
    state = read_state(example.repository)
    listed, findings = read_imports(example.repository.tree("HEAD"))
    first = example.register.entries[: -len(new(example))]

    assert findings == ()
    assert set(listed) <= set(state.verdicts)
    assert {entry.event for entry in first} == {Event.IMPORTED}
    changed = git(example.folder / "kantor", "log", "--format=%H", "--", IMPORT_PATH, UNIT_PATH)
    assert len(changed.splitlines()) == 2


def test_no_path_of_this_machine_and_no_secret_is_committed(example: Example) -> None:
    root = example.folder / "kantor"

    for needle in (str(example.folder), "PRIVATE KEY"):
        found = example.repository.run("log", "--all", "--format=%H", f"-S{needle}")
        assert found == b"", needle
    assert git(root, "config", "--list", "--local").count("user.") == 0


def new(example: Example) -> list[str]:
    """Return the ids that were approved."""
    return [entry.id for entry in example.register.entries if entry.approval is not None]
