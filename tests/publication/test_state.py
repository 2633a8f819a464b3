"""One commit as publishing sees it, whatever the work tree holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.verdict import State as Judgement
from jdih.publication.state import read_state, sops_of, unit_of
from jdih.reading.unit import UNIT_PATH
from tests.publishing import ITEM, OLD, Office


def test_documents_of_content_are_judged_and_drafts_are_not(office: Office) -> None:
    state = read_state(office.repository)

    assert state.commit == office.git.tip()
    assert {document.path for document in state.documents} == set(state.verdicts)
    assert not any(document.draft for document in state.documents)
    assert state.verdicts[ITEM].state is Judgement.APPROVED
    assert state.verdicts[OLD].state is Judgement.IMPORTED
    assert state.settings is not None
    assert state.settings.state is Judgement.IMPORTED


def test_the_work_tree_says_nothing(office: Office) -> None:
    office.git.write({ITEM: "dirusak", UNIT_PATH: "dirusak"})

    assert read_state(office.repository).verdicts[ITEM].state is Judgement.APPROVED


def test_an_older_commit_is_judged_by_what_it_held(office: Office) -> None:
    state = read_state(office.repository, "HEAD^")

    assert ITEM not in state.verdicts
    assert state.verdicts[OLD].state is Judgement.IMPORTED


def test_a_document_that_cannot_be_read_still_has_its_last_approval(office: Office) -> None:
    approved = office.git.tip()
    office.push({ITEM: "tanpa kepala\n"})

    state = read_state(office.repository)

    assert ITEM not in {document.path for document in state.documents}
    assert (state.verdicts[ITEM].state, state.verdicts[ITEM].fallback) == (
        Judgement.HELD,
        approved,
    )


def test_a_version_that_is_not_there_is_named(office: Office) -> None:
    with pytest.raises(JdihError, match="“tidak-ada” tidak ada"):
        read_state(office.repository, "tidak-ada")


def test_settings_that_cannot_be_used_close_the_gate(begun: Office, tmp_path: Path) -> None:
    begun.push({UNIT_PATH: "nama: x\n"})

    for read in (unit_of, sops_of):
        with pytest.raises(JdihError, match=UNIT_PATH) as caught:
            read(begun.repository.tree("HEAD"))
        assert caught.value.remedy
