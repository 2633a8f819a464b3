"""What keeps a header from being read, told so that whoever wrote it can mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jdih.model.finding import Finding, Location, Rule

TAB = Rule(
    "JD211",
    "tabulasi",
    "Inden ditulis dengan spasi, bukan tabulasi.",
    "YAML menolak tabulasi sebagai inden.",
    "Ganti tabulasi dengan dua spasi.",
)
UNCLOSED_QUOTE = Rule(
    "JD212",
    "kutip-tak-ditutup",
    "Tanda kutip yang dibuka harus ditutup.",
    "Tanpa penutup, seluruh isi di bawahnya ikut terbaca sebagai satu teks.",
    "Tambahkan tanda kutip penutup, atau hapus tanda kutip pembuka.",
)
SYNTAX = Rule(
    "JD213",
    "tata-tulis-yaml",
    "Kepala berkas harus mengikuti tata tulis YAML.",
    "Kepala yang tidak terbaca tidak dapat diperiksa terhadap SOP.",
    "Periksa tanda titik dua, spasi, dan inden pada baris itu.",
)

RULES = (TAB, UNCLOSED_QUOTE, SYNTAX)

_INDENTED_KEY = re.compile(r" +[A-Za-z_]+:(?: |$)")
_AFTER_QUOTE = re.compile(r""": +(?:"[^"]*"|'[^']*') *[^ #"',\]}]""")
_PROBLEMS = (
    ("mapping values are not allowed", "titik dua tidak boleh ada di tengah nilai",
     "Apit seluruh nilai dengan tanda kutip tunggal, misalnya judul: 'Tanya Jawab: Cara Memilih'."),
    ("could not find expected ':'", "titik dua setelah kunci tidak ditemukan",
     "Tulis `kunci: nilai`, dengan spasi setelah titik dua."),
    ("did not find expected key", "inden atau kunci pada baris ini tidak sesuai",
     "Samakan inden dengan baris lain pada tingkat yang sama."),
    ("did not find expected '-' indicator", "baris ini bukan bagian dari daftar di atasnya",
     "Awali setiap butir daftar dengan “- ” pada inden yang sama."),
    ("did not find expected ',' or", "kurung siku atau kurung kurawal tidak ditutup",
     "Tutup kurung, atau tulis daftar dengan satu butir tiap baris."),
    ("did not find expected node content", "nilai atau penutup kurung tidak ditemukan",
     "Tutup kurung yang dibuka, atau apit nilainya dengan tanda kutip."),
    ("found character that cannot start any token", "karakter ini tidak boleh mengawali nilai",
     "Apit nilai yang diawali @, `, %, atau tanda baca lain dengan tanda kutip."),
    ("found unknown escape character", "urutan garis miring terbalik tidak dikenal",
     "Pakai tanda kutip tunggal, atau tulis garis miring terbalik dua kali."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser says, in its own words, and the places it names.

    `line` is the text of the line at `place`, `above` that of the line before; `column` counts
    from 0 within `line`. `begin` is where the construct it could not finish began.
    """

    problem: str
    context: str
    place: Location
    begin: Location
    line: str
    above: str
    column: int


def explain(fault: Fault) -> Finding:
    """Say what a fault means and what to do about it."""
    if "quoted scalar" in fault.context and "unexpected end" in fault.problem:
        return UNCLOSED_QUOTE.at(fault.begin, "Tanda kutip dibuka di sini.")
    if re.match(r" *\t", fault.line):
        return TAB.at(fault.place, "Baris ini diawali tabulasi.")
    if _is_misplaced_key(fault):
        message = "Inden baris ini tidak sama dengan baris di atasnya."
        return SYNTAX.at(fault.place, message, "Samakan jumlah spasi di awal baris.")
    if _AFTER_QUOTE.search(fault.line) or _AFTER_QUOTE.search(fault.above):
        remedy = "Apit seluruh nilai, atau pakai “ ” untuk kutipan di tengahnya."
        return SYNTAX.at(fault.place, "Ada teks setelah tanda kutip penutup.", remedy)
    for english, message, remedy in _PROBLEMS:
        if english in fault.problem:
            return SYNTAX.at(fault.place, f"Tidak terbaca: {message}.", remedy)
    return SYNTAX.at(fault.place, "Kepala berkas tidak terbaca mulai dari sini.")


def _is_misplaced_key(fault: Fault) -> bool:
    """Say whether the colon complained of is that of the line's own key."""
    if "mapping values" not in fault.problem or not _INDENTED_KEY.match(fault.line):
        return False
    return fault.column == fault.line.index(":")
