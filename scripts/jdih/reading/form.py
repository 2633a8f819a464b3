"""What somebody typed into an issue form, as GitHub writes it into the issue's text.

Each answer stands below ``### label``. GitHub does not mark a line of an answer that looks like
such a heading, so a text in which one occurs twice, or out of its place, tells nothing for sure
and is refused. Answers are data: whatever they hold stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.model.insight import AccountMetric
from jdih.reading.picture_links import without_pictures
from jdih.reading.source import forbidden

_BLANK = "_No response_"
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_LONGEST = 5_000
_LONGEST_TABLE = 30_000


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    A `line` holds no line break; `kept` ones stay as they are typed. Where `pictures` may be
    dropped in, they are no part of the answer. It may have `longest` characters.
    """

    key: str
    label: str
    required: bool = True
    line: bool = True
    kept: bool = False
    pictures: bool = False
    longest: int = _LONGEST


DISPOSITION = (
    Field("judul", "Judul konten"),
    Field("sop", "SOP"),
    Field("disposisi.bentuk", "Bentuk disposisi"),
    Field("disposisi.nomor", "Nomor disposisi", required=False),
    Field("disposisi.tanggal", "Tanggal disposisi"),
    Field("disposisi.dari", "Pemberi disposisi"),
    Field("disposisi.isi", "Isi disposisi", line=False, pictures=True),
)
"""The form *Disposisi*; keys are those of an item's header."""

FROM_PLAN = (
    Field("judul", "Judul konten"),
    Field("sop", "SOP"),
    Field("rencana", "Baris rencana", required=False),
    Field("di_luar_rencana", "Alasan di luar rencana", required=False, line=False),
    Field("gambar", "Gambar", required=False, line=False, pictures=True),
)
"""The form *Konten dari rencana* (SOP MK step 4): a line of the month's plan, or why there is none.

``gambar`` is what was typed besides pictures where only those belong.
"""

PLAN = (
    Field("bulan", "Bulan rencana"),
    Field("keinginan", "Keinginan dan masukan", required=False, line=False, kept=True),
)
"""The form *Rencana* (SOP MK step 2): a month, and what somebody wishes for it."""

LINK = (
    Field("id", "Id konten"),
    Field("platform", "Platform"),
    Field("alamat", "Alamat unggahan", required=False),
    Field("alasan", "Alasan tidak diunggah", required=False),
    Field("teks", "Teks yang diunggah", required=False, line=False, kept=True),
)
"""The form *Tautan unggahan*: either an address or a reason."""

NOTICE = (
    Field("id", "Id konten yang diberitahukan"),
    Field("grup", "Nama grup", required=False),
    Field("waktu", "Waktu pengiriman", required=False),
)
"""The form *Pemberitahuan terkirim*."""

INCIDENT = (
    Field("platform", "Platform"),
    Field("alamat", "Alamat unggahan yang dilaporkan"),
    Field("keterangan", "Keterangan", line=False),
)
"""The form *Insiden*."""


TREATMENT = (
    Field("id", "Id konten yang diralat atau ditarik"),
    Field("tindakan", "Yang dilakukan"),
    Field("platform", "Platform", required=False),
    Field("alamat", "Alamat unggahan yang tercatat", required=False),
    Field("klarifikasi", "Alamat klarifikasi", required=False),
    Field("batal", "Nomor catatan yang salah", required=False),
    Field("keterangan", "Alasan pembatalan", required=False, line=False),
)
"""The form *Tindakan atas unggahan*: what was done to a post, or an entry that was wrong."""
MISTAKEN = "salah dicatat"
"""What is chosen there of an entry that was wrong."""

CORRECTION = (
    Field("konten", "Konten yang diralat"),
    Field("penjelasan", "Apa yang keliru dan menjadi apa", line=False),
)
"""The form *Ralat*: a published item by its id or address, and what is wrong with it."""

WITHDRAWAL = (
    Field("konten", "Konten yang ditarik"),
    Field("jenis", "Sebab penarikan"),
    Field("penjelasan", "Penjelasan untuk umum", line=False),
    Field("pengganti", "Konten penggantinya", required=False),
)
"""The form *Tarik*."""

FILING = (
    Field("id", "Id konten yang diarsipkan"),
    Field("tempat", "Tempat arsip"),
    Field("klasifikasi", "Klasifikasi arsip"),
    Field("retensi", "Retensi arsip"),
)
"""The form *Arsip*: where the paper original lies."""

ACCOUNT_LABELS = {
    AccountMetric.FOLLOWERS_BEFORE: "Pengikut awal bulan",
    AccountMetric.FOLLOWERS_AFTER: "Pengikut akhir bulan",
    AccountMetric.REACH: "Jangkauan akun",
    AccountMetric.VIEWS: "Tayangan akun",
    AccountMetric.PAID_REACH: "Jangkauan berbayar",
    AccountMetric.PAID_VIEWS: "Tayangan berbayar",
    AccountMetric.VISITS: "Kunjungan profil",
    AccountMetric.CLICKS: "Klik tautan",
}
NUMBERS = (
    Field("bulan", "Bulan insight"),
    Field("platform", "Platform"),
    *(Field(metric, label, required=False) for metric, label in ACCOUNT_LABELS.items()),
    Field("unggahan", "Angka unggahan", required=False, line=False, kept=True,
          longest=_LONGEST_TABLE),
    Field("ekspor", "Ekspor platform", required=False, line=False, kept=True,
          longest=_LONGEST_TABLE),
)  # fmt: skip
"""The form *Insight*: a month's numbers of one platform, typed or as an export.

Each number of the account is asked for by itself; ``unggahan`` is a table whose first row names its
columns, ``ekspor`` holds attached files, or an export's text where they cannot be attached.
"""


def form_of(text: str, forms: Sequence[tuple[Field, ...]]) -> tuple[Field, ...]:
    """Return the one of `forms` whose first and last questions the text holds, else the first."""
    labels = [match[1].strip() for match in _HEADING.finditer(text)]
    ends = (labels[0], labels[-1]) if labels else ()
    asked = (form for form in forms if (form[0].label, form[-1].label) == ends)
    return next(asked, forms[0])


def read_form(text: str, fields: tuple[Field, ...]) -> Mapping[str, str]:
    """Return the answers by key; those left blank are left out.

    Raises JdihError when the text is not that of the form, an answer that is required is blank, or
    one holds what no file of this repository may hold.
    """
    text = text.replace("\r\n", "\n")
    found = list(_HEADING.finditer(text))
    labels = [match[1].strip() for match in found]
    if labels != [field.label for field in fields]:
        raise JdihError(
            "Isian formulir tidak dapat dibaca dengan pasti.",
            "Isi lagi formulirnya; jangan menghapus judul isian, dan jangan memulai baris jawaban "
            "dengan “### ”.",
        )
    ends = [match.start() for match in found[1:]] + [len(text)]
    answers: dict[str, str] = {}
    for field, match, end in zip(fields, found, ends, strict=True):
        answer = text[match.end() : end].strip()
        if field.pictures:
            answer = without_pictures(answer).strip()
        if answer and answer != _BLANK:
            answers[field.key] = _answer(field, answer)
        elif field.required:
            raise JdihError(f"Isian “{field.label}” masih kosong.", "Lengkapi formulirnya.")
    return answers


def _answer(field: Field, answer: str) -> str:
    if len(answer) > field.longest or any(forbidden(answer)):
        raise JdihError(
            f"Isian “{field.label}” terlalu panjang atau memuat karakter yang tidak terlihat.",
            f"Ketik ulang isian itu, paling banyak {field.longest} karakter.",
        )
    if field.line and "\n" in answer:
        raise JdihError(f"Isian “{field.label}” lebih dari satu baris.", "Tulis dalam satu baris.")
    return answer if field.kept else " ".join(answer.split())
