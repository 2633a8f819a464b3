"""Content from before the workflow: listed once, frozen."""

from __future__ import annotations

import pytest

from jdih.errors import JdihError
from jdih.model.verdict import State as Judgement
from jdih.publication.adoption import adopt
from jdih.publication.state import read_state
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH, read_imports
from jdih.workflow.digest import sidik
from tests.publishing import ITEM, OLD, Office, item


def text(office: Office, path: str) -> str:
    return (office.root / path).read_text(encoding="utf-8")


def test_every_document_of_content_is_listed_with_its_sidik(begun: Office) -> None:
    listed, findings = read_imports(begun.repository.tree("HEAD"))
    documents = read_state(begun.repository).documents

    assert findings == ()
    assert dict(listed) == {entry.path: sidik(entry.digests) for entry in documents}
    assert not any(path.startswith("drafts/") for path in listed)
    assert f"mulai: {begun.start}" in text(begun, UNIT_PATH)


def test_adopting_again_names_the_new_commit_once(begun: Office) -> None:
    count, commit = adopt(begun.repository, "HEAD")

    assert (count, commit) == (6, begun.git.tip())
    assert text(begun, UNIT_PATH).count("mulai:") == 1
    assert f"mulai: {commit}" in text(begun, UNIT_PATH)


def test_what_is_adopted_is_the_commit_not_the_work_tree(begun: Office) -> None:
    begun.git.write({OLD: "dirusak", ITEM: "belum disimpan"})

    count, _ = adopt(begun.repository, begun.start)

    assert count == 6
    assert ITEM not in text(begun, IMPORT_PATH)


def test_an_unknown_version_and_unsound_content_are_refused(begun: Office) -> None:
    before = text(begun, IMPORT_PATH), text(begun, UNIT_PATH)
    with pytest.raises(JdihError, match="“v9” tidak ada"):
        adopt(begun.repository, "v9")
    begun.push({"content/index.md": "tanpa kepala\n"})

    with pytest.raises(JdihError, match=r"content/index\.md") as caught:
        adopt(begun.repository, "HEAD")

    assert "jdih check" in caught.value.remedy
    assert (text(begun, IMPORT_PATH), text(begun, UNIT_PATH)) == before


def test_the_list_is_frozen_at_the_start(begun: Office) -> None:
    """What was not there at `mulai`, or was otherwise, is no import, listed or not."""
    begun.picture()
    begun.push(item())
    changed = text(begun, OLD) + "\nTambahan.\n"
    begun.push({OLD: changed})
    now = read_state(begun.repository)
    listed = text(begun, IMPORT_PATH)
    old = now.verdicts[OLD].digest
    kept = "".join(line for line in listed.splitlines(keepends=True) if OLD not in line)
    begun.approve({IMPORT_PATH: f"{kept}  {ITEM}: {now.verdicts[ITEM].digest}\n  {OLD}: {old}\n"})

    state = read_state(begun.repository)

    for path in (ITEM, OLD):
        assert state.verdicts[path].state is Judgement.HELD
        assert "belum ada pada commit `mulai`" in state.verdicts[path].reason
    assert begun.publish().held != ()
