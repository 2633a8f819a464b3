"""The office's settings: ``site_config/unit.yml`` as a value, and the list of imported content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from jdih.model.document import FRAME, SITE_CONFIG, Kind
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.node import Mapping, Scalar
from jdih.model.tree import Tree
from jdih.model.unit import Authority, Holder, Hours, Office, Season, Service, Unit
from jdih.reading import strict_yaml
from jdih.reading.schema import UNIT, Schemas
from jdih.reading.source import TEXT_LIMIT, read_source
from jdih.workflow.zone import ZONES, parse_date

UNIT_PATH = "site_config/unit.yml"
IMPORT_PATH = "site_config/impor.yml"
IMPORT_LIMIT = 32 * 1_048_576
"""Largest list of imports in bytes, enough for some 280,000 documents."""

NO_UNIT = Rule(
    "JD801",
    "pengaturan-unit",
    f"{UNIT_PATH} harus ada dan terbaca.",
    "Tanpa pengaturan unit tidak diketahui siapa yang berwenang dan kapan jam kerjanya.",
    f"Kembalikan {UNIT_PATH} dari riwayat Git, atau salin dari contoh dan sesuaikan.",
)
RULES = (NO_UNIT,)

SETTINGS = "pengaturan"
"""The name under which ``keputusan`` says who decides on ``site_config/`` itself."""

_DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def is_setting(path: str) -> bool:
    """Say whether a file belongs to the settings, which are approved as one document."""
    return path == FRAME or path.startswith(f"{SITE_CONFIG}/")


@dataclass(frozen=True, slots=True)
class UnitFile:
    """The settings as read: `unit` is None when they cannot be used."""

    unit: Unit | None
    header: Mapping | None
    findings: tuple[Finding, ...]


def read_unit(tree: Tree, schemas: Schemas) -> UnitFile:
    """Read ``site_config/unit.yml`` of a tree, strictly."""
    root, findings = _read(tree, UNIT_PATH)
    if root is None:
        if not findings:
            findings = (NO_UNIT.at(Location(UNIT_PATH), "Berkas ini tidak ada atau kosong."),)
        return UnitFile(None, None, findings)
    findings = (*findings, *schemas.by_name[UNIT].check(UNIT_PATH, root))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return UnitFile(None, root, findings)
    return UnitFile(_unit(root), root, findings)


def read_imports(tree: Tree) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Read ``site_config/impor.yml``: path of each document's Markdown file → its sidik."""
    root, findings = _read(tree, IMPORT_PATH, IMPORT_LIMIT)
    if root is None:
        return {}, findings
    entries = root.mapping("daftar").entries
    return {key.text: node.text for key, node in entries if isinstance(node, Scalar)}, findings


def _read(
    tree: Tree, path: str, limit: int = TEXT_LIMIT
) -> tuple[Mapping | None, tuple[Finding, ...]]:
    if path not in tree.entries or not tree.entries[path].regular:
        return None, ()
    source = read_source(path, tree.read(path), limit)
    if source.text is None:
        return None, source.findings
    parsed = strict_yaml.parse(path, source.text)
    return parsed.root, (*source.findings, *parsed.findings)


def _unit(root: Mapping) -> Unit:
    zone = root.text("zona")
    return Unit(
        name=root.text("nama"),
        institution=root.text("instansi"),
        address=root.text("alamat"),
        zone=ZONES[zone],
        zone_name=zone,
        day_minutes=int(root.text("menit_hari_kerja")),
        hours=_hours(root.mapping("jam_kerja")),
        seasons=tuple(_season(node) for node in root.mappings("musim")),
        offices=tuple(_office(node) for node in root.mappings("jabatan")),
        authorities=tuple(_authorities(root.mapping("keputusan"))),
        start=root.text("mulai"),
        settings_offices=root.mapping("keputusan").mapping(SETTINGS).texts("pemutus"),
        urgent_offices=root.texts("mendesak"),
        show_nip=root.flag("tampilkan_nip"),
        show_times=root.flag("tampilkan_waktu"),
        sample=root.flag("contoh"),
        email=root.text("surel"),
        services=tuple(
            Service(node.text("nama"), node.text("alamat")) for node in root.mappings("tautan")
        ),
    )


def _hours(node: Mapping) -> tuple[Hours, ...]:
    return tuple(
        Hours(weekday, tuple(_span(text) for text in node.texts(name)))
        for weekday, name in enumerate(_DAYS)
        if node.texts(name)
    )


def _span(text: str) -> tuple[time, time]:
    begin, _, end = text.partition("-")
    return time.fromisoformat(begin), time.fromisoformat(end)


def _season(node: Mapping) -> Season:
    return Season(
        node.text("nama"),
        parse_date(node.text("mulai")),
        parse_date(node.text("selesai")),
        _hours(node.mapping("jam_kerja")),
    )


def _office(node: Mapping) -> Office:
    return Office(
        node.text("kode"),
        node.text("nama"),
        node.texts("peran"),
        tuple(_holder(holder) for holder in node.mappings("pemegang")),
    )


def _holder(node: Mapping) -> Holder:
    return Holder(
        account=node.text("akun"),
        account_id=int(node.text("id")),
        keys=node.texts("kunci"),
        since=parse_date(node.text("sejak")),
        until=_optional(node.text("sampai")),
        acting=node.text("sebutan"),
        basis=node.text("dasar"),
    )


def _optional(text: str) -> date | None:
    return parse_date(text) if text else None


def _authorities(node: Mapping) -> Iterator[Authority]:
    for kind in Kind:
        entry = node.mapping(kind.value)
        if entry.entries:
            offices = entry.texts("pemutus")
            yield Authority(
                kind,
                () if offices == ("sop",) else offices,
                offices == ("sop",),
                entry.flag("register"),
            )
