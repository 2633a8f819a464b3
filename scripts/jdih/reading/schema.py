"""The one door to jsonschema-rs: what each type of document must hold.

Schemas are YAML files in ``site_config/schema/``. Every value of a header is text, so numbers and
dates are patterns and formats. Errors of the library become findings with line and column.
"""

from __future__ import annotations

import difflib
import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.source import read_source
from jdih.workflow.duration import BadDuration, parse_minutes
from jdih.workflow.zone import BadMoment, parse_date, parse_moment

FOLDER = "site_config/schema"
SHARED = "umum"
"""The schema file whose ``$defs`` every other schema may refer to."""
UNIT = "unit"
"""The schema of ``site_config/unit.yml``."""

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
    "Tulis isian menurut contoh jenis dokumen ini.",
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
_SCHEMA_DEPTH = 24


def _date(text: str) -> None:
    parse_date(text)


def _moment(text: str) -> None:
    parse_moment(text)


def _duration(text: str) -> None:
    parse_minutes(text, _WORKDAY)


_PARSERS: dict[str, Callable[[str], None]] = {
    "tanggal": _date,
    "momen": _moment,
    "durasi": _duration,
}


def _accepts(parse: Callable[[str], None]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except (BadMoment, BadDuration):
            return False
        return True

    return check


def _nothing_elsewhere(uri: str) -> Any:
    """Refuse to follow a `$ref` to a file of this machine or to another one."""
    raise ValueError(uri)


def _unusable(name: str, error: jsonschema_rs.ValidationError) -> JdihError:
    return JdihError(
        f"Skema {FOLDER}/{name}.yml bukan JSON Schema yang sah: {error.message}",
        "Perbaiki berkas skema itu, atau kembalikan ke versi sebelumnya.",
    )


@dataclass(frozen=True)
class Schema:
    """One schema: `source` is plain JSON Schema 2020-12, shared definitions included."""

    name: str
    source: dict[str, Any]

    @functools.cached_property
    def _validator(self) -> jsonschema_rs.Validator:
        try:
            return jsonschema_rs.Draft202012Validator(
                self.source,
                formats={name: _accepts(parse) for name, parse in _PARSERS.items()},
                validate_formats=True,
                retriever=_nothing_elsewhere,
            )
        except jsonschema_rs.ValidationError as error:
            raise _unusable(self.name, error) from error

    def check(self, path: str, header: Mapping) -> Iterator[Finding]:
        """Yield every place where `header` departs from this schema."""
        for error in self._validator.iter_errors(strict_yaml.plain(header)):
            yield from _explain(path, header, self.source, error)

    @property
    def public_fields(self) -> frozenset[str]:
        """The top-level keys marked ``x-publik: true``: they may leave the office."""
        return frozenset(
            name for name, value in self.source.get("properties", {}).items() if value.get("x-publik")
        )

    def as_json(self) -> str:
        """Return the schema as editors and other programs read it."""
        return json.dumps(self.source, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas in force, by name: one for each type of document, and ``unit``."""

    by_name: dict[str, Schema]

    def of(self, kind: Kind) -> Schema:
        """Return the schema of a type of document."""
        return self.by_name[kind.value]


def read_schemas(tree: Tree) -> Schemas:
    """Read all schemas of a tree.

    Raises JdihError when one is missing or no valid JSON Schema: then nothing can be checked.
    """
    shared = _read(tree, SHARED).get("$defs", {})
    schemas = {}
    for name in (*(kind.value for kind in Kind), UNIT):
        source = _read(tree, name)
        source["$defs"] = {**shared, **source.get("$defs", {})}
        schemas[name] = Schema(name, source)
    return Schemas(schemas)


def _read(tree: Tree, name: str) -> dict[str, Any]:
    path = f"{FOLDER}/{name}.yml"
    if path not in tree.entries or not tree.entries[path].regular:
        raise JdihError(
            f"Skema {path} tidak ada.",
            "Kembalikan berkas itu dari riwayat Git; tanpa skema tidak ada yang dapat diperiksa.",
        )
    text = read_source(path, tree.read(path))
    parsed = strict_yaml.parse(path, text.text or "", depth=_SCHEMA_DEPTH)
    findings = (*text.findings, *parsed.findings)
    if parsed.root is None or findings:
        first = findings[0].as_text() if findings else path
        raise JdihError(f"Skema tidak terbaca: {first}", "Perbaiki berkas skema itu.")
    source = {key.text: strict_yaml.typed(value) for key, value in parsed.root.entries}
    try:
        jsonschema_rs.meta.validate(source)
    except jsonschema_rs.ValidationError as error:
        raise _unusable(name, error) from error
    return source


def _explain(
    path: str, header: Mapping, source: dict[str, Any], error: jsonschema_rs.ValidationError
) -> Iterator[Finding]:
    where = list(error.instance_path)
    location = Location(path, *header.place(*where))
    name = ".".join(str(step) for step in where) or "kepala berkas"
    kind: Any = error.kind  # one class for each name, each with its own attributes
    match kind.name:
        case "additionalProperties" | "unevaluatedProperties":
            known = _known(source, error.schema_path)
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
                location, f"“{error.instance}” bukan pilihan untuk “{name}”{hint}",
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
                _described(source, error.schema_path) or None,
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
        _PARSERS[format_name](text)
    except (BadMoment, BadDuration) as error:
        return WRONG_FORMAT.at(location, f"Isian “{name}”: {error.message}", error.remedy)
    return WRONG_FORMAT.at(location, f"Isian “{name}” berisi “{text[:60]}”.")


def _suggest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; maksud Anda “{near[0]}”?" if near else "."


def _known(source: dict[str, Any], schema_path: list[str | int]) -> list[str]:
    node = _follow(source, schema_path[:-1])
    return list(node.get("properties", {})) if isinstance(node, dict) else []


def _described(source: dict[str, Any], schema_path: list[str | int]) -> str:
    node = _follow(source, schema_path[:-1])
    return str(node.get("description", "")) if isinstance(node, dict) else ""


def _follow(source: dict[str, Any], schema_path: list[str | int]) -> object:
    node: Any = source
    for step in schema_path:
        if step == "$ref" and isinstance(node, dict):
            node = functools.reduce(lambda at, key: at[key], node["$ref"][2:].split("/"), source)
        elif isinstance(node, dict | list):
            node = node[step]  # type: ignore[index]  # JSON: keys of objects, positions of lists
        else:
            return None
    return node
