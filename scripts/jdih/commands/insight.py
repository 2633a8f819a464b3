"""``jdih insight``: the month's numbers of each platform, from exports and as people type them.

They come in on this machine (``import``) or from a form on GitHub (``take``).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from jdih.arguments import month
from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import AccountMetric, MonthInsight, PostMetric
from jdih.model.tree import Tree
from jdih.publication.filled_numbers import read_filled, told
from jdih.publication.forges import exports_of, github_of, remote_of
from jdih.publication.markup import told as told_fault
from jdih.publication.numbers_branch import NumbersBranch
from jdih.publication.put import put
from jdih.publication.recorder import FORM_MARK, filler
from jdih.publication.state import unit_of
from jdih.reading.channels import CHANNELS_PATH, read_channels
from jdih.reading.indonesian_number import dotted
from jdih.reading.insight_columns import COLUMNS_PATH, Columns, read_columns
from jdih.reading.insight_file import TYPED, path_of, read_month, with_more
from jdih.reading.insight_table import Export, read_export
from jdih.reading.places import INSIGHT
from jdih.reading.table import LARGEST, read_table
from jdih.repository.git import Repository
from jdih.repository.tree import WorkTree

EXAMPLES = """\
  jdih insight import --platform instagram --bulan 2026-11 ekspor.csv
  jdih insight import --platform youtube --bulan 2026-11 ekspor.xlsx
  jdih insight show --bulan 2026-11                  yang sudah ada, beserta yang diketik
  jdih insight take 12                               dari formulir nomor 12 di GitHub"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih insight``."""
    actions = parser.add_subparsers(dest="action", metavar="TINDAKAN", required=True)
    taking = actions.add_parser("import", help="memasukkan ekspor sebuah platform")
    taking.add_argument("files", nargs="+", metavar="BERKAS", type=Path, help="CSV atau XLSX")
    taking.add_argument("--platform", metavar="KODE", required=True, help="asal ekspor itu")
    showing = actions.add_parser("show", help="menampilkan yang sudah ada, beserta yang diketik")
    showing.add_argument("--format", choices=("text", "json"), default="text",
                         help="bentuk keluaran")  # fmt: skip
    from_form = actions.add_parser("take", help="membawa angka sebuah formulir ke usulan bulannya")
    from_form.add_argument("nomor", type=int, metavar="NOMOR", help="nomor formulir di GitHub")
    for action in (taking, showing):
        action.add_argument("--bulan", metavar="BULAN", required=True, type=month,
                            help="misalnya 2026-11")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Import exports or a form, 1 when some row was left out; or show what is known of a month."""
    repository = Repository.open(args.root)
    if args.action == "take":
        return _take(repository, args.nomor)
    channels = _channels(repository.work_tree())
    if args.action == "show":
        known = read_month(WorkTree(repository.root, (INSIGHT,)), str(args.bulan), channels)
        return _show(known, args.format)
    columns = _columns(repository.work_tree(), args.platform, channels)
    channel, told_of = channels[args.platform], str(args.bulan)
    exports = [
        read_export(read_table(str(path), _bytes(path), columns.sheet), columns, channel, told_of)
        for path in args.files
    ]
    path = path_of(told_of, channel.code)
    _keep(repository.root, path, told_of, channel, exports)
    return _told(path, channel, exports)


def _take(repository: Repository, number: int) -> int:
    """Bring a form's numbers to the pull request of their month, and say so under the form."""
    forge = github_of(repository, os.environ)
    issue = forge.issue(number)
    try:
        tree = repository.tree("HEAD")
        unit, channels = unit_of(tree), _channels(tree)
        now = datetime.now(unit.zone)
        office = filler(issue, unit, now.date())
        fetch = exports_of(os.environ).fetch
        columns = read_columns(tree).columns or {}
        filled = read_filled(issue.text, channels, columns, fetch, now.date())
        branch = NumbersBranch(repository, forge, remote_of(repository, os.environ), channels)
        brought = branch.bring(filled, issue, office, now)
    except JdihError as error:
        forge.say(issue.number, FORM_MARK, told_fault(error))
        raise
    if brought.number:
        place = f"Masuk ke usulan #{brought.number}."
    else:
        place = "Angka itu sudah ada pada cabang utama; tidak ada yang berubah."
    forge.say(issue.number, FORM_MARK, told(filled, brought.known, channels, place))
    if filled.taken and not brought.number:
        forge.close(issue.number)
    print(
        f"Formulir #{issue.number}: {len(filled.taken)} bagian masuk, {len(filled.faults)} tidak."
    )
    return int(bool(filled.faults))


def _channels(tree: Tree) -> Mapping[str, Channel]:
    channels = read_channels(tree).channels
    if channels is None:
        raise _missing(CHANNELS_PATH)
    return channels


def _columns(tree: Tree, platform: str, channels: Mapping[str, Channel]) -> Columns:
    columns = read_columns(tree).columns
    if columns is None:
        raise _missing(COLUMNS_PATH)
    if platform not in channels or platform not in columns:
        known = ", ".join(sorted({*channels} & {*columns})) or "belum ada"
        raise JdihError(
            f"Kolom ekspor platform “{platform[:40]}” belum ditulis.",
            f"Tambahkan di {COLUMNS_PATH}. Yang ada: {known}.",
        )
    return columns[platform]


def _missing(path: str) -> JdihError:
    return JdihError(
        f"{path} belum ada atau tidak dapat dipakai.",
        "Salin dari repositori Alur JDIH, atau perbaiki menurut `jdih check`.",
    )


def _keep(root: Path, path: str, month: str, channel: Channel, exports: list[Export]) -> None:
    """Write what was imported over what an earlier import of the platform knew."""
    if not any(export.rows for export in exports):
        return
    more = MonthInsight(month)
    for export in exports:
        more = more.under(MonthInsight(month, {channel.code: export.insight}))
    data = with_more(WorkTree(root, (path,)), channel.code, more, {channel.code: channel})
    put(root / path, data)


def _told(path: str, channel: Channel, exports: list[Export]) -> int:
    bad = sorted(fault for export in exports for fault in export.bad)
    for fault in bad:
        print(fault.as_text())
    rows = sum(export.rows for export in exports)
    outside = sum(export.outside for export in exports)
    print(f"{channel.name}: {rows} baris masuk ke {path}, {len(bad)} baris ditinggalkan"
          f"{f', {outside} baris bulan lain' if outside else ''}.")  # fmt: skip
    return int(bool(bad) or not rows)


def _show(month: MonthInsight, form: str) -> int:
    if form == "json":
        print(json.dumps(_plain(month), ensure_ascii=False, indent=2))
    elif not month.channels:
        print(f"Belum ada angka untuk {month.month}.")
        print(f"    → Ketik di {path_of(month.month, TYPED)}, atau masukkan ekspornya.")
    else:
        print("\n".join(_table(month)))
    return 0


def _plain(month: MonthInsight) -> dict[str, object]:
    return {
        "bulan": month.month,
        "platform": {
            code: {
                "akun": {metric: channel.account.get(metric) for metric in AccountMetric},
                "unggahan": [
                    {
                        "alamat": post.address,
                        "tanggal": post.day.isoformat() if post.day else None,
                        **{metric: post.numbers.get(metric) for metric in PostMetric},
                    }
                    for post in channel.posts
                ],
            }
            for code, channel in month.channels.items()
        },
    }


def _table(month: MonthInsight) -> Iterator[str]:
    for code, channel in month.channels.items():
        yield code
        for metric in AccountMetric:
            yield f"  {metric:<20} {dotted(channel.account.get(metric)):>13}"
        for post in channel.posts:
            yield f"  {post.address}"
            numbers = (f"{metric} {dotted(post.numbers.get(metric))}" for metric in PostMetric)
            yield f"    {', '.join(numbers)}"


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise JdihError(
            f"Berkas {path} tidak dapat dibaca ({error.strerror}).", "Periksa nama dan tempatnya."
        ) from error
