"""A draft moved to its place in ``content/`` for decision, whole and clean, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from jdih.errors import JdihError
from jdih.model.document import DRAFTED, DRAFTS, Document
from jdih.model.finding import Finding, Severity
from jdih.reading import image
from jdih.reading.places import home_of
from jdih.repository.git import Repository
from jdih.repository.overlay import Overlay
from jdih.rules.engine import check_tree


@dataclass(frozen=True, slots=True)
class Submission:
    """What happened: the new path, or the findings that stand in the way (nothing was changed).

    `problem` says what kept it from being looked at.
    """

    path: str
    findings: tuple[Finding, ...]
    commit: str = ""
    problem: str = ""


def submit(repository: Repository, name: str) -> Submission:
    """Move the draft `name` (id or folder) to ``content/`` and commit; all or nothing.

    Metadata of pictures is stripped on the way, so that the reviewer sees what is published.
    Raises JdihError when there is no such draft or its place is taken.
    """
    tree = repository.work_tree()
    before = check_tree(tree)
    draft = _find(before.corpus.documents, name)
    home = _home(draft)
    place = _place(home)
    if (repository.root / place).exists():
        alone = "Tambahkan isinya pada berkas itu, di cabang usulan."
        raise JdihError(
            f"{place} sudah ada; tidak ada yang ditimpa.",
            alone if place == home else "Ganti nama folder draf, lalu ajukan lagi.",
        )
    moved = {_moved(entry.path, draft, home): _clean(entry.path, tree.read(entry.path))
             for entry in draft.files}  # fmt: skip
    after = check_tree(Overlay(tree, {entry.path for entry in draft.files}, moved))
    findings = tuple(_as_draft(draft, home, after.findings, frozenset(before.findings)))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Submission(home, findings)
    repository.identity()
    with _relocated(repository.root, draft.folder, moved, place):
        paths = [place]
        # A draft that was never committed leaves nothing behind that could be named.
        if repository.text("ls-files", "--", draft.folder):
            paths.append(draft.folder)
        commit = repository.commit(paths, f"Naskah {draft.id}: ajukan\n")
    return Submission(home, findings, commit)


def _find(documents: tuple[Document, ...], name: str) -> Document:
    for document in documents:
        if not document.draft and name in {document.id, document.slug, document.folder}:
            raise JdihError(
                f"“{name}” sudah diajukan: {document.path}.",
                "Lihat posisinya dengan `jdih status`.",
            )
    drafts = [document for document in documents if document.draft]
    for document in drafts:
        if name in {document.id, document.slug, document.folder}:
            return document
    known = ", ".join(f"{document.id} ({document.slug})" for document in drafts) or "tidak ada"
    raise JdihError(
        f"Draf “{name}” tidak ada atau kepalanya tidak terbaca.",
        f"Draf pada cabang ini: {known}. Periksa dengan `jdih check {DRAFTS}`.",
    )


def _home(draft: Document) -> str:
    if draft.kind not in DRAFTED:
        raise JdihError(
            f"Dokumen bertipe “{draft.kind.value}” tidak ditulis sebagai draf.",
            f"Tulis langsung di content/{draft.kind.value}/ pada cabang usulan.",
        )
    return home_of(draft.kind, draft.slug, year=draft.id[:4])


def _place(home: str) -> str:
    """Return what of ``content/`` the document fills: its folder, or a file alone."""
    path = PurePosixPath(home)
    return str(path.parent if path.name == "index.md" else path)


def _moved(path: str, draft: Document, home: str) -> str:
    if path == draft.path:
        return home
    return str(PurePosixPath(home).parent / PurePosixPath(path).relative_to(draft.folder))


def _clean(path: str, data: bytes) -> bytes:
    if not image.is_image(path):
        return data
    found = image.inspect(path, data)
    return image.strip(path, data) if found.metadata and not found.fault else data


def _as_draft(
    draft: Document, home: str, findings: Iterable[Finding], known: Container[Finding]
) -> Iterator[Finding]:
    """Yield what was found in the item's new home, named by where its author finds it now.

    What the move alone brings about elsewhere, such as a second document of the same id, belongs
    to it; what was found there before (`known`) does not.
    """
    there = _place(home)
    for finding in findings:
        path = finding.location.path
        if path == home or path.startswith(f"{there}/"):
            found = draft.path if path == home else draft.folder + path.removeprefix(there)
            yield replace(finding, location=replace(finding.location, path=found))
        elif finding not in known:
            yield finding


@contextmanager
def _relocated(root: Path, source: str, files: Mapping[str, bytes], home: str) -> Iterator[None]:
    """Move the draft on disk to `home`, a folder or the place of its only file.

    Everything is put back when what follows fails.
    """
    target = root / home
    work = root / "build"
    made = [folder for folder in (*target.parents, work) if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    work.mkdir(exist_ok=True)
    kept = Path(tempfile.mkdtemp(prefix="diajukan-", dir=work))
    aside = kept / "draf"
    try:
        staged = kept / "konten"
        for path, data in files.items():
            copy = staged / PurePosixPath(path).relative_to(home)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
        (root / source).rename(aside)
        staged.rename(target)
        yield
    except BaseException:
        if target.exists():
            target.rename(kept / "batal")
        if aside.exists():
            aside.rename(root / source)
        shutil.rmtree(kept)
        for folder in made:
            folder.rmdir()
        raise
    shutil.rmtree(kept)
