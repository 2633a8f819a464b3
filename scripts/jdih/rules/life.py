"""What is asked once readers know a document: no item changes or goes silently, none moves so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.rules.addresses import on_site
from jdih.rules.context import Context
from jdih.workflow.amendment import CORRECTIONS, FORMER, Fault, fault, left_behind

UNORDERED = Rule(
    "JD709",
    "urutan-ralat",
    "Butir `ralat` harus berurutan menurut tanggal, terbaru di bawah.",
    "Pembaca mengikuti pembetulan dari yang lama ke yang baru.",
    "Perbaiki tanggalnya, atau letakkan butir yang baru paling bawah.",
)
UNEXPLAINED = Rule(
    "JD710",
    "tanpa-ralat",
    "Perubahan konten yang sudah terbit harus dijelaskan dalam butir `ralat` yang baru.",
    "Pembaca yang pernah membaca atau membagikan konten berhak tahu apa yang berubah dan mengapa.",
    "Tambahkan butir baru paling bawah pada `ralat`: `tanggal` dan `penjelasan`.",
)
REWRITTEN = Rule(
    "JD711",
    "ralat-lama-berubah",
    "Butir `ralat` yang sudah terbit tidak boleh diubah atau dihapus.",
    "Penjelasan yang sudah dibaca orang adalah bagian dari riwayat konten.",
    "Kembalikan butir itu seperti semula, lalu tambahkan butir baru di bawahnya.",
)
MOVED = Rule(
    "JD712",
    "pindah-tanpa-alamat-lama",
    "Dokumen terbit yang dipindahkan harus menyebut semua alamat lamanya pada `alamat_lama`.",
    "Tautan yang sudah beredar harus tetap mengantar pembacanya.",
    "Tambahkan alamat itu pada `alamat_lama` dokumen penggantinya, atau kembalikan berkasnya.",
)
REMOVED = Rule(
    "JD713",
    "terbit-dihapus",
    "Konten yang sudah terbit tidak boleh dihapus atau dikosongkan.",
    "Alamatnya tetap, dan pembacanya berhak tahu mengapa isinya tidak berlaku lagi.",
    "Kembalikan berkasnya; bila kontennya keliru, tarik dengan `tarik` pada kepalanya.",
)
RULES = (UNORDERED, UNEXPLAINED, REWRITTEN, MOVED, REMOVED)

_RULES = {Fault.UNEXPLAINED: UNEXPLAINED, Fault.REWRITTEN: REWRITTEN, Fault.MOVED: MOVED}


def check_corrections(document: Document) -> Iterator[Finding]:
    """Yield corrections that are dated before the one above them."""
    days = [entry.text("tanggal") for entry in document.header.mappings(CORRECTIONS)]
    for place, (earlier, later) in enumerate(pairwise(days), start=1):
        if earlier and later and later < earlier:
            message = f"Tanggal {later} mendahului {earlier}, butir di atasnya."
            yield UNORDERED.at(document.at(CORRECTIONS, place), message)


def check_life(before: Iterable[Document], after: Context) -> Iterator[Finding]:
    """Yield what may not follow the documents `before`, which readers know."""
    known = tuple(before)
    yield from _left(known, after)
    yield from _altered((one for one in known if one.kind is Kind.ITEM), after)


def _left(before: Iterable[Document], after: Context) -> Iterator[Finding]:
    """Yield the addresses of all but items that lead nowhere any more.

    The id of such a document follows its place: a moved one cannot be told from one taken away.
    """
    there = [document for document in after.corpus.documents if not document.draft]
    led = {on_site(one) for one in there}.union(*(one.header.texts(FORMER) for one in there))
    read = {one.path for one in there}
    for known in before:
        # One that can no longer be read has findings of its own.
        unread = known.path in after.paths and known.path not in read
        if known.kind is Kind.ITEM or known.draft or unread:
            continue
        for at in (on_site(known), *known.header.texts(FORMER)):
            if at not in led:
                yield MOVED.at(Location(known.path), f"Alamat {at} tidak lagi mengantar.")


def _altered(before: Iterable[Document], after: Context) -> Iterator[Finding]:
    present = {item.id: item for item in after.corpus.of(Kind.ITEM)}
    for known in before:
        item = present.get(known.id)
        if item is None or not item.body.strip():
            # One that can no longer be read has findings of its own.
            if item is not None or known.path not in after.paths:
                message = f"{known.title} ({known.id}) sudah terbit."
                yield REMOVED.at(Location(known.path), message)
            continue
        found = fault(known, item)
        if found is not None:
            yield _RULES[found].at(_place(item, found), _words(known, item, found))


def _place(item: Document, found: Fault) -> Location:
    return item.at(FORMER if found is Fault.MOVED else CORRECTIONS)


def _words(known: Document, item: Document, found: Fault) -> str:
    if found is Fault.MOVED:
        return f"Alamat {', '.join(left_behind(known, item))} tidak lagi mengantar ke konten ini."
    if found is Fault.REWRITTEN:
        return "Butir `ralat` yang sudah terbit berubah atau hilang."
    return "Konten yang sudah terbit berubah tanpa butir `ralat` yang baru."
