"""What the site is made from, and what came out: the two values at either end of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jdih.model.document import Document, Kind
from jdih.model.entry import Entry
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.model.verdict import Verdict
from jdih.website import address
from jdih.website.recognition import Recognition
from jdih.workflow.standards import StepTimes


@dataclass(frozen=True, slots=True)
class Erased:
    """A recorded version from which personal data was removed since (UU 27/2022).

    `digest` and `files` are its sidik and (path, SHA-256) as they are now, `by` the entries of the
    erasures, oldest first.
    """

    digest: str
    files: tuple[tuple[str, str], ...]
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a build depends on. The same value gives the same bytes.

    `config` is the office's ``mkdocs.yml``; its theme folder holds the page templates. `documents`
    are those to publish, already read and judged; drafts among them make a preview. `read` returns
    the bytes of a file that belongs to one of them. `verdicts` are keyed by document path,
    `sops` by SOP id, `public_fields` name the header keys that the schema marks as public,
    `private_keys` those it keeps in the office at any depth. `former` are the digests of versions
    that others came after, `erased` tells of versions that differ from their entry, by its number.
    `platforms` are names by code; `times` are empty unless the office publishes them. `day` is the
    date shown, `base` the site's full address, ending in a slash. `commit` and `register` (hash of
    the last entry) are shown in the footer; both may be empty. One that is not `searchable` has no
    index, and its search page says so.
    """

    config: Path
    documents: tuple[Document, ...]
    read: Callable[[str], bytes]
    unit: Unit
    day: date
    base: str
    sops: Mapping[str, Sop] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    public_fields: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    private_keys: frozenset[str] = frozenset()
    commit: str = ""
    register: str = ""
    former: tuple[Recognition, ...] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)
    times: tuple[StepTimes, ...] = ()
    erased: Mapping[str, Erased] = field(default_factory=dict)
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a built site: path below its root → SHA-256 in hexadecimal, sorted by path."""

    files: Mapping[str, str]

    def address(self, document: Document) -> str:
        """Return the document's address below the site's base, such as ``sop/kpu-2-2021/``."""
        return address.of_document(document)

    def file(self, document: Document) -> str:
        """Return the path of the document's page below the site's root."""
        return address.file_of(address.of_document(document))
