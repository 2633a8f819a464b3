"""The JDIHN feed (``feed/document.json``): its 28 fields.

The field table follows BPHN's ILDIS (v4, 2025). One feed is a JSON array of records. What does not
hold of one is said by `jdih.reading.jdihn_check`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jdih.errors import JdihError
from jdih.model.node import Mapping as Header

FEED = "feed/document.json"
"""Where a site offers its feed, below its base."""

NONE = "-"
"""What stands where there is no file."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `format` and `pattern` are JSON Schema's; always text."""

    name: str
    required: bool = True
    format: str = ""
    pattern: str = ""


FIELDS = (
    Field("idData"),
    Field("tahun_pengundangan", pattern="^[0-9]{4}$"),
    Field("tanggal_penetapan", format="date"),
    Field("tanggal_pengundangan", format="date"),
    Field("jenis"),
    Field("noPeraturan"),
    Field("judul"),
    Field("noPanggil", required=False),
    Field("singkatanJenis"),
    Field("tempatTerbit"),
    Field("penerbit", required=False),
    Field("deskripsiFisik", required=False),
    Field("sumber"),
    Field("isbn", required=False),
    Field("status"),
    Field("bahasa"),
    Field("bidangHukum"),
    Field("teuBadan", required=False),
    Field("nomorIndukBuku", required=False),
    Field("abstrak"),
    Field("last_updated", format="date-time"),
    Field("urlAbstrak", format="uri"),
    Field("urlDetailPeraturan", format="uri"),
    Field("fileDownload"),
    Field("urlDownload"),
    Field("subjek", required=False),
    Field("operasi"),
    Field("display"),
)

NOT_NULL = frozenset({"subjek"})
"""Fields that may be left out, but are text where they stand."""

CONSTANTS = {"operasi": "4", "display": "1"}
"""Fields that every record carries unchanged; what they mean is written down nowhere."""

DEMANDED = (
    "tempat_penetapan",
    "tanggal_penetapan",
    "tanggal_pengundangan",
    "sumber",
    "bahasa",
    "bidang_hukum",
    "status_diperiksa",
)
"""The header keys without which a peraturan stays out of the feed, beyond what its schema asks."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of one record, from the table of fields."""
    properties: dict[str, Any] = {}
    for field in FIELDS:
        text = field.required or field.name in NOT_NULL
        found: dict[str, Any] = {"type": "string" if text else ["string", "null"]}
        if field.format:
            found["format"] = field.format
        if field.pattern:
            found["pattern"] = field.pattern
        properties[field.name] = found
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": properties,
        "required": [field.name for field in FIELDS if field.required],
    }


def parse(name: str, data: bytes) -> Any:
    """Return what a feed holds. Raises JdihError with line and column when it is not JSON."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise JdihError(
            f"{name} bukan teks UTF-8 (bita ke-{error.start + 1}).",
            "Simpan umpan sebagai UTF-8.",
        ) from error
    except json.JSONDecodeError as error:
        raise JdihError(
            f"{name}:{error.lineno}:{error.colno}: bukan JSON yang utuh ({error.msg}).",
            "Periksa bagian itu; umpan yang terpotong biasanya ditulis saat sedang dibaca.",
        ) from error
    except RecursionError as error:
        raise JdihError(f"{name} bersarang terlalu dalam.", "Umpan adalah satu larik.") from error


def missing(header: Header) -> tuple[str, ...]:
    """Return the header keys that a peraturan still lacks to be in the feed."""
    return tuple(key for key in DEMANDED if header.get(key) is None)
