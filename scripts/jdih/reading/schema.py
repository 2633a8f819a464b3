"""The one door to jsonschema-rs: what each type of document must hold.

Schemas are YAML files in ``site_config/schema/``. Every value of a header is text, so numbers and
dates are patterns and formats. Errors of the library become findings with line and column.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.model.finding import Finding
from jdih.model.node import Mapping
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.plain_values import plain, typed
from jdih.reading.schema_findings import PARSERS, accepts, explain
from jdih.reading.source import read_source
from jdih.workflow.digest import sha256

FOLDER = "site_config/schema"
SHARED = "umum"
"""The schema file whose ``$defs`` every other schema may refer to."""
UNIT = "unit"
"""The schema of ``site_config/unit.yml``."""
CHANNELS = "platform"
"""The schema of ``site_config/platform.yml``, which an office may have or not."""

INSIGHT = "insight"
"""The schema of ``site_config/insight.yml``, which an office may have or not."""

_SCHEMA_DEPTH = 24


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
                formats={name: accepts(parse) for name, parse in PARSERS.items()},
                validate_formats=True,
                retriever=_nothing_elsewhere,
            )
        except jsonschema_rs.ValidationError as error:
            raise _unusable(self.name, error) from error

    def check(self, path: str, header: Mapping) -> Iterator[Finding]:
        """Yield every place where `header` departs from this schema."""
        for error in self._validator.iter_errors(plain(header)):
            yield from explain(path, header, self.source, error)

    @property
    def public_fields(self) -> frozenset[str]:
        """The top-level keys marked ``x-publik: true``: they may leave the office."""
        return frozenset(
            name
            for name, value in self.source.get("properties", {}).items()
            if value.get("x-publik") and name not in NEVER_PUBLIC
        )

    @property
    def private_keys(self) -> frozenset[str]:
        """The keys marked ``x-publik: false`` at any depth: they stay in the office."""
        return NEVER_PUBLIC.union(_private(self.source))

    def as_json(self) -> str:
        """Return the schema as editors and other programs read it."""
        return json.dumps(self.source, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where plain JSON departs from a schema: the keyword broken, and the property it is about."""

    kind: str
    name: str


def faults(source: dict[str, Any], value: object) -> Iterator[Fault]:
    """Yield where an object departs from the draft 7 schema `source`, formats included."""
    for error in _draft7(json.dumps(source)).iter_errors(value):
        path = [str(part) for part in error.instance_path]
        missing = getattr(error.kind, "property", "")
        yield Fault(error.kind.name, path[0] if path else missing)


@functools.cache
def _draft7(source: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(
        json.loads(source), validate_formats=True, retriever=_nothing_elsewhere
    )


def _private(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, dict) and value.get("x-publik") is False:
                yield str(name)
            yield from _private(value)


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas in force, by name: one for each type of document, and ``unit``."""

    by_name: dict[str, Schema]

    def choices(self, name: str) -> frozenset[str]:
        """Return the choices of a shared definition, such as ``platform``."""
        shared = self.of(Kind.ITEM).source["$defs"].get(name, {})
        return frozenset(shared.get("enum", ()))

    def digest(self) -> str:
        """Return the digest of all of them."""
        sources = {name: schema.source for name, schema in sorted(self.by_name.items())}
        return sha256(json.dumps(sources, sort_keys=True).encode("ascii"))

    def of(self, kind: Kind) -> Schema:
        """Return the schema of a type of document."""
        return self.by_name[kind.value]


NEVER_PUBLIC = frozenset({"disposisi", "arahan", "di_luar_rencana", "unit_lain", "izin", "nip"})
"""Keys that stay in the office whatever a schema says (UU 27/2022; the disposisi's words)."""

NAMES = (*(kind.value for kind in Kind), UNIT)
"""Every schema that must be there."""


def read_schemas(tree: Tree, names: Sequence[str] = NAMES) -> Schemas:
    """Read the schemas of a tree, all of them or those in `names`.

    Raises JdihError when one is missing or no valid JSON Schema: then nothing can be checked.
    """
    shared = _read(tree, SHARED).get("$defs", {})
    schemas = {}
    for name in names:
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
    source = {key.text: typed(value) for key, value in parsed.root.entries}
    try:
        jsonschema_rs.meta.validate(source)
    except jsonschema_rs.ValidationError as error:
        raise _unusable(name, error) from error
    return source
