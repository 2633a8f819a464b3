"""Why a step took longer than its standard: ``drafts/waktu/2026-11.yml``, never published.

People write the reasons. The program only adds rows without a reason at the end of a file, and
never writes over what stands in it; what it was before is in Git. A file has one shape::

    bulan: 2026-11
    pelampauan:
      - nomor: 7/2026
        kegiatan: 4
        putaran: 1
        alasan: Pemutus dinas luar, tanpa Plh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jdih.errors import JdihError
from jdih.model.node import Mapping as Node
from jdih.model.period import Month
from jdih.model.tree import Tree
from jdih.reading.places import REASONS
from jdih.reading.work_file import fault, read_root, require_known

Key = tuple[str, int, int]
"""What a reason is about: the number of an entry (``7/2026``), the step, the round."""

_HEAD = """\
# Alasan pelampauan waktu baku. Isi `alasan` dengan satu kalimat; sebut jabatan, jangan nama.
# `jdih times --alasan` hanya menambah baris di akhir berkas, dan tidak mengubah yang sudah ada.
bulan: {month}
pelampauan:
"""
_NUMBER = re.compile(r"[1-9][0-9]{0,6}/[12][0-9]{3}")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_ROW = ("nomor", "kegiatan", "putaran", "alasan")


def path_of(month: Month) -> str:
    """Return the path of a month's file, from the repository's root."""
    return f"{REASONS}/{month}.yml"


def read_reasons(tree: Tree, months: Iterable[Month]) -> dict[Key, str]:
    """Return what was written about `months`; `tree` holds the folder `REASONS`.

    A row without a reason is there with an empty one. Raises JdihError as `parse` does.
    """
    found: dict[Key, str] = {}
    for month in months:
        path = path_of(month)
        if path in tree.entries and tree.entries[path].regular:
            found |= parse(month, tree.read(path))
    return found


def parse(month: Month, data: bytes) -> dict[Key, str]:
    """Return the rows of a month's file, in their order.

    Raises JdihError, naming line and column, when it is broken or about another month.
    """
    path = path_of(month)
    return _rows(path, month, read_root("alasan", path, data))


def _rows(path: str, month: Month, root: Node) -> dict[Key, str]:
    require_known(path, root, ("bulan", "pelampauan"))
    if root.text("bulan") != str(month):
        raise fault(path, root, "bulan", f"Bulan “{root.text('bulan')}” bukan {month}.",
                   "Pindahkan berkas itu ke nama bulannya, atau perbaiki bulannya.")  # fmt: skip
    rows = root.mappings("pelampauan")
    if len(rows) != len(root.items("pelampauan")):
        raise fault(path, root, "pelampauan", "Ada butir yang bukan baris pelampauan.",
                   f"Setiap butir memuat {', '.join(_ROW)}.")  # fmt: skip
    found: dict[Key, str] = {}
    for row in rows:
        require_known(path, row, _ROW)
        key = _key(path, row)
        if key in found:
            raise fault(path, row, "nomor", "Pelampauan yang sama tertulis dua kali.",
                       "Sisakan satu baris.")  # fmt: skip
        found[key] = " ".join(row.text("alasan").split())
    return found


def _key(path: str, row: Node) -> Key:
    number = row.text("nomor")
    if not _NUMBER.fullmatch(number):
        raise fault(path, row, "nomor", f"Nomor “{number[:40]}” tidak dalam bentuk yang benar.",
                   "Tulis nomor Buku Agenda, misalnya 7/2026.")  # fmt: skip
    return number, _count(path, row, "kegiatan"), _count(path, row, "putaran")


def _count(path: str, row: Node, key: str) -> int:
    text = row.text(key)
    if not _COUNT.fullmatch(text):
        raise fault(path, row, key, f"Isian `{key}` “{text[:40]}” bukan bilangan.",
                   "Tulis bilangan bulat, misalnya 1.")  # fmt: skip
    return int(text)


def extended(month: Month, data: bytes | None, wanted: Mapping[Key, str]) -> bytes | None:
    """Return a month's file with a row for each of `wanted` that it lacks, None when it lacks none.

    `data` is the file as it is, None where there is none; all of it stays as it stands. The values
    of `wanted` are notes for people, written beside the row. Raises JdihError as `parse` does, and
    where rows can no longer be added at the end.
    """
    known = parse(month, data) if data is not None else {}
    new = {key: note for key, note in wanted.items() if key not in known}
    if not new:
        return None
    before = data if data is not None else _HEAD.format(month=month).encode()
    joint = b"" if before.endswith(b"\n") else b"\n"
    text = before + joint + "".join(_row(key, note) for key, note in new.items()).encode()
    if parse(month, text) != known | dict.fromkeys(new, ""):
        raise JdihError(
            f"Baris baru tidak dapat ditambahkan pada {path_of(month)}: susunannya sudah diubah.",
            "Kembalikan `pelampauan` sebagai kunci terakhir, tiap baris diawali dua spasi.",
        )
    return text


def _row(key: Key, note: str) -> str:
    number, step, round_ = key
    return (
        f"  # {' '.join(note.split())}\n  - nomor: {number}\n    kegiatan: {step}\n"
        f"    putaran: {round_}\n    alasan:\n"
    )
