"""``jdih check``: every finding in every document."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from jdih.errors import JdihError
from jdih.job_log import obeyed
from jdih.model.finding import Finding, Rule, Severity
from jdih.reading.corpus import printable
from jdih.repository.git import Repository
from jdih.repository.remote import MAIN
from jdih.rules.engine import Checked, check_change, check_tree, found_before
from jdih.rules.registry import RULES, as_table, find

EXAMPLES = """\
  jdih check                            semua dokumen
  jdih check drafts/uu-pemilu           satu folder saja
  jdih check --against origin/main      hanya yang berubah terhadap origin/main
  jdih check --explain JD502            menjelaskan satu aturan
  jdih check --format json              keluaran untuk program lain"""


TABLE_BEGIN, TABLE_END = "<!-- aturan: mulai -->", "<!-- aturan: selesai -->"
"""The marks between which ``--daftar`` writes."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih check``."""
    parser.add_argument("paths", nargs="*", metavar="BERKAS", help="batasi pada berkas atau folder")
    parser.add_argument("--format", choices=REPORTERS, default="text", help="bentuk keluaran")
    parser.add_argument("--against", metavar="VERSI", help="hanya yang berubah terhadap versi ini")
    parser.add_argument("--daftar", metavar="BERKAS", type=Path,
                        help="perbarui tabel aturan di dalam BERKAS")  # fmt: skip
    parser.add_argument("--explain", metavar="KODE", help="jelaskan sebuah aturan")


def run(args: argparse.Namespace) -> int:
    """Check the work tree; 0 without errors (warnings do not fail), else 1."""
    if args.explain:
        print(explain(args.explain))
        return 0
    if args.daftar:
        write_table(args.daftar)
        return 0
    repository = Repository.open(args.root)
    tree = repository.work_tree()
    known, checked = found_before(tree), cache(partial(check_tree, tree))
    found = checked().findings if known is None else known
    findings = tuple(sorted({*found, *_since_base(repository, checked, args.against)}))
    if args.against:
        findings = _within(findings, repository.changed(args.against))
    if args.paths:
        findings = _within(
            findings, [_relative(path, args.root, repository) for path in args.paths]
        )
    told = REPORTERS[args.format](findings)
    if args.format == "github":
        obeyed(told)
    else:
        print(told, end="")
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _since_base(
    repository: Repository, checked: Callable[[], Checked], against: str
) -> tuple[Finding, ...]:
    """Return what may not follow the items of a version, by default of the main branch.

    Where that is not known nothing is; raises JdihError for another one that is not.
    """
    try:
        before = check_tree(repository.tree(repository.fork(against or MAIN)))
    except JdihError:
        if against:
            raise
        return ()
    return check_change(before, checked(), datetime.now(UTC))


def explain(name: str) -> str:
    """Return the rule, why it exists and how to satisfy it. Raises JdihError when unknown."""
    rule = find(name)
    if rule is None:
        raise JdihError(
            f"Aturan “{name}” tidak ada.",
            f"Kode yang ada: {next(iter(RULES))} sampai {list(RULES)[-1]}; lihat drafts/README.md.",
        )
    return _explained(rule)


def write_table(path: Path) -> None:
    """Renew the table of rules between its two marks in a file. Raises JdihError without them."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(TABLE_BEGIN)
    _, end, after = rest.partition(TABLE_END)
    if not end:
        raise JdihError(
            f"{path} tidak memuat tempat tabel aturan.",
            f"Tulis baris {TABLE_BEGIN} dan {TABLE_END} di tempat tabel akan diisikan.",
        )
    text = f"{before}{begin}\n\n{as_table()}\n\n{end}{after}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _explained(rule: Rule) -> str:
    return (
        f"{rule.code} {rule.slug} ({rule.severity.label})\n"
        f"  Aturan : {rule.must}\n"
        f"  Sebab  : {rule.why}\n"
        f"  Caranya: {rule.remedy}"
    )


def _relative(path: str, start: Path, repository: Repository) -> str:
    """Return `path`, typed from the folder `start`, relative to the repository's root."""
    full = Path(os.path.normpath(start.resolve() / path))
    if not full.is_relative_to(repository.root):
        raise JdihError(f"{path} berada di luar repositori.", "Sebut berkas di dalam repositori.")
    if not os.path.lexists(full):
        raise JdihError(f"{path} tidak ada.", "Periksa nama berkas atau folder yang diketik.")
    return full.relative_to(repository.root).as_posix()


def _within(findings: Iterable[Finding], paths: Sequence[str]) -> tuple[Finding, ...]:
    """Keep the findings in `paths`, folders included; ``.`` is everything."""
    names = frozenset(printable(path) for path in paths)
    if "." in names:
        return tuple(findings)
    return tuple(finding for finding in findings if names & _lineage(finding.location.path))


def _lineage(path: str) -> frozenset[str]:
    parts = path.split("/")
    return frozenset("/".join(parts[:length]) for length in range(1, len(parts) + 1))


def _as_text(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    lines = [finding.as_text() for finding in findings]
    warnings = len(findings) - errors
    if findings:
        lines.append(f"{errors} harus diperbaiki, {warnings} perlu dilihat.")
    else:
        lines.append("Tidak ada temuan.")
    return "\n".join(lines) + "\n"


def _as_github(findings: Sequence[Finding]) -> str:
    return "".join(f"{finding.as_github()}\n" for finding in findings)


def _as_json(findings: Sequence[Finding]) -> str:
    objects = [finding.as_dict() for finding in findings]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


REPORTERS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": _as_text,
    "github": _as_github,
    "json": _as_json,
}
"""The choices of ``--format`` and what renders each."""
