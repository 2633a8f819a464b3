"""Schemas: read strictly, and their faults told with a place and a remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.model.finding import Finding
from jdih.reading.header import split
from jdih.reading.schema import FOLDER, Schemas, read_schemas
from jdih.reading.strict_yaml import parse
from jdih.repository.tree import WorkTree
from tests import trees


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return read_schemas(WorkTree(trees.ROOT))


ITEM = {"tipe": "konten", "id": "2026-7f3kq", "judul": "Judul yang baik", "sop": "uji-1"}


def check(schemas: Schemas, extra: str, kind: Kind = Kind.ITEM, **changes: str) -> list[Finding]:
    values = {**ITEM, **changes} if kind is Kind.ITEM else changes
    text = "".join(f"{key}: {value}\n" for key, value in values.items()) + extra
    parsed = parse("a.md", text)
    assert parsed.root is not None
    return list(schemas.of(kind).check("a.md", parsed.root))


def test_a_sound_header_has_no_finding(schemas: Schemas) -> None:
    assert check(schemas, "ringkasan: Ringkasan dengan panjang yang cukup.\n") == []


@pytest.mark.parametrize(
    ("extra", "code", "line", "column", "told"),
    [
        ("juudl: x\n", "JD301", 5, 1, "maksud Anda “judul”?"),
        ("zzzz: x\n", "JD301", 5, 1, "Kunci “zzzz” tidak dikenal."),
        ("Ringkasan: x\n", "JD301", 5, 1, "maksud Anda “ringkasan”?"),
        ("unit_lain: {unit: a, pejabat: b, tanggal: 2026-11-02}\n", "JD302", 5, 1,
         "“hasil” belum ada pada “unit_lain”"),
        ("bahan: {a: b}\n", "JD303", 5, 1, "harus berupa daftar"),
        ("media: [a]\n", "JD303", 5, 1, "harus berupa pasangan kunci"),
        ("penyusun: [a]\n", "JD303", 5, 1, "harus berupa teks"),
        ("bahan:\n  - a\n  - b: c\n", "JD303", 7, 5, "“bahan.1” harus berupa teks"),
        ("rencana: 2026-13/b7k2\n", "JD304", 5, 1, "“2026-13/b7k2”"),
        ("bentuk: infografik\n", "JD305", 5, 1, "maksud Anda “infografis”?"),
        ("bahan: []\n", "JD306", 5, 1, "sekurang-kurangnya 1 butir, kini 0"),
        ("ringkasan: pendek\n", "JD306", 5, 1, "sekurang-kurangnya 20 karakter, kini 6"),
        ("tayang: 2026-12-01 08:00\n", "JD307", 5, 1, "tayang"),
        ("tayang: 2026-02-30 08:00 WIB\n", "JD307", 5, 1, "2026-02-30"),
        ("disposisi: {bentuk: lisan, tanggal: 2/11/2026, dari: a, isi: b, dicatat_oleh: c}\n",
         "JD307", 5, 28, "disposisi.tanggal"),
        ("media:\n  a.png:\n    alt: sepuluh karakter\n    alat: b\n", "JD301", 8, 5,
         "maksud Anda “alt”?"),
    ],
)  # fmt: skip
def test_each_fault_has_place_and_words(
    schemas: Schemas, extra: str, code: str, line: int, column: int, told: str
) -> None:
    (finding,) = check(schemas, extra)
    assert finding.code == code
    assert (finding.location.line, finding.location.column) == (line, column)
    assert told in finding.message


@pytest.mark.parametrize("letter", ["<", ">", '"'])
@pytest.mark.parametrize(
    ("kind", "key"),
    [(Kind.ITEM, "judul"), (Kind.ITEM, "ringkasan"), (Kind.REGULATION, "nomor"),
     (Kind.REGULATION, "teu"), (Kind.REGULATION, "singkatan"), (Kind.REGULATION, "jenis"),
     (Kind.REGULATION, "subjek"), (Kind.REGULATION, "penandatangan"), (Kind.PAGE, "judul"),
     (Kind.REGULATION, "bidang_hukum"), (Kind.REGULATION, "ringkasan")],
)  # fmt: skip
def test_nothing_that_reaches_the_head_holds_html(
    schemas: Schemas, kind: Kind, key: str, letter: str
) -> None:
    found = check(schemas, "", kind, **{key: f"'teks yang cukup panjang {letter} akhir'"})
    place = [finding.code for finding in found if f"“{key}”" in finding.message]
    assert place in (["JD304"], ["JD305"])


@pytest.mark.parametrize("value", ["'      '", '"\\n\\n\\n\\n\\n\\n"', "'    a    '"])
def test_white_space_is_no_title(schemas: Schemas, value: str) -> None:
    assert [finding.code for finding in check(schemas, "", judul=value)] == ["JD306"]


def test_a_folded_text_is_as_good_as_one_on_a_line(schemas: Schemas) -> None:
    assert check(schemas, "ringkasan: >\n  Ringkasan yang ditulis\n  dalam dua baris.\n") == []


def test_a_pasted_flood_of_keys_is_answered_shortly(schemas: Schemas) -> None:
    keys = "".join(f"k{number}: a\n" for number in range(25_000))
    assert len(check(schemas, keys)) == 50


def test_dates_in_other_digits_are_refused(schemas: Schemas) -> None:
    found = check(
        schemas, "", Kind.REGULATION, tanggal_penetapan="２０２６-01-01", tahun="２０２６"
    )
    assert sorted(f.code for f in found if f.code != "JD302") == ["JD304", "JD307"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_schema_says_for_each_field_whether_it_is_public(
    schemas: Schemas, kind: Kind
) -> None:
    properties = json.loads(schemas.of(kind).as_json())["properties"]
    assert {name for name, rule in properties.items() if "x-publik" not in rule} == set()
    assert "judul" in schemas.of(kind).public_fields


def test_the_words_of_a_disposition_are_not_public(schemas: Schemas) -> None:
    private = {"disposisi", "arahan", "unit_lain", "di_luar_rencana"}
    assert private.isdisjoint(schemas.of(Kind.ITEM).public_fields)


def test_why_an_item_was_urgent_is_not_public(schemas: Schemas) -> None:
    assert "mendesak" in schemas.of(Kind.ITEM).public_fields
    assert "alasan" in schemas.of(Kind.ITEM).private_keys


@pytest.mark.parametrize("example", ["tests/examples/office", "."])
def test_real_headers_hold(schemas: Schemas, example: str) -> None:
    for path in sorted((trees.ROOT / example / "content" / "dokumen").rglob("*.md")):
        parts = split(path.name, path.read_text(encoding="utf-8"))
        assert parts.header is not None
        assert list(schemas.of(Kind(path.parents[1].name)).check(path.name, parts.header)) == []


# A schema that cannot be used ends the run with a remedy, never with a traceback.

BREAKS: dict[str, Callable[[Path], object]] = {
    "missing": lambda file: file.unlink(),
    "empty": lambda file: file.write_text(""),
    "not-utf-8": lambda file: file.write_bytes(b"\xff"),
    "bidi": lambda file: file.write_text("# \u202e\ntype: object\n", encoding="utf-8"),
    "no-yaml": lambda file: file.write_text("a: [b\n"),
    "alias": lambda file: file.write_text("a: &b c\nd: *b\n"),
    "wrong-type": lambda file: file.write_text("type: objek\n"),
    "wrong-regex": lambda file: _replace(file, "'^[0-9a-f]{64}$'", "'('"),
    "dead-reference": lambda file: _replace(file, "#/$defs/judul", "#/$defs/tidak-ada"),
    "elsewhere": lambda file: _replace(file, "#/$defs/judul", "http://127.0.0.1:9/x.json"),
    "file": lambda file: _replace(file, "#/$defs/judul", "file:///etc/passwd"),
    "defs-are-text": lambda file: file.write_text("$defs: teks\n"),
}


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_schema_is_named_with_a_remedy(name: str, tmp_path: Path) -> None:
    root = trees.lay_office(tmp_path)
    BREAKS[name](root / FOLDER / "konten.yml")
    with pytest.raises(JdihError, match=r"konten\.yml") as caught:
        check(read_schemas(WorkTree(root)), "")
    assert caught.value.remedy


def test_a_reference_elsewhere_reads_nothing(tmp_path: Path) -> None:
    root = trees.lay_office(tmp_path / "office")
    secret = tmp_path / "rahasia.json"
    secret.write_text('{"const": "rahasia"}')
    _replace(root / FOLDER / "konten.yml", "#/$defs/judul", secret.as_uri())
    with pytest.raises(JdihError):
        check(read_schemas(WorkTree(root)), "")


def test_a_symlink_is_no_schema(tmp_path: Path) -> None:
    root = trees.lay_office(tmp_path)
    file = root / FOLDER / "konten.yml"
    file.unlink()
    file.symlink_to(trees.ROOT / FOLDER / "konten.yml")
    with pytest.raises(JdihError, match="tidak ada"):
        read_schemas(WorkTree(root))


def test_missing_shared_definitions_are_named(tmp_path: Path) -> None:
    root = trees.lay_office(tmp_path)
    (root / FOLDER / "umum.yml").write_text("title: kosong\n")
    with pytest.raises(JdihError, match="bukan JSON Schema"):
        check(read_schemas(WorkTree(root)), "")
