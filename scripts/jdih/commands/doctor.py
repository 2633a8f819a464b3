"""``jdih doctor``: what is missing on this machine and in this repository, with the remedy."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from jdih.errors import JdihError
from jdih.model.document import FRAME, SITE_CONFIG
from jdih.model.finding import Severity
from jdih.model.tree import Tree
from jdih.publication.codeowners import PATH as CODEOWNERS
from jdih.publication.codeowners import codeowners
from jdih.publication.forges import api_of
from jdih.publication.state import sops_of, unit_of
from jdih.publication.targets import KEPT
from jdih.reading.schema import read_schemas
from jdih.reading.unit import read_unit
from jdih.register.book import local_book
from jdih.repository.git import Repository
from jdih.rules.engine import check_tree
from jdih.website.source import base_of
from jdih.workflow.amendment import early

EXAMPLES = """\
  jdih doctor                           memeriksa komputer dan repositori ini
  jdih doctor --tulis-codeowners        menulis .github/CODEOWNERS dari unit.yml
  jdih doctor --github                  juga pengaturan di GitHub: ruleset, Pages, label"""

OLDEST_GIT = (2, 34)
"""The first Git that verifies SSH signatures."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it is called, and the remedy when it is not in order."""

    name: str
    fault: str = ""
    remedy: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih doctor``."""
    parser.add_argument("--github", action="store_true", help="periksa juga pengaturan di GitHub")
    parser.add_argument("--tulis-codeowners", action="store_true",
                        help=f"tulis {CODEOWNERS} dari jabatan di unit.yml")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Look at everything; 0 when all is in order, else 1."""
    repository = Repository.open(args.root)
    if args.tulis_codeowners:
        path = repository.root / CODEOWNERS
        path.parent.mkdir(exist_ok=True)
        path.write_text(_codeowners(repository.work_tree()), encoding="utf-8")
        print(f"Ditulis: {CODEOWNERS}")
        return 0
    checks = [_looked(name, look, repository) for name, look in CHECKS.items()]
    if args.github:
        checks.extend(_github(repository))
    for check in checks:
        print(f"{'baik ' if not check.fault else 'PERLU'}  {check.name}", end="")
        print(f": {check.fault}\n    → {check.remedy}" if check.fault else "")
    return int(any(check.fault for check in checks))


def _looked(name: str, look: Callable[[Repository], Check], repository: Repository) -> Check:
    """Look at one thing; what keeps it from being looked at is its fault."""
    try:
        return look(repository)
    except JdihError as error:
        return Check(name, error.message, error.remedy)


def _github(repository: Repository) -> Iterator[Check]:
    """Yield what GitHub's own settings lack, or one check that says they lack nothing."""
    from jdih.forge.github_keys import APP_ID, app_of, key_faults  # noqa: PLC0415 (slow)
    from jdih.forge.github_settings import (  # noqa: PLC0415 (slow)
        hidden_bypasses,
        is_public,
        settings_faults,
    )

    tree = repository.tree("HEAD")
    try:
        base = base_of(repository.root / FRAME)
        api = api_of(os.environ)
        app = os.environ.get(APP_ID) or app_of(api)
        faults = list(settings_faults(api, tree, base, app))
        for name in hidden_bypasses(api, tree):
            yield Check(
                f"Ruleset “{name}”: yang boleh melewatinya (bypass) tidak dibandingkan; hanya "
                "tampak bagi token pengelola repositori"
            )
        keys = key_faults(api)
        if keys is None:
            yield Check("Kunci tidak diperiksa: token ini tidak boleh melihat daftarnya")
        faults.extend(keys or ())
        if is_public(api):
            yield Check(
                "Repositori publik: draf, percakapan, dan penolakan dapat dibaca siapa saja"
            )
            faults.extend(_embargoed(tree))
        else:
            yield Check("Repositori privat: hanya anggota yang dapat membaca draf")
        written = tree.read(CODEOWNERS).decode() if CODEOWNERS in tree.entries else ""
        if written != _codeowners(tree):
            remedy = "Jalankan `jdih doctor --tulis-codeowners`, lalu ajukan perubahannya."
            faults.append((f"{CODEOWNERS} tidak sesuai dengan jabatan di unit.yml", remedy))
    except JdihError as error:
        faults = [(error.message, error.remedy)]
    yield from (Check("GitHub", fault, remedy) for fault, remedy in faults)
    if not faults:
        yield Check("Pengaturan di GitHub")


def _embargoed(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield what waits for its ``tayang`` where anybody can read it already."""
    now = datetime.now(UTC)
    corpus = check_tree(tree).corpus
    for document in corpus.documents:
        if document.path not in corpus.unsound and early(document, now):
            remedy = (
                "Pakai repositori privat untuk naskah yang belum boleh diketahui umum, atau "
                "abaikan bila isinya tidak dirahasiakan."
            )
            yield f"{document.path} menunggu tayang, tetapi repositorinya publik", remedy


def _codeowners(tree: Tree) -> str:
    unit = unit_of(tree)
    return codeowners(unit, sops_of(tree), datetime.now(unit.zone).date())


def _python(_: Repository) -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(f"Python {version}")


def _git(repository: Repository) -> Check:
    version = repository.text("version").removeprefix("git version ")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST_GIT:
        return Check(f"Git {version}", "terlalu lama untuk memeriksa tanda tangan SSH",
                     "Pasang Git 2.34 atau yang lebih baru.")  # fmt: skip
    return Check(f"Git {version}")


def _ssh(_: Repository) -> Check:
    if shutil.which("ssh-keygen") is None:
        return Check("ssh-keygen", "tidak ada; tanda tangan tidak dapat diperiksa",
                     "Debian/Ubuntu: sudo apt install openssh-client.")  # fmt: skip
    return Check("ssh-keygen")


def _history(repository: Repository) -> Check:
    if repository.shallow:
        return Check("Riwayat Git", "terpotong; persetujuan tidak dapat dibuktikan",
                     "Jalankan `git fetch --unshallow`.")  # fmt: skip
    return Check("Riwayat Git utuh")


def _identity(repository: Repository) -> Check:
    repository.identity()
    return Check("Identitas Git")


def _settings(repository: Repository) -> Check:
    checked = check_tree(repository.work_tree())
    errors = [
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR and finding.location.path.startswith("site_config/")
    ]
    if errors:
        return Check("Pengaturan unit", errors[0].message, errors[0].remedy)
    unit = checked.context.unit
    if unit is not None and not any(office.holders for office in unit.offices):
        return Check("Pengaturan unit", "belum ada pemegang jabatan, jadi tidak ada yang dapat "
                     "menyetujui", "Isi `pemegang` di site_config/unit.yml.")  # fmt: skip
    return Check("Pengaturan unit")


def _start(repository: Repository) -> Check:
    tree = repository.work_tree(SITE_CONFIG)
    unit = read_unit(tree, read_schemas(tree)).unit
    if unit is not None and not unit.start:
        return Check("Commit mulai", "belum ditetapkan; persetujuan belum dituntut",
                     "Jalankan `jdih adopt` bila kantor siap memulai.")  # fmt: skip
    return Check("Commit mulai")


def _registers(repository: Repository) -> Check:
    for ref in KEPT.values():
        local_book(repository, ref).read()
    return Check("Buku Agenda utuh")


CHECKS: dict[str, Callable[[Repository], Check]] = {
    "Python": _python,
    "Git": _git,
    "ssh-keygen": _ssh,
    "Riwayat Git": _history,
    "Identitas Git": _identity,
    "Pengaturan unit": _settings,
    "Commit mulai": _start,
    "Buku Agenda": _registers,
}
