"""The office's settings against themselves and against the SOPs."""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import Kind
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.node import Mapping
from jdih.model.unit import Office, Unit
from jdih.reading.unit import SETTINGS, UNIT_PATH
from jdih.rules.context import Context

UNKNOWN_ROLE = Rule(
    "JD802",
    "peran-tidak-dikenal",
    "Peran jabatan harus ada pada SOP yang disebut.",
    "Peran menentukan siapa melaksanakan dan memutuskan kegiatan SOP.",
    "Tulis peran sebagai SOP/pelaksana, misalnya kpu-2-2021/kepala-biro.",
)
UNFILLED_ROLE = Rule(
    "JD803",
    "pemutus-tanpa-jabatan",
    "Setiap pemutus pada SOP harus diisi sekurang-kurangnya satu jabatan.",
    "Tanpa jabatan pemutus, tidak ada yang dapat menyetujui.",
    "Tambahkan peran itu pada salah satu jabatan di site_config/unit.yml.",
)
UNKNOWN_DECIDER = Rule(
    "JD804",
    "pemutus-tidak-dikenal",
    "Pemutus harus berupa kode jabatan yang ada; kata `sop` hanya untuk konten.",
    "Keputusan oleh jabatan yang tidak ada tidak dapat dibuktikan.",
    "Tulis kode jabatan dari daftar `jabatan`.",
)
NO_AUTHORITY = Rule(
    "JD805",
    "jenis-tanpa-pemutus",
    "Setiap jenis dokumen harus mempunyai pemutus.",
    "Jenis tanpa pemutus tidak pernah dapat disetujui.",
    "Tambahkan jenis itu pada `keputusan`.",
)
DUPLICATE_OFFICE = Rule(
    "JD806",
    "jabatan-ganda",
    "Kode jabatan hanya boleh dipakai satu kali.",
    "Kode ganda membuat pemegang jabatan tidak pasti.",
    "Ganti salah satu kode jabatan.",
)
HOLDER_DATES = Rule(
    "JD807",
    "masa-jabatan",
    "Masa jabatan harus berakhir setelah dimulai, dan Plh./Plt. harus menyebut `dasar`.",
    "Wewenang dinilai menurut tanggal keputusan dan surat perintahnya.",
    "Perbaiki `sejak` dan `sampai`, atau isi `dasar` dengan nomor dan tanggal surat.",
)
HOURS = Rule(
    "JD808",
    "jam-kerja",
    "Rentang jam kerja harus maju dan tidak bertindihan.",
    "Jam kerja dipakai menghitung waktu pelaksanaan menurut SOP.",
    "Tulis rentang berurutan, misalnya [07:30-12:00, 13:00-16:00].",
)
SHARED_KEY = Rule(
    "JD809",
    "kunci-bersama",
    "Satu kunci SSH dan satu nomor akun hanya boleh milik satu orang.",
    "Kunci yang dipakai bersama tidak membuktikan siapa yang menyetujui.",
    "Buat kunci sendiri untuk setiap pejabat; jangan memakai akun bersama.",
)
NO_OFFICE_PERFORMS = Rule(
    "JD820",
    "pelaksana-tanpa-jabatan",
    "Setiap pelaksana pada SOP sebaiknya diisi sekurang-kurangnya satu jabatan.",
    "Tanpa jabatan pelaksana, `jdih status` tidak dapat menyebut siapa yang ditunggu.",
    "Tambahkan peran itu pada salah satu jabatan di site_config/unit.yml.",
    Severity.WARNING,
)
DEAD_SERVICE = Rule(
    "JD821",
    "tautan-layanan",
    "Layanan pada `tautan` yang menunjuk halaman situs ini sebaiknya ada halamannya.",
    "Tautan itu tampil pada kaki setiap halaman.",
    "Periksa alamatnya; tulis /content/….md sebagaimana letaknya, atau alamat lengkap https://….",
    Severity.WARNING,
)
RULES = (
    UNKNOWN_ROLE,
    UNFILLED_ROLE,
    UNKNOWN_DECIDER,
    NO_AUTHORITY,
    DUPLICATE_OFFICE,
    HOLDER_DATES,
    HOURS,
    SHARED_KEY,
    NO_OFFICE_PERFORMS,
    DEAD_SERVICE,
)


def check_unit(context: Context) -> Iterator[Finding]:
    """Yield what does not hold of ``site_config/unit.yml``."""
    unit, root = context.unit, context.unit_header
    if unit is None or root is None:
        return
    yield from _offices(unit, root, context)
    yield from _roles_filled(unit, root, context)
    yield from _authorities(unit, root)
    yield from _hours(root)
    yield from _services(unit, root, context)


def _services(unit: Unit, root: Mapping, context: Context) -> Iterator[Finding]:
    for index, service in enumerate(unit.services):
        path = service.target.partition("#")[0].removeprefix("/")
        if service.target.startswith("/") and path not in context.paths:
            place = _at(root, "tautan", index, "alamat")
            yield DEAD_SERVICE.at(place, f"Berkas {service.target} tidak ada.")


def _at(root: Mapping, *path: str | int) -> Location:
    return Location(UNIT_PATH, *root.place(*path))


def _offices(unit: Unit, root: Mapping, context: Context) -> Iterator[Finding]:
    codes: set[str] = set()
    owners: dict[str, int] = {}
    for index, office in enumerate(unit.offices):
        if office.code in codes:
            place = _at(root, "jabatan", index, "kode")
            yield DUPLICATE_OFFICE.at(place, f"Kode “{office.code}” sudah dipakai.")
        codes.add(office.code)
        yield from _office_roles(office, index, root, context)
        yield from _holders(office, index, root, owners)


def _office_roles(office: Office, index: int, root: Mapping, context: Context) -> Iterator[Finding]:
    for number, role in enumerate(office.roles):
        name, _, code = role.partition("/")
        sop = context.sops.get(name)
        if sop is None and f"content/sop/{name}.md" in context.corpus.unsound:
            continue
        if sop is None or sop.role(code) is None:
            place = _at(root, "jabatan", index, "peran", number)
            yield UNKNOWN_ROLE.at(place, f"Peran “{role}” tidak ada.")


def _holders(
    office: Office, index: int, root: Mapping, owners: dict[str, int]
) -> Iterator[Finding]:
    for number, holder in enumerate(office.holders):
        place = _at(root, "jabatan", index, "pemegang", number)
        if holder.until is not None and holder.until < holder.since:
            yield HOLDER_DATES.at(place, "Masa jabatan berakhir sebelum dimulai.")
        if holder.acting and not holder.basis:
            yield HOLDER_DATES.at(place, f"{holder.acting} belum menyebut `dasar`.")
        for mark in (*holder.keys, f"akun {holder.account.casefold()}"):
            if owners.setdefault(mark, holder.account_id) != holder.account_id:
                yield SHARED_KEY.at(place, "Kunci atau akun ini juga milik nomor akun lain.")


def _roles_filled(unit: Unit, root: Mapping, context: Context) -> Iterator[Finding]:
    place = _at(root, "jabatan")
    for sop in context.sops.values():
        deciders = {role for step in sop.steps for role in step.deciders}
        for role in sop.roles:
            if unit.offices_for(sop.id, role.code):
                continue
            rule = UNFILLED_ROLE if role.code in deciders else NO_OFFICE_PERFORMS
            yield rule.at(place, f"Tidak ada jabatan dengan peran {sop.id}/{role.code}.")


def _authorities(unit: Unit, root: Mapping) -> Iterator[Finding]:
    for kind in Kind:
        authority = unit.authority(kind)
        place = _at(root, "keputusan", kind.value)
        if authority is None or not (authority.by_sop or authority.offices):
            yield NO_AUTHORITY.at(place, f"Jenis “{kind.value}” belum mempunyai pemutus.")
            continue
        if authority.by_sop and kind is not Kind.ITEM:
            yield UNKNOWN_DECIDER.at(place, f"Jenis “{kind.value}” tidak diputus menurut SOP.")
        yield from _known_offices(unit, authority.offices, place)
    place = _at(root, "keputusan", SETTINGS)
    if not unit.settings_offices:
        yield NO_AUTHORITY.at(place, f"Jenis “{SETTINGS}” belum mempunyai pemutus.")
    yield from _known_offices(unit, unit.settings_offices, place)
    yield from _known_offices(unit, unit.urgent_offices, _at(root, "mendesak"))


def _known_offices(unit: Unit, codes: tuple[str, ...], place: Location) -> Iterator[Finding]:
    for code in codes:
        if unit.office(code) is None:
            yield UNKNOWN_DECIDER.at(place, f"Jabatan “{code}” tidak ada.")


def _hours(root: Mapping) -> Iterator[Finding]:
    tables = [(("jam_kerja",), root.mapping("jam_kerja"))]
    for index, season in enumerate(root.mappings("musim")):
        tables.append((("musim", index, "jam_kerja"), season.mapping("jam_kerja")))  # type: ignore[arg-type]  # a path of keys and positions
    for path, table in tables:
        for day, _ in table.entries:
            marks = [mark for span in table.texts(day.text) for mark in span.split("-")]
            if marks != sorted(marks) or len(set(marks)) != len(marks):
                place = _at(root, *path, day.text)
                yield HOURS.at(place, f"Rentang hari {day.text} tidak berurutan.")
