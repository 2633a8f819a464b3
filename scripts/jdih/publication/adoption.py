"""Content that was there before the workflow: listed once, frozen, never called approved.

The list (``site_config/impor.yml``) and the commit from which approval is demanded (``mulai``)
belong together: what was not there at that commit cannot be added to the list later.
"""

from __future__ import annotations

import re

from jdih.errors import JdihError
from jdih.model.finding import Severity
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
    """Write the list of all sound documents at `rev` and name that commit in unit.yml.

    Returns how many were listed, and the commit. Raises JdihError when a document there is not
    sound: what is frozen must be fit to be shown.
    """
    commit = repository.resolve(rev)
    if commit is None:
        raise JdihError(f"Versi “{rev}” tidak ada.", "Sebut commit, cabang, atau tag yang ada.")
    checked = check_tree(repository.tree(commit))
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
    documents = [document for document in checked.corpus.documents if not document.draft]
    lines = [f"  {document.path}: {sidik(document.digests)}\n" for document in documents]
    unit = repository.root / UNIT_PATH
    text, count = re.subn(
        r"^mulai:.*$", f"mulai: {commit}", unit.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    if not count:
        text = f"{text.rstrip()}\nmulai: {commit}\n"
    (repository.root / IMPORT_PATH).write_text(_HEAD + "".join(lines), encoding="utf-8")
    unit.write_text(text, encoding="utf-8")
    return len(documents), commit
