"""The two SOPs in ``content/`` hold every word and figure of their texts, and not one more.

The header is laid out once more as the original form, labels and numbers included, and compared
with the text word by word. The texts in ``examples/sop`` are the public SOPs as received.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from jdih.model.node import Mapping
from jdih.model.sop import Proof, Scope
from jdih.reading import header
from jdih.reading.schema import Schemas, read_schemas
from jdih.repository.tree import WorkTree

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples" / "sop"
NAMES = ("kpu-2-2021", "mk-170-2022")
MONTHS = {"06": "Juni", "08": "Agustus"}

OURS = {
    "tipe", "id", "judul", "ringkasan", "penafsiran", "berlaku_sejak", "menggantikan", "catatan",
    "satuan_waktu", "dokumen", "kode", "lingkup", "membuka", "isian", "ke",
}  # fmt: skip
"""Keys that hold our words; every other key holds words of the SOP."""

QUOTED = {
    "nama_sop", "instansi", "unit", "nomor", "tanggal_pembuatan", "tanggal_revisi",
    "tanggal_efektif", "tanggal_pengesahan", "tertulis", "disahkan_oleh", "dasar_hukum",
    "kualifikasi", "keterkaitan", "peralatan", "peringatan", "pencatatan", "tanda_tangan",
    "pelaksana", "total_waktu", "total_tertulis", "kegiatan",
}  # fmt: skip
"""Keys on top that the two forms below lay out."""


def read(name: str) -> Mapping:
    path = f"content/sop/{name}.md"
    parts = header.split(path, (ROOT / path).read_text(encoding="utf-8"))
    assert parts.findings == ()
    assert parts.header is not None
    return parts.header


def words(text: str) -> list[str]:
    """Return the words of a text; separators of a run-in list, tags and emphasis are layout."""
    text = re.sub(r"</?[a-z][^<>]*>", "", text)
    return re.sub(r"[;*]", " ", text).split()


def original(name: str) -> list[str]:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    # The narrow column cut this name in two when the text was taken from the page.
    return words(text.replace("PELAKSANA/P ENGELOLA", "PELAKSANA/PENGELOLA"))


def numbered(items: Sequence[str], mark: str) -> str:
    return " ".join(f"{number}{mark} {item}" for number, item in enumerate(items, 1))


def listed(head: Mapping, key: str, mark: str = ".") -> str:
    items = head.mappings(key)
    texts = [item.text("teks") for item in items] if items else head.texts(key)
    return numbered(texts, mark)


def day(head: Mapping, key: str) -> str:
    """Return a date as the forms write it, or what they write in its stead."""
    if not head.text(key):
        return head.mapping("tertulis").text(key)
    year, month, number = head.text(key).split("-")
    return f"{number} {MONTHS[month]} {year}"


def row(step: Mapping) -> str:
    parts = [f"{part.text('huruf')} {part.text('teks')}" for part in step.mappings("rincian")]
    return " ".join(
        [
            step.text("no"),
            step.text("uraian"),
            *parts,
            *drawn_exits(step),
            *step.texts("kelengkapan"),
            step.text("waktu"),
            *step.texts("output"),
            step.text("keterangan"),
        ]
    )


def exits(step: Mapping) -> tuple[Mapping, ...]:
    ways = step.mapping("keputusan")
    return tuple(ways.mapping(key.text) for key, _ in ways.entries)


def drawn_exits(step: Mapping) -> list[str]:
    """Return the exits that the form writes into the step itself, as KPU's does."""
    return [f"- {way.text('teks')}" for way in exits(step) if "--->" in way.text("teks")]


def roles(head: Mapping) -> str:
    return " ".join(role.text("nama") for role in head.mappings("pelaksana"))


def kpu_form(head: Mapping) -> list[str]:
    signed = head.mapping("disahkan_oleh")
    return [
        head.text("instansi"),
        "Nomor SOP", head.text("nomor"),
        "Tanggal Pengesahan", day(head, "tanggal_pengesahan"),
        "Disahkan Oleh", f"{signed.text('jabatan')},", signed.text("nama"),
        "NIP.", signed.text("nip"),
        "Nama SOP", head.text("nama_sop"),
        "DASAR HUKUM KUALIFIKASI PELAKSANA",
        listed(head, "dasar_hukum", mark=""), *head.texts("kualifikasi"),
        "KETERKAITAN PERALATAN/PERLENGKAPAN",
        listed(head, "keterkaitan"), listed(head, "peralatan"),
        "PERINGATAN PENCATATAN DAN PENDATAAN",
        *head.texts("peringatan"), *head.texts("pencatatan"),
        "NO KEGIATAN PELAKSANA MUTU BAKU", roles(head), "KELENGKAPAN WAKTU PELAKSANAAN OUTPUT",
        *(row(step) for step in head.mappings("kegiatan")),
        *head.texts("kualifikasi"),  # the text repeats it below the matrix
        head.text("total_tertulis"),
    ]  # fmt: skip


def mk_form(head: Mapping) -> list[str]:
    return [
        "NOMOR SOP", head.text("nomor"),
        "TGL. PEMBUATAN", day(head, "tanggal_pembuatan"),
        "TGL. REVISI", day(head, "tanggal_revisi"),
        "TGL. EFEKTIF", day(head, "tanggal_efektif"),
        head.text("instansi"), head.text("unit"),
        "NAMA SOP", head.text("nama_sop"),
        "DASAR HUKUM KUALIFIKASI PELAKSANA",
        listed(head, "dasar_hukum"), listed(head, "kualifikasi"),
        "KETERKAITAN PERALATAN/PERLENGKAPAN",
        listed(head, "keterkaitan"), listed(head, "peralatan"),
        "PERINGATAN PENCATATAN DAN PENDATAAN",
        *head.texts("peringatan"), *head.texts("pencatatan"), head.text("tanda_tangan"),
        "# SOP:", head.text("nama_sop"),
        "No Kegiatan Pelaksana Mutu Baku Keterangan", roles(head),
        "Kelengkapan", head.text("total_tertulis"), "Output",
        *(row(step) for step in head.mappings("kegiatan")),
    ]  # fmt: skip


FORMS = {"kpu-2-2021": kpu_form, "mk-170-2022": mk_form}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return read_schemas(WorkTree(ROOT))


@pytest.mark.parametrize("name", NAMES)
def test_word_by_word(name: str) -> None:
    assert words(" ".join(FORMS[name](read(name)))) == original(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_either_ours_or_laid_out_as_the_form(name: str) -> None:
    head = read(name)
    assert {key.text for key, _ in head.entries} - OURS == QUOTED - _absent(head)


def _absent(head: Mapping) -> set[str]:
    return {"tertulis"} if head.get("tertulis") is None else set()


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("kpu-2-2021",
         {"unit", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "peringatan",
          "tanda_tangan", "satuan_waktu", "menggantikan"}),
        ("mk-170-2022",
         {"tanggal_pembuatan", "tanggal_efektif", "tanggal_pengesahan", "disahkan_oleh",
          "keterkaitan", "menggantikan"}),
    ],
)  # fmt: skip
def test_what_the_form_leaves_blank_is_blank(name: str, blank: set[str]) -> None:
    head = read(name)
    assert {key.text for key, _ in head.entries if head.get(key.text) is None} == blank


@pytest.mark.parametrize("name", NAMES)
def test_exits_are_words_of_the_step_or_marked_as_our_reading(name: str) -> None:
    for step in read(name).mappings("kegiatan"):
        for way in exits(step):
            written = "--->" in way.text("teks") or way.text("teks") in step.text("keterangan")
            assert written != way.flag("penafsiran")


@pytest.mark.parametrize(
    ("name", "times", "total"),
    [
        ("kpu-2-2021",
         ["10 menit", "1 hari", "10 menit", "10 menit", "10 menit", "15 menit"],
         "1 hari 55 Menit"),
        ("mk-170-2022", ["", "30", "", "3600", "30", "90"], "7380 Menit"),
    ],
)  # fmt: skip
def test_times_are_as_written_and_blanks_stay_blank(
    name: str, times: list[str], total: str
) -> None:
    head = read(name)
    assert [step.text("waktu") for step in head.mappings("kegiatan")] == times
    assert head.text("total_waktu") == total
    assert total in head.text("total_tertulis")


@pytest.mark.parametrize("name", NAMES)
def test_the_reading_says_that_it_is_one(name: str) -> None:
    head = read(name)
    assert head.flag("penafsiran")
    assert any("penafsiran kami" in note for note in head.texts("catatan"))


def test_slips_of_the_court_are_kept_and_explained() -> None:
    law, _, decree, _ = read("mk-170-2022").mappings("dasar_hukum")
    assert "Nomor 23 Tahun 2003 tentang Mahkamah Konstitusi" in law.text("teks")
    assert "Undang-Undang Nomor 24 Tahun 2003" in law.text("catatan")
    assert law.texts("dokumen")[0].endswith("/uu-24-2003/index.md")
    assert "Keputusan Presiden RI Nomor 49 Tahun 2012" in decree.text("teks")
    assert "Peraturan Presiden" in decree.text("catatan")
    assert decree.texts("dokumen") == ("/content/dokumen/peraturan/perpres-49-2012/index.md",)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_holds(name: str, schemas: Schemas) -> None:
    assert list(schemas.by_name["sop"].check(name, read(name))) == []


def test_the_schema_knows_every_proof_and_scope(schemas: Schemas) -> None:
    step = schemas.by_name["sop"].source["$defs"]["kegiatan"]["properties"]
    assert step["isian"]["items"]["enum"] == [proof.value for proof in Proof]
    assert step["lingkup"]["enum"] == [scope.value for scope in Scope]


def test_the_nip_is_the_only_field_kept_from_the_public(schemas: Schemas) -> None:
    schema = schemas.by_name["sop"]
    properties = schema.source["properties"]
    assert schema.public_fields == set(properties)
    inside = properties["disahkan_oleh"]["properties"]
    assert [name for name, value in inside.items() if not value["x-publik"]] == ["nip"]


@pytest.mark.parametrize("name", NAMES)
def test_every_legal_basis_leads_to_its_document(name: str) -> None:
    for basis in read(name).mappings("dasar_hukum"):
        assert basis.texts("dokumen")
        assert all((ROOT / path[1:]).is_file() for path in basis.texts("dokumen"))
