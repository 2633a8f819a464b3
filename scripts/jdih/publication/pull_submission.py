"""The drafts of a pull request on the forge, submitted on its own branch."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.forge.witness import Ready
from jdih.model.document import DRAFTS
from jdih.publication.markup import code
from jdih.publication.pull_branch import base_of, brought, checked_out
from jdih.publication.submission import Submission, submit
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.rules.engine import check_tree
from jdih.workflow.authority import deciding

if TYPE_CHECKING:
    from jdih.forge.door import Forge

MARK = "<!-- alur-jdih: ajukan -->"


def submit_pull(repository: Repository, forge: Forge, remote: Remote, ready: Ready) -> bool:
    """Submit the drafts of a pull request and say so under it; False when one is not complete.

    Whoever decides is asked for a review. One without drafts is left alone. Raises JdihError when
    forge or remote do not answer.
    """
    drafts = _drafts_of(repository, remote, ready)
    if not drafts:
        return True
    with checked_out(repository, ready.head) as place:
        found = [_submitted(place, draft) for draft in drafts]
        tip = place.resolve("HEAD") or ""
        deciders = _deciders(repository, place, found)
    done = all(submission.commit for submission in found)
    if done and ready.ours:
        remote.push(tip, ready.branch)
        forge.ask(ready.number, deciders)
    _tell(forge, ready, found)
    return done


def _submitted(place: Repository, draft: str) -> Submission:
    """Submit one draft; one that cannot be read keeps no other one waiting."""
    try:
        return submit(place, draft)
    except JdihError as error:
        return Submission(draft, (), problem=f"{error.message} {error.remedy}")


def _drafts_of(repository: Repository, remote: Remote, ready: Ready) -> list[str]:
    """Return the folders in ``drafts/`` that the pull request brings."""
    changed = brought(repository, remote, ready, DRAFTS)
    there = repository.tree(ready.head, DRAFTS).entries
    homes = (PurePosixPath(name) for name in changed if name in there)
    return [str(home.parent) for home in homes if home.name == "index.md"]


def _deciders(repository: Repository, place: Repository, found: list[Submission]) -> set[str]:
    """Return the accounts whose decision is asked, by the offices of the main branch today."""
    rules = check_tree(repository.tree(base_of(repository))).context
    if rules.unit is None:
        return set()
    day = datetime.now(rules.unit.zone).date()
    paths = {submission.path for submission in found}
    documents = check_tree(place.work_tree()).corpus.documents
    asked = (document for document in documents if document.path in paths)
    sops = rules.sops
    return {
        account
        for document in asked
        for office in deciding(document.kind, sops.get(document.header.text("sop")), rules.unit)
        for account in office.accounts(day)
    }


def _tell(forge: Forge, ready: Ready, found: list[Submission]) -> None:
    """Say under the pull request what was moved, or what stands in the way."""
    lines = []
    for submission in found:
        if submission.commit:
            lines.append(f"Diajukan: {code(submission.path)}.")
            continue
        lines.append(f"{code(submission.path)} belum dapat diajukan; tidak ada yang diubah:")
        said = [finding.as_text() for finding in submission.findings]
        lines.extend(f"- {code(words)}" for words in (submission.problem, *said) if words)
    if not ready.ours:
        lines.append(
            "Cabang ini ada di salinan (fork), jadi tidak dapat diubah dari sini. Jalankan "
            "`jdih submit` di komputer Anda, lalu kirim."
        )
    forge.say(ready.number, MARK, "\n".join(lines))
