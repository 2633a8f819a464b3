"""The month's numbers on disk: ``drafts/insight/2026-11/*.yml``, never published.

``jdih insight import`` writes one file a platform and may write it anew; what people type stands
in ``ketik.yml``, which no import writes, and holds over one. Numbers are written as
`jdih.reading.indonesian_number` reads them; “–” says that a number is not known, and leaves the
import's. Both kinds of file have one shape::

    bulan: 2026-11
    platform:
      instagram:
        akun:
          pengikut_akhir: 12,9 rb
        unggahan:
          - alamat: https://www.instagram.com/p/C1/
            tanggal: 2026-11-03
            tayangan: 1.234
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import (
    AccountMetric,
    ChannelInsight,
    MonthInsight,
    PostInsight,
    PostMetric,
    joined,
)
from jdih.model.node import Mapping as Node
from jdih.model.tree import Tree
from jdih.reading.indonesian_number import NotANumber, dotted, parse_number
from jdih.reading.places import INSIGHT
from jdih.reading.work_file import fault, read_root, require_known
from jdih.workflow.post import BadAddress, read_post
from jdih.workflow.zone import BadMoment, parse_date

TYPED = "ketik"
"""The file that people write, by its stem."""

_HEAD = """\
# Ditulis oleh `jdih insight import`; jangan disunting, sebab dapat ditulis ulang. Angka yang
# diketik ditulis di {typed}.yml di folder ini dengan susunan yang sama, dan didahulukan.
"""
_TYPED_HEAD = "# Angka yang diketik, didahulukan dari ekspor. Yang tidak diketahui ditulis –."
_REMARK = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_Metric = TypeVar("_Metric", AccountMetric, PostMetric)


def path_of(month: str, name: str) -> str:
    """Return the path of a month's file, from the repository's root."""
    return f"{INSIGHT}/{month}/{name}.yml"


def read_month(tree: Tree, month: str, channels: Mapping[str, Channel]) -> MonthInsight:
    """Return all that is known of a month; `tree` holds the folder `INSIGHT`.

    What was typed holds over what was imported. Raises JdihError for a file that cannot be read.
    """
    names = [path for path in tree.entries if path.startswith(f"{INSIGHT}/{month}/")]
    typed = path_of(month, TYPED)
    known = MonthInsight(month)
    for path in sorted(names, key=lambda path: (path == typed, path)):
        if path.endswith(".yml") and tree.entries[path].regular:
            known = known.under(parse(path, tree.read(path), month, channels))
    return known


def parse(path: str, data: bytes, month: str, channels: Mapping[str, Channel]) -> MonthInsight:
    """Return the numbers of one file.

    Raises JdihError, naming line and column, when it is broken or about another month.
    """
    return _File(path, month, channels).month(read_root("insight", path, data))


class _File:
    """One file being read: `path` names it in what is said of it."""

    def __init__(self, path: str, month: str, channels: Mapping[str, Channel]) -> None:
        self._path, self._month, self._channels = path, month, channels

    def month(self, root: Node) -> MonthInsight:
        self._only(root, {"bulan", "platform"})
        written = root.text("bulan")
        if written != self._month:
            remedy = "Pindahkan berkas itu ke folder bulannya, atau perbaiki bulannya."
            raise self._bad(root, "bulan", f"Bulan “{written}” bukan {self._month}.", remedy)
        rows = root.mapping("platform")
        self._only(rows, set(self._channels))
        found = {key.text: self._channel(rows.mapping(key.text), self._channels[key.text])
                 for key, _ in rows.entries}  # fmt: skip
        return MonthInsight(self._month, found)

    def _channel(self, row: Node, channel: Channel) -> ChannelInsight:
        self._only(row, {"akun", "unggahan"})
        account = row.mapping("akun")
        self._only(account, set(AccountMetric))
        posts = [self._post(post, channel) for post in row.mappings("unggahan")]
        return ChannelInsight(self._numbers(account, AccountMetric), joined(posts))

    def _post(self, row: Node, channel: Channel) -> PostInsight:
        self._only(row, {"alamat", "tanggal", *PostMetric})
        try:
            post = read_post(row.text("alamat"), channel)
        except BadAddress as error:
            raise self._bad(row, "alamat", error.message, error.remedy) from error
        numbers = self._numbers(row, PostMetric)
        return PostInsight(post.identity, post.address, self._day(row), numbers)

    def _numbers(self, row: Node, metrics: type[_Metric]) -> dict[_Metric, int]:
        found: dict[_Metric, int] = {}
        for metric in metrics:
            try:
                number = parse_number(row.text(metric))
            except NotANumber as error:
                raise self._bad(row, metric, error.message, error.remedy) from error
            if number is not None:
                found[metric] = number
        return found

    def _day(self, row: Node) -> date | None:
        written = row.text("tanggal")
        try:
            return parse_date(written) if written else None
        except BadMoment as error:
            raise self._bad(row, "tanggal", error.message, error.remedy) from error

    def _only(self, row: Node, known: Iterable[str]) -> None:
        require_known(self._path, row, sorted(known))

    def _bad(self, row: Node, key: str, message: str, remedy: str) -> JdihError:
        return fault(self._path, row, key, message, remedy)


def with_more(tree: Tree, name: str, more: MonthInsight, channels: Mapping[str, Channel]) -> bytes:
    """Return the file `name` of a month with `more` in it, which holds over what it said.

    `tree` holds that file if there is one. Raises JdihError as `parse` does.
    """
    path = path_of(more.month, name)
    before = tree.read(path) if path in tree.entries and tree.entries[path].regular else b""
    known = parse(path, before, more.month, channels) if before else MonthInsight(more.month)
    month = known.under(more)
    return render_typed(month, before.decode("utf-8")) if name == TYPED else render(month)


def render(month: MonthInsight) -> bytes:
    """Return the file that holds these numbers, the same bytes for the same numbers.

    A platform of which nothing is known leaves no trace.
    """
    return ("\n".join((_HEAD.format(typed=TYPED).rstrip(), *_lines(month))) + "\n").encode()


def render_typed(month: MonthInsight, before: str) -> bytes:
    """Return the file of typed numbers; `before` is the one that was there, empty for none.

    What people remarked in it, behind ``#``, stays: at the top, in its order.
    """
    remarks = _REMARK.findall(before) if before else [_TYPED_HEAD]
    return ("\n".join((*remarks, *_lines(month))) + "\n").encode()


def _lines(month: MonthInsight) -> Iterator[str]:
    yield f"bulan: {month.month}"
    yield "platform:"
    for code, channel in sorted(month.channels.items()):
        yield f"  {code}:"
        if channel.account:
            yield "    akun:"
            yield from _figures(channel.account, "      ")
        if channel.posts:
            yield "    unggahan:"
        for post in channel.posts:
            yield f"      - alamat: {_quoted(post.address)}"
            if post.day is not None:
                yield f"        tanggal: {post.day.isoformat()}"
            yield from _figures(post.numbers, "        ")


def _figures(numbers: Mapping[_Metric, int], indent: str) -> Iterator[str]:
    for metric, number in sorted(numbers.items()):
        yield f"{indent}{metric}: {dotted(number)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
