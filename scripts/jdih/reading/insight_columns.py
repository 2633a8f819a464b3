"""``site_config/insight.yml``: how each platform's export calls what the report needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.model.finding import Finding, Severity
from jdih.model.insight import AccountMetric, PostMetric
from jdih.model.node import Mapping as Node
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.corpus import check_entry
from jdih.reading.indonesian_number import Style
from jdih.reading.schema import INSIGHT, read_schemas
from jdih.reading.source import read_source

COLUMNS_PATH = "site_config/insight.yml"
ADDRESS, DAY = "alamat", "tanggal"

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one platform's exports; each may go by several names.

    `style` is how numbers and days are written there, `sheet` the sheet of an XLSX (empty for the
    first). `address` is where a post's address stands; `prefix` completes one that is only a code.
    Rows whose address is one of `skipped` are sums. `post` and `account` tell where numbers stand.
    """

    style: Style
    sheet: str
    prefix: str
    skipped: frozenset[str]
    address: Names
    day: Names
    post: Mapping[PostMetric, Names]
    account: Mapping[AccountMetric, Names]


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """The columns as read, by platform; None when the file is missing or cannot be used."""

    columns: Mapping[str, Columns] | None
    findings: tuple[Finding, ...] = ()


def read_columns(tree: Tree) -> ColumnsFile:
    """Read ``site_config/insight.yml`` of a tree, strictly.

    An office without the file goes on without it. Raises JdihError when the file is there and its
    schema is not.
    """
    entry = tree.entries.get(COLUMNS_PATH)
    if entry is None or not entry.regular:
        return ColumnsFile(None, tuple(check_entry(entry)) if entry else ())
    source = read_source(COLUMNS_PATH, tree.read(COLUMNS_PATH))
    if source.text is None:
        return ColumnsFile(None, source.findings)
    parsed = strict_yaml.parse(COLUMNS_PATH, source.text)
    findings = (*source.findings, *parsed.findings)
    if parsed.root is None:
        return ColumnsFile(None, findings)
    schema = read_schemas(tree, (INSIGHT,)).by_name[INSIGHT]
    findings = (*findings, *schema.check(COLUMNS_PATH, parsed.root))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return ColumnsFile(None, findings)
    rows = parsed.root.mapping("platform")
    return ColumnsFile({key.text: _columns(rows.mapping(key.text)) for key, _ in rows.entries})


def _columns(row: Node) -> Columns:
    post, account = row.mapping("unggahan"), row.mapping("akun")
    return Columns(
        style=Style(row.text("gaya")),
        sheet=row.text("lembar"),
        prefix=row.text("awalan_alamat"),
        skipped=frozenset(row.texts("lewati")),
        address=post.texts(ADDRESS),
        day=post.texts(DAY) or account.texts(DAY),
        post={metric: post.texts(metric) for metric in PostMetric if post.get(metric)},
        account={metric: account.texts(metric) for metric in AccountMetric if account.get(metric)},
    )
