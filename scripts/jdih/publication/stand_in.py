"""The version that stands in for one that is held: the newest before it that may be shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from jdih.errors import JdihError
from jdih.forge.witness import Witness
from jdih.model.document import CONTENT
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.precedent import Precedents
from jdih.publication.state import State, read_state
from jdih.reading.places import owner
from jdih.repository.git import Repository
from jdih.rules.channels import off_the_site
from jdih.rules.engine import Checked, check_tree
from jdih.workflow.amendment import early
from jdih.workflow.digest import document_sidik

PATIENCE = 20
"""How many versions are asked, one after the other, before a document is left out."""


def stand_in(
    path: str, verdict: Verdict | None, state: State, now: datetime, precedents: Precedents
) -> str:
    """Return the commit whose version of the document `path` is shown in place of that in `state`.

    `verdict` is the gate's word on the version in `state`, None when none could be read. A version
    may be shown when it is approved or imported, sound, due, and may follow what readers know.
    Empty when none of the last `PATIENCE` versions may be.
    """
    repository = precedents.repository
    if verdict is None:
        # No version of it could ever be read.
        return ""
    rev = state.commit
    for _ in range(PATIENCE):
        rev = _older(repository, path, verdict, rev)
        if not rev:
            break
        vouched = verdict is not None and verdict.state is Judgement.HELD
        checked, verdict = _look(repository, path, rev, state.witness)
        passed = verdict is not None and verdict.state is not Judgement.HELD
        if (vouched or passed) and _fit(checked, path, now, precedents):
            return rev
    return ""


def _older(repository: Repository, path: str, verdict: Verdict | None, rev: str) -> str:
    """Return the newest commit with an older version: the gate's own word, or the one before."""
    if verdict is not None and verdict.state is Judgement.HELD:
        return verdict.fallback
    folder = PurePosixPath(path).parent.as_posix()
    place = folder if path == f"{folder}/index.md" and folder != CONTENT else path
    brought = repository.text("log", "--first-parent", "-1", "--format=%H", rev, "--", place)
    return repository.resolve(f"{brought}^") or "" if brought else ""


def _look(
    repository: Repository, path: str, rev: str, witness: Witness
) -> tuple[Checked, Verdict | None]:
    try:
        state = read_state(repository, rev, witness)
    except JdihError:
        # Settings that were broken then: the gate is closed for that time.
        return check_tree(repository.tree(rev)), None
    return state.checked, state.verdicts.get(path)


def _fit(checked: Checked, path: str, now: datetime, precedents: Precedents) -> bool:
    document = next((found for found in checked.corpus.documents if found.path == path), None)
    broken = any(
        off_the_site(finding) and owner(finding.location.path) == path
        for finding in checked.findings
    )
    if document is None or broken or early(document, now):
        return False
    if precedents.vouched(document.id) is None:
        return True
    return not precedents.refusal(document, document_sidik(document))
