"""Content that was there before the workflow: listed once, frozen, never called approved.

The list (``site_config/impor.yml``) and the commit from which approval is demanded (``mulai``)
belong together: what was not there at that commit cannot be added to the list later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.finding import Severity
from jdih.model.tree import Tree
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH
from jdih.repository.git import Repository
from jdih.rules.engine import check_tree
from jdih.workflow.digest import sidik

_HEAD = """\
# Konten yang sudah ada sebelum alur kerja ini dipakai: jalur dan sidiknya pada commit `mulai`.
# Dibuat oleh `jdih adopt`; jangan diubah dengan tangan. Yang tidak ada pada commit itu ditolak.
daftar:
"""


def adopt(repository: Repository, rev: str) -> tuple[int, str]:
    """Write the list of all documents at `rev` and name that commit in unit.yml: the office begins.

    Returns how many were listed, and the commit. Raises JdihError when a document there is not
    sound: what is frozen must be fit to be shown.
    """
    commit = repository.resolve(rev)
    if commit is None:
        raise JdihError(f"Versi “{rev}” tidak ada.", "Sebut commit, cabang, atau tag yang ada.")
    _require_office(repository.tree(commit))
    count = _write_list(repository, repository.tree(commit))
    unit = repository.root / UNIT_PATH
    text, found = re.subn(
        r"^mulai:.*$", f"mulai: {commit}", unit.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    if not found:
        text = f"{text.rstrip()}\nmulai: {commit}\n"
    unit.write_text(text, encoding="utf-8")
    return count, commit


def _require_office(tree: Tree) -> None:
    """Raise JdihError when an office that begins with this tree could never approve anything."""
    context = check_tree(tree).context
    if context.unit is None:
        raise JdihError(
            f"{UNIT_PATH} tidak dapat dipakai, jadi unit belum dapat mulai.",
            "Perbaiki dahulu temuannya (`jdih check`), simpan, lalu ulangi.",
        )
    held = {office.code for office in context.unit.offices if office.holders}
    if not held.intersection(context.unit.settings_offices):
        raise JdihError(
            "Belum ada pemegang jabatan yang memutuskan `pengaturan`, jadi unit belum dapat mulai.",
            f"Isi `pemegang` jabatan pemutus di {UNIT_PATH}, simpan, lalu ulangi.",
        )


def list_only(repository: Repository) -> int:
    """Write the list of what lies in the work tree, for an office that has not begun yet.

    Returns how many were listed. Raises JdihError when the office has begun: then the list is
    frozen.
    """
    tree = repository.work_tree()
    unit = check_tree(tree).context.unit
    if unit is not None and unit.start:
        raise JdihError(
            f"Unit sudah mulai pada commit {unit.start[:12]}; daftar impor dibekukan.",
            "Ajukan perubahan content/ lewat usulan yang disetujui.",
        )
    return _write_list(repository, tree)


def _write_list(repository: Repository, tree: Tree) -> int:
    checked = check_tree(tree)
    errors = [
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR and finding.location.path.startswith("content/")
    ]
    if errors:
        raise JdihError(
            f"Masih ada yang harus diperbaiki: {errors[0].as_text()}",
            "Perbaiki dahulu semua temuan (`jdih check`), simpan, lalu ulangi.",
        )
    text = render_list(document for document in checked.corpus.documents if not document.draft)
    (repository.root / IMPORT_PATH).write_text(text, encoding="utf-8")
    return text.count("\n") - _HEAD.count("\n")


def render_list(documents: Iterable[Document]) -> str:
    """Return the text of ``impor.yml``: path of each document's Markdown file and its sidik."""
    lines = (f"  {document.path}: {sidik(document.digests)}\n" for document in documents)
    return _HEAD + "".join(lines)
