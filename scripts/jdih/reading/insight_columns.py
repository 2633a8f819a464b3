"""``site_config/insight.yml``: how each platform's export calls what the report needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.model.finding import Finding
from jdih.model.insight import AccountMetric, PostMetric
from jdih.model.node import Mapping as Node
from jdih.model.tree import Tree
from jdih.reading.indonesian_number import Style
from jdih.reading.schema import INSIGHT
from jdih.reading.setting_file import read_setting

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


TYPED_COLUMNS = Columns(
    style=Style.INDONESIAN,
    sheet="",
    prefix="",
    skipped=frozenset(),
    address=(ADDRESS,),
    day=(DAY,),
    post={metric: (metric.value,) for metric in PostMetric},
    account={},
)
"""The columns of a table that people type: a row for each post, the columns called as in a file."""


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """The columns as read, by platform; None when the file is missing or cannot be used."""

    columns: Mapping[str, Columns] | None
    findings: tuple[Finding, ...] = ()


def read_columns(tree: Tree) -> ColumnsFile:
    """Read ``site_config/insight.yml`` of a tree, strictly. Raises JdihError as `read_setting`."""
    file = read_setting(tree, COLUMNS_PATH, INSIGHT)
    if file.root is None or not file.sound:
        return ColumnsFile(None, file.findings)
    rows = file.root.mapping("platform")
    found = {key.text: _columns(rows.mapping(key.text)) for key, _ in rows.entries}
    return ColumnsFile(found, file.findings)


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
