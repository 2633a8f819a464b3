"""An editor's word that a draft needs no further correction, written on its branch.

SOP KPU step 4 (memperbaiki, mengoreksi atau menyunting). Whoever says so has edited the item: the
commit names them, so that they do not approve it as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jdih.errors import JdihError
from jdih.forge.people import credited, held_on
from jdih.forge.witness import Issue, Ready
from jdih.model.document import CONTENT, DRAFTS, Document, Kind
from jdih.model.sop import Proof
from jdih.model.unit import Office
from jdih.publication.pull_branch import base_of, brought, checked_out
from jdih.reading.header import fill_in
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.rules.engine import Checked, check_tree

_KEY = Proof.EDITOR.value


@dataclass(frozen=True, slots=True)
class Word:
    """An editor's command: the comment, the day it counts for, and the item's id.

    The id may stay empty where the pull request brings one item.
    """

    said: Issue
    day: date
    name: str = ""


def edited(
    repository: Repository, remote: Remote, ready: Ready, word: Word
) -> tuple[Document, Office]:
    """Record that an item needs no further editing; return it and the office that said so.

    Offices and SOPs are those of the main branch. Raises JdihError when it cannot be recorded.
    """
    if not ready.ours:
        raise JdihError(
            "Cabang usulan ini ada di salinan (fork), jadi tidak dapat diubah dari sini.",
            f"Isi `{_KEY}` di kepala naskah dengan kode jabatan Anda, lalu kirim perubahannya.",
        )
    rules = check_tree(repository.tree(base_of(repository)))
    changed = set(brought(repository, remote, ready, CONTENT, DRAFTS))
    with checked_out(repository, ready.head) as place:
        item = _one(_items(place, changed), word.name)
        office = _office(rules, item, word)
        path = place.root / item.path
        text = path.read_bytes().decode("utf-8")
        path.write_bytes(fill_in(text, _KEY, office.code).encode())
        if not place.clean():
            credit = credited(word.said, office)
            commit = place.commit([item.path], f"Naskah {item.id}: selesai sunting\n{credit}")
            remote.push(commit, ready.branch)
    return item, office


def _items(place: Repository, changed: set[str]) -> Iterator[Document]:
    for document in check_tree(place.work_tree()).corpus.of(Kind.ITEM, drafts=True):
        if changed & {entry.path for entry in document.files}:
            yield document


def _one(items: Iterator[Document], name: str) -> Document:
    found = {item.id: item for item in items}
    if name in found:
        return found[name]
    if len(found) == 1 and not name:
        return next(iter(found.values()))
    raise JdihError(
        f"Konten {name} tidak ada dalam usulan ini." if name else
        f"Usulan ini memuat {len(found)} konten yang dapat dibaca.",
        f"Sebut id-nya di belakang perintah. Yang ada: {', '.join(sorted(found)) or 'tidak ada'}.",
    )  # fmt: skip


def _office(rules: Checked, item: Document, word: Word) -> Office:
    """Return the office by which the author of the command edits the item."""
    unit = rules.context.unit
    sop = rules.context.sops.get(item.header.text("sop"))
    steps = sop.item_steps if sop else ()
    step = next((step for step in steps if Proof.EDITOR in step.proofs), None)
    if unit is None or sop is None or step is None:
        raise JdihError(
            f"SOP konten {item.id} tidak mempunyai kegiatan penyuntingan.",
            "Tidak ada yang perlu dicatat; ajukan dengan /ajukan.",
        )
    editors = unit.offices_filling(sop.id, step.performers)
    for office in held_on(word.day, word.said.account_id, unit):
        if office in editors:
            return office
    names = ", ".join(office.name for office in editors) or "belum ada jabatan yang mengisinya"
    raise JdihError(
        f"Kegiatan {step.number} dilakukan oleh {names}.",
        "Mintalah pejabat itu menulis /selesai-sunting.",
    )
