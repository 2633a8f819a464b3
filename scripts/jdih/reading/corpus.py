"""All documents of one version of the repository, read strictly, with everything found on the way.

A broken file is left out of `documents` and named in `findings`; it never hides the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jdih.hands import portions, shared
from jdih.model.document import DRAFTS, Document, Kind, Picture
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.node import Mapping
from jdih.model.tree import FileEntry, Tree
from jdih.pace import counted
from jdih.reading import header, image, keeping
from jdih.reading.places import Place, layout
from jdih.reading.schema import Schemas
from jdih.reading.schema_findings import MISSING_KEY
from jdih.reading.source import read_source
from jdih.workflow.digest import sha256

_PORTION = 200
"""How many documents a process reads at a time."""
FILE_LIMIT = 25 * 1_048_576
"""Largest file in bytes that may lie beside a document, such as a scanned act."""

SYMLINK = Rule(
    "JD112",
    "tautan-simbolik",
    "Tautan simbolik dan submodul tidak boleh ada di content/ dan drafts/.",
    "Tautan simbolik dapat menerbitkan berkas lain dari mesin yang membangun situs.",
    "Hapus tautan itu dan letakkan berkasnya sendiri.",
)
EXECUTABLE = Rule(
    "JD113",
    "berkas-dapat-dijalankan",
    "Berkas di content/ dan drafts/ tidak boleh bertanda dapat dijalankan.",
    "Konten adalah teks dan gambar; hanya berkas bermode 100644 yang diterbitkan.",
    "Jalankan `git update-index --chmod=-x BERKAS`, lalu simpan perubahan.",
)
ORPHAN = Rule(
    "JD115",
    "berkas-tanpa-dokumen",
    "Setiap berkas harus menjadi bagian dari sebuah dokumen.",
    "Berkas tanpa dokumen tidak tercakup persetujuan dan tidak diterbitkan.",
    "Pindahkan berkas ke folder dokumennya, atau hapus.",
)
BAD_NAME = Rule(
    "JD116",
    "nama-berkas",
    "Nama berkas dan folder hanya memuat huruf kecil, angka, tanda hubung, dan titik.",
    "Nama menjadi alamat halaman; huruf besar dan spasi membuat alamat ganda atau rusak.",
    "Ganti nama berkas, misalnya `01-sampul.png`.",
)
TOO_LARGE = Rule(
    "JD118",
    "berkas-terlalu-besar",
    f"Berkas di samping dokumen paling besar {FILE_LIMIT // 1_048_576} MB.",
    "Git menyimpan setiap versi berkas untuk selamanya; video disimpan di luar Git.",
    "Perkecil berkas. Untuk video, tulis sidik dan tautannya pada `video`.",
)
UNKNOWN_TYPE = Rule(
    "JD310",
    "tipe-tidak-dikenal",
    "Setiap dokumen harus menyebut `tipe` yang dikenal.",
    "Tipe menentukan isian yang dituntut dan siapa yang berwenang memutuskan.",
    f"Isi `tipe` dengan salah satu: {', '.join(kind.value for kind in Kind)}.",
)
WRONG_PLACE = Rule(
    "JD311",
    "tipe-dan-tempat",
    "Tipe dokumen harus sesuai dengan tempatnya di content/.",
    "Tempat adalah status: content/ memuat yang diajukan atau diterbitkan menurut jenisnya.",
    "Pindahkan dokumen ke tempat yang sesuai, atau perbaiki `tipe`.",
)
RULES = (SYMLINK, EXECUTABLE, ORPHAN, BAD_NAME, TOO_LARGE, UNKNOWN_TYPE, WRONG_PLACE)

TEXT_SUFFIXES = (".md", ".vtt")
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._/")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every document that could be read. `unsound` are the paths that broke a rule of reading."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    unsound: frozenset[str]

    def of(self, *kinds: Kind, drafts: bool = False) -> tuple[Document, ...]:
        """Return the documents of these kinds; those in ``drafts/`` only when asked for."""
        return tuple(
            document
            for document in self.documents
            if document.kind in kinds and (drafts or not document.draft)
        )


def read_corpus(tree: Tree, schemas: Schemas) -> Corpus:
    """Read every document in ``content/`` and ``drafts/`` of `tree`."""
    plan = layout(tree.entries)
    documents: list[Document] = []
    findings = [finding for entry in plan.orphans for finding in _orphan(entry)]
    read = _read(tree, plan.places, schemas)
    for document, found in counted("Membaca naskah", read, len(plan.places)):
        findings.extend(found)
        if document is not None:
            documents.append(document)
    unsound = frozenset(
        finding.location.path for finding in findings if finding.severity is Severity.ERROR
    )
    return Corpus(tuple(documents), tuple(findings), unsound)


def _read(tree: Tree, places: Sequence[Place], schemas: Schemas) -> Iterator[keeping.Read]:
    """Yield what was read of each document, taken over where it is kept."""
    keep = keeping.worth(tree)
    if keep is None:
        yield from (read_document(tree, place, schemas) for place in places)
        return
    in_force = schemas.digest()
    keys = [keeping.key_of(tree, place, in_force) for place in places]
    kept = {
        place.path: keep.get(keeping.TABLE, place.path, key) if key else None
        for place, key in zip(places, keys, strict=True)
    }
    anew = _anew(tree, [place for place in places if kept[place.path] is None], schemas)
    for place, key in zip(places, keys, strict=True):
        values = kept.pop(place.path)
        if values is None:
            values = next(anew)
            # What changed while it was read is not what it is called by.
            if key and tree.steady:
                keep.put(keeping.TABLE, place.path, key, values)
        yield keeping.restored(place, values)
    keep.save()


def _anew(tree: Tree, places: Sequence[Place], schemas: Schemas) -> Iterator[tuple[Any, ...]]:
    """Read documents, each as plain values, by every processor where the tree allows it."""
    work, parts = partial(_portion, tree, schemas), portions(places, _PORTION)
    for steady, read in shared(work, parts) if tree.apart else map(work, parts):
        if not steady:
            tree.steady = False
        yield from read


def _portion(
    tree: Tree, schemas: Schemas, places: Iterable[Place]
) -> tuple[bool, list[tuple[Any, ...]]]:
    read = [keeping.plain(read_document(tree, place, schemas)) for place in places]
    return tree.steady, read


def read_document(tree: Tree, place: Place, schemas: Schemas) -> keeping.Read:
    """Read one document and the files that belong to it.

    The document is None when its header cannot be read or its files are not plain files.
    """
    findings = [finding for entry in place.files for finding in check_entry(entry)]
    if any(not _usable(entry) for entry in place.files):
        return None, tuple(findings)
    data = {entry.path: tree.read(entry.path) for entry in place.files}
    texts: dict[str, str] = {}
    for path, content in data.items():
        if path.endswith(TEXT_SUFFIXES):
            source = read_source(path, content)
            findings.extend(source.findings)
            if source.text is not None:
                texts[path] = source.text
    if place.path not in texts:
        return None, tuple(findings)
    parts = header.split(place.path, texts.pop(place.path))
    findings.extend(parts.findings)
    kind, wrong = _kind(place, parts.header)
    findings.extend(wrong)
    if parts.header is None or kind is None:
        return None, tuple(findings)
    draft = place.path.startswith(f"{DRAFTS}/")
    findings.extend(
        finding.as_warning() if draft and finding.code == MISSING_KEY.code else finding
        for finding in schemas.of(kind).check(place.path, parts.header)
    )
    folder = place.path.rpartition("/")[0]
    return Document(
        path=place.path,
        kind=kind,
        header=parts.header,
        body=parts.body,
        body_line=parts.body_line,
        files=place.files,
        digests=tuple(
            (path.removeprefix(f"{folder}/"), sha256(content)) for path, content in data.items()
        ),
        texts=tuple(sorted(texts.items())),
        pictures=tuple(_pictures(data)),
    ), tuple(findings)


def _usable(entry: FileEntry) -> bool:
    # A name that cannot be printed could neither be reported nor published.
    return entry.regular and entry.size <= FILE_LIMIT and entry.path.isprintable()


def check_entry(entry: FileEntry) -> Iterator[Finding]:
    """Yield what is wrong with a file as such: its mode, its size and its name."""
    location = Location(printable(entry.path))
    if entry.size > FILE_LIMIT:
        yield TOO_LARGE.at(location, f"Berkas berukuran {entry.size // 1_048_576} MB.")
    if entry.mode == "100755":
        yield EXECUTABLE.at(location, f"Berkas ini bermode {entry.mode}.")
    elif not entry.regular:
        yield SYMLINK.at(location, f"Berkas ini bermode {entry.mode}.")
    if not set(entry.path) <= _NAME:
        strange = sorted(set(printable(entry.path)) - _NAME)
        shown = " ".join("spasi" if letter == " " else letter for letter in strange[:5])
        yield BAD_NAME.at(location, f"Nama memuat: {shown}.")
    elif "/." in entry.path:
        yield BAD_NAME.at(location, "Nama diawali titik, sehingga tidak ikut diterbitkan.")


def _orphan(entry: FileEntry) -> Iterator[Finding]:
    yield from check_entry(entry)
    location = Location(printable(entry.path))
    if entry.path.count("/") == 1 and entry.path.startswith(f"{DRAFTS}/"):
        remedy = f"Draf harus berupa folder: {DRAFTS}/nama-konten/index.md."
        yield ORPHAN.at(location, "Berkas ini tidak berada dalam folder draf.", remedy)
    else:
        yield ORPHAN.at(location, "Tidak ada index.md yang memilikinya.")


def _kind(place: Place, head: Mapping | None) -> tuple[Kind | None, list[Finding]]:
    if head is None:
        return None, []
    location = Location(place.path, *head.place("tipe"))
    written = head.text("tipe")
    if written not in set(Kind):
        message = f"Tipe “{written}” tidak dikenal." if written else "Isian `tipe` belum ada."
        return None, [UNKNOWN_TYPE.at(location, message)]
    kind = Kind(written)
    if place.kind is not None and place.kind is not kind:
        message = f"Tipe tertulis “{kind.value}”, tempatnya untuk “{place.kind.value}”."
        return None, [WRONG_PLACE.at(location, message)]
    return kind, []


def _pictures(data: dict[str, bytes]) -> Iterator[Picture]:
    for path, content in data.items():
        if image.is_image(path):
            yield image.inspect(path, content)


def printable(path: str) -> str:
    """Write out what a terminal would obey or hide in a path, and bytes that are no UTF-8."""
    if path.isprintable():
        return path
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in path
    )
