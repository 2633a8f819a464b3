"""What the gate needs to know, independent of where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from jdih.model.document import Document
from jdih.model.verdict import Verdict
from jdih.workflow.digest import document_sidik
from jdih.workflow.gate import Imports, judge
from jdih.workflow.version import Baseline, Version


class Facts(Protocol):
    """Facts about one state of the main branch.

    Every question is asked for many documents at once, so that an implementation can answer it
    with few calls. Answers are keyed by the path of the document's Markdown file.
    """

    @property
    def begun(self) -> bool:
        """True once the office demands approval (``mulai``)."""

    def baselines(self, documents: Sequence[Document]) -> Mapping[str, Baseline]:
        """Return how each document was at ``mulai``; those that were not there are left out."""

    def versions(self, documents: Sequence[Document]) -> Mapping[str, tuple[Version, ...]]:
        """Return the versions of each document, oldest first, wherever it lay under its id."""


def judge_documents(
    facts: Facts, documents: Sequence[Document], listed: Mapping[str, str]
) -> tuple[Verdict, ...]:
    """Judge documents of ``content/`` as they stand on the main branch, in the order given.

    `listed` is ``site_config/impor.yml``: path → sidik. Imported documents cost no look at their
    versions.
    """
    imports = Imports(listed, facts.begun)
    digests = {document.path: document_sidik(document) for document in documents}
    baselines = facts.baselines([entry for entry in documents if entry.path in listed])
    unsettled = [
        document
        for document in documents
        if not imports.covers(document.path, digests[document.path], baselines.get(document.path))
    ]
    versions = facts.versions(unsettled)
    return tuple(
        judge(
            document,
            digests[document.path],
            versions.get(document.path, ()),
            baselines.get(document.path),
            imports,
        )
        for document in documents
    )
