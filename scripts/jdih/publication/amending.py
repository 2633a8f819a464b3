"""A *ralat* or a *tarik* begun: the dated explanation in the header, on a branch of its own.

The item stays where it lies; whoever decides about it decides about this too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from jdih.errors import JdihError
from jdih.model.document import Document, Kind
from jdih.model.finding import Severity
from jdih.publication.own_branch import on_branch
from jdih.publication.words import plain_words
from jdih.reading.header_block import append_to_list, put_mapping
from jdih.reading.places import owner
from jdih.repository.git import Repository
from jdih.repository.overlay import Overlay
from jdih.rules.engine import check_tree
from jdih.website import address
from jdih.workflow.amendment import CORRECTIONS, FORMER, WITHDRAWAL

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Amendment:
    """What somebody says of a published item: why it is corrected, or withdrawn.

    `item` is its id or its address, as typed, and so is `successor`. `kind` is that of a
    withdrawal (``jenis``), empty for a correction.
    """

    item: str
    words: str
    kind: str = ""
    successor: str = ""

    @property
    def word(self) -> str:
        """The key of the header that tells it."""
        return WITHDRAWAL if self.kind else CORRECTIONS


@dataclass(frozen=True, slots=True)
class Amended:
    """The item as it stood, the name of the branch, and its text with the explanation."""

    item: Document
    branch: str
    text: str


def prepare(repository: Repository, said: Amendment, day: date, number: int = 0) -> Amended:
    """Write the explanation of `day` into the item's header, on no branch yet.

    `number` ends the name of the branch; without one it counts the item's explanations.
    Raises JdihError when no item is meant, it says so already, or the explanation does not fit.
    """
    head = repository.resolve("refs/heads/main") or "HEAD"
    tree = repository.tree(head)
    before = check_tree(tree)
    items = before.corpus.of(Kind.ITEM)
    item = find(items, said.item)
    words = plain_words("Penjelasan", said.words, _LONGEST)
    known = [*item.header.mappings(CORRECTIONS), item.header.mapping(WITHDRAWAL)]
    if words in {entry.text("penjelasan") for entry in known}:
        raise JdihError(
            f"Penjelasan itu sudah ada di kepala konten {item.id}.",
            "Lanjutkan usulan yang ada, atau tulis apa yang baru.",
        )
    text = tree.read(item.path).decode("utf-8")
    if said.kind:
        successor = find(items, said.successor).path if said.successor else ""
        entry = {"tanggal": day.isoformat(), "jenis": said.kind, "penjelasan": words}
        if successor:
            entry["pengganti"] = f"/{successor}"
        text = put_mapping(text, WITHDRAWAL, entry)
    else:
        entry = {"tanggal": day.isoformat(), "penjelasan": words}
        text = append_to_list(text, CORRECTIONS, entry)
    after = check_tree(Overlay(tree, (), {item.path: text.encode()}))
    for finding in sorted(set(after.findings) - set(before.findings)):
        if finding.severity is Severity.ERROR and owner(finding.location.path) == item.path:
            raise JdihError(finding.message, finding.remedy)
    ending = str(number) if number else f"ke-{len(item.header.items(CORRECTIONS)) + 1}"
    return Amended(item, f"{said.word}/{item.id}-{ending}", text)


def begin(repository: Repository, amended: Amended, word: str, trailer: str = "") -> None:
    """Commit what was prepared on its branch, and stay there. Raises JdihError with none made."""
    repository.identity()
    with on_branch(repository, amended.branch):
        path = repository.root / amended.item.path
        path.write_bytes(amended.text.encode())
        message = f"Naskah {amended.item.id}: {word}\n{trailer}"
        repository.commit([amended.item.path], message)


def find(items: Iterable[Document], typed: str) -> Document:
    """Return the item that somebody names by its id or its address. Raises JdihError."""
    try:
        at = unquote(urlsplit(typed).path).strip("/")
    except ValueError:
        at = ""
    for item in items:
        places = (address.of_document(item), *item.header.texts(FORMER))
        if typed == item.id or any(f"/{at}/".endswith(f"/{place}") for place in places):
            return item
    raise JdihError(
        f"Konten “{typed[:80]}” tidak ada di content/.",
        "Salin nomor tetapnya atau alamat halamannya dari halaman konten itu.",
    )
