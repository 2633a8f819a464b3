"""What departs from a schema, as findings: where, what, and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping
from jdih.reading.schema_place import description, known_keys
from jdih.workflow.duration import BadDuration, parse_minutes
from jdih.workflow.zone import BadMoment, parse_date, parse_moment

UNKNOWN_KEY = Rule(
    "JD301",
    "kunci-tidak-dikenal",
    "Setiap kunci harus ada dalam skema jenis dokumennya.",
    "Salah ketik pada kunci membuat isian hilang tanpa terlihat.",
    "Perbaiki ejaan kunci; daftar kunci ditampilkan oleh `jdih schema JENIS`.",
)
MISSING_KEY = Rule(
    "JD302",
    "isian-wajib",
    "Isian wajib jenis dokumen ini harus ada.",
    "Tanpa isian itu, halaman atau catatannya tidak dapat disusun.",
    "Tambahkan kunci itu pada kepala berkas dan isi nilainya.",
)
WRONG_SHAPE = Rule(
    "JD303",
    "bentuk-isian",
    "Isian harus ditulis dalam bentuk yang ditentukan: teks, daftar, atau pasangan kunci.",
    "Isian dengan bentuk lain tidak terbaca oleh halaman dan mesin SOP.",
    "Awali setiap butir daftar dengan “- ”, dan setiap kunci dengan dua spasi; contohnya ada di "
    "drafts/README.md.",
)
WRONG_PATTERN = Rule(
    "JD304",
    "pola-isian",
    "Isian harus mengikuti pola yang ditentukan.",
    "Nomor, alamat, dan kode dibaca oleh mesin dan lembaga lain.",
    "Tulis ulang isian menurut polanya.",
)
NOT_LISTED = Rule(
    "JD305",
    "pilihan-isian",
    "Isian harus salah satu dari pilihan yang tersedia.",
    "Kosakata terkendali menjaga agar penyaringan dan integrasi JDIHN tetap benar.",
    "Pilih salah satu nilai yang tersedia.",
)
WRONG_LENGTH = Rule(
    "JD306",
    "panjang-isian",
    "Panjang isian harus berada dalam batasnya.",
    "Teks yang terlalu panjang terpotong di situs, pencarian, dan WhatsApp.",
    "Ringkas atau lengkapi isian itu.",
)
WRONG_FORMAT = Rule(
    "JD307",
    "tanggal-dan-waktu",
    "Tanggal, waktu, dan lama harus benar-benar ada dan ditulis menurut bentuknya.",
    "Tanggal menentukan siapa yang berwenang, kapan terbit, dan lama pengerjaan menurut SOP.",
    "Tulis tanggal sebagai 2026-11-02, waktu sebagai 2026-11-02 08:00 WIB.",
)
RULES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_SHAPE,
    WRONG_PATTERN,
    NOT_LISTED,
    WRONG_LENGTH,
    WRONG_FORMAT,
)

_SHAPES = {"object": "pasangan kunci", "array": "daftar", "string": "teks"}
_WORKDAY = 450
_MOST = 50
"""Most unknown keys told of one mapping: who has more has pasted something else."""


class Fault(Protocol):
    """One departure from a schema, as the validating library tells it."""

    @property
    def instance_path(self) -> Sequence[str | int]:
        """Where in the header."""

    @property
    def schema_path(self) -> Sequence[str | int]:
        """Where in the schema."""

    @property
    def instance(self) -> Any:
        """What stands there."""

    @property
    def kind(self) -> Any:
        """Which keyword does not hold: one class for each, with its own attributes."""


def _date(text: str) -> None:
    parse_date(text)


def _moment(text: str) -> None:
    parse_moment(text)


def _duration(text: str) -> None:
    parse_minutes(text, _WORKDAY)


PARSERS: dict[str, Callable[[str], None]] = {
    "tanggal": _date,
    "momen": _moment,
    "durasi": _duration,
}
"""Format → its parser, which raises BadMoment or BadDuration."""


def accepts(parse: Callable[[str], None]) -> Callable[[str], bool]:
    """Return a parser as a yes or no."""

    def check(text: str) -> bool:
        try:
            parse(text)
        except (BadMoment, BadDuration):
            return False
        return True

    return check


def explain(path: str, header: Mapping, source: dict[str, Any], error: Fault) -> Iterator[Finding]:
    """Yield what one departure means for whoever wrote the header."""
    where = list(error.instance_path)
    location = Location(path, *header.place(*where))
    name = ".".join(str(step) for step in where) or "kepala berkas"
    kind = error.kind
    match kind.name:
        case "additionalProperties" | "unevaluatedProperties":
            known = known_keys(source, list(error.schema_path))
            for key in kind.unexpected[:_MOST]:
                place = Location(path, *header.place(*where, key))
                yield UNKNOWN_KEY.at(place, f"Kunci “{key}” tidak dikenal{_suggest(key, known)}")
        case "required":
            yield MISSING_KEY.at(location, f"Isian “{kind.property}” belum ada{_inside(where)}.")
        case "type":
            names = (str(shape) for shape in _listed(kind.types))
            wanted = " atau ".join(_SHAPES.get(shape, shape) for shape in names)
            yield WRONG_SHAPE.at(location, f"Isian “{name}” harus berupa {wanted}.")
        case "enum" | "const":
            options = _listed(kind.value)
            hint = _suggest(str(error.instance), [str(option) for option in options])
            listed = ", ".join(str(option) for option in options[:12])
            yield NOT_LISTED.at(
                location, f"“{str(error.instance)[:60]}” bukan pilihan untuk “{name}”{hint}",
                f"Pilih salah satu: {listed}{', …' if len(options) > 12 else ''}.",
            )  # fmt: skip
        case "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties":
            yield WRONG_LENGTH.at(location, _length(name, kind.name, kind.limit, error.instance))
        case "format":
            yield _wrong_format(location, name, kind.format, str(error.instance))
        case "pattern":
            shown = str(error.instance)[:60]
            yield WRONG_PATTERN.at(
                location,
                f"Isian “{name}” berisi “{shown}”.",
                description(source, list(error.schema_path)) or None,
            )
        case "uniqueItems":
            yield WRONG_SHAPE.at(location, f"Isian “{name}” memuat butir yang sama dua kali.")
        case _:
            yield WRONG_SHAPE.at(location, f"Isian “{name}” tidak sesuai dengan skema.")


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _inside(where: list[str | int]) -> str:
    return f" pada “{'.'.join(str(step) for step in where)}”" if where else ""


def _length(name: str, kind: str, limit: int, instance: object) -> str:
    found = len(instance) if isinstance(instance, str | list | dict) else 0
    unit = "karakter" if isinstance(instance, str) else "butir"
    bound = "sekurang-kurangnya" if kind.startswith("min") else "paling banyak"
    return f"Isian “{name}” harus {bound} {limit} {unit}, kini {found}."


def _wrong_format(location: Location, name: str, format_name: str, text: str) -> Finding:
    try:
        PARSERS[format_name](text)
    except (BadMoment, BadDuration) as error:
        return WRONG_FORMAT.at(location, f"Isian “{name}”: {error.message}", error.remedy)
    return WRONG_FORMAT.at(location, f"Isian “{name}” berisi “{text[:60]}”.")


def _suggest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; maksud Anda “{near[0]}”?" if near else "."
