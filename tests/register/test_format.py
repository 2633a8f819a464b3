"""An entry's file: one spelling, nothing guessed, nothing unknown let through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jdih.model.entry import Activity, Approval, Entry, Event, Evidence
from jdih.register.chain import Link, join
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, key_of, parse, path_of, place_of, render
from jdih.workflow.digest import canonical
from tests.trees import EXAMPLES

PATH = "2026/000/00007.json"
OLDER = EXAMPLES / "register" / "skema-1"
SIDIK, COMMIT, FILE, BEFORE, RULES = "a" * 64, "b" * 40, "c" * 64, "d" * 64, "e" * 40
DETAILS = (("alasan", ""), ("tautan", "https://contoh.go.id/p/1"))

ENTRY = Entry(
    year=2026,
    number=7,
    key=key_of(Event.PUBLISHED, "2026-7f3kq", SIDIK, COMMIT, DETAILS),
    event=Event.PUBLISHED,
    id="2026-7f3kq",
    files=(("01-sampul.png", FILE), ("index.md", FILE)),
    digest=SIDIK,
    address="konten/2026/apa-itu-jdih/",
    platform="",
    time="2026-11-02T09:30:00+07:00",
    commit=COMMIT,
    approval=Approval(
        office="kasubag-tu",
        title="Plh. Kepala “Tata Usaha”",
        commit=COMMIT,
        time="2026-11-02T09:00:00+07:00",
        evidence=Evidence.FORGE,
        rules=RULES,
        file=FILE,
    ),
    evidence=Evidence.STATEMENT,
    activities=(
        Activity(
            step=1,
            round=1,
            office="kepala-biro",
            begin="2026-10-30T08:00:00+07:00",
            end="",
            minutes=None,
            standard=10,
        ),
    ),
    details=DETAILS,
    previous=BEFORE,
    attached=((RULES, FILE),),
)

BARE = replace(
    ENTRY,
    key=key_of(Event.IMPORTED, "uu-7-2017", "", "", ()),
    event=Event.IMPORTED,
    id="uu-7-2017",
    files=(),
    digest="",
    address="",
    commit="",
    approval=None,
    activities=(),
    details=(),
    previous="",
    attached=(),
)


def test_the_file_of_an_entry_byte_for_byte() -> None:
    assert render(ENTRY).decode() == (
        '{"alamat":"konten/2026/apa-itu-jdih/",'
        f'"berkas":[{{"jalur":"01-sampul.png","sha256":"{FILE}"}},'
        f'{{"jalur":"index.md","sha256":"{FILE}"}}],'
        '"bukti":"pernyataan",'
        f'"commit":"{COMMIT}",'
        '"id":"2026-7f3kq",'
        '"kegiatan":[{"baku":10,"jabatan":"kepala-biro","kegiatan":1,"keputusan":null,'
        '"menit":null,"mulai":"2026-10-30T08:00:00+07:00","putaran":1,"selesai":null}],'
        f'"kejadian":"terbit","kunci":"{ENTRY.key}",'
        f'"lampiran":[{{"commit":"{RULES}","sha256":"{FILE}"}}],'
        f'"nomor":7,"persetujuan":{{"aturan":"{RULES}","berkas":"{FILE}",'
        f'"bukti":"forge","commit":"{COMMIT}","dasar":null,'
        '"jabatan":"kasubag-tu","sebutan":"Plh. Kepala “Tata Usaha”",'
        '"waktu":"2026-11-02T09:00:00+07:00"},'
        '"platform":null,'
        '"rincian":{"alasan":null,"tautan":"https://contoh.go.id/p/1"},'
        f'"sebelumnya":"{BEFORE}","sidik":"{SIDIK}","skema":2,"tahun":2026,'
        '"waktu":"2026-11-02T09:30:00+07:00"}'
    )


@pytest.mark.parametrize("entry", [ENTRY, BARE], ids=["full", "bare"])
def test_what_is_written_reads_back(entry: Entry) -> None:
    assert parse(PATH, render(entry)) == entry


def test_what_is_unknown_is_null_and_never_empty() -> None:
    written = json.loads(render(BARE))

    assert {name for name, value in written.items() if value is None} == {
        "sidik", "alamat", "platform", "commit", "persetujuan", "sebelumnya",
    }  # fmt: skip
    assert "" not in written.values()


@pytest.mark.parametrize(
    ("number", "path"),
    [
        (1, "2026/000/00001.json"),
        (100, "2026/000/00100.json"),
        (101, "2026/001/00101.json"),
        (9_999, "2026/099/09999.json"),
        (10_000, "2026/099/10000.json"),
        (99_999, "2026/999/99999.json"),
    ],
)
def test_a_number_has_one_place_and_a_place_one_number(number: int, path: str) -> None:
    assert path_of(2026, number) == path
    assert place_of(path) == (2026, number)


def test_paths_sort_as_the_numbers_do() -> None:
    places = [(year, number) for year in (2026, 2027) for number in range(1, 10_500, 7)]
    assert sorted(path_of(*place) for place in places) == [path_of(*place) for place in places]


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 100_000), (999, 1), (10_000, 1)])
def test_there_is_no_place_beyond_the_form(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no path"):
        path_of(year, number)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "2026/000/00000.json",
        "2026/001/00100.json",
        "2026/000/0001.json",
        "2026/000/00001.json.bak",
        "x/2026/000/00001.json",
        "0026/000/00001.json",
        "٢٠٢٦/000/00001.json",
        "2026/000/00001.json\n",
        "2026/000/\udce9.json",
    ],
)
def test_a_file_at_another_place_is_refused(path: str) -> None:
    with pytest.raises(RegisterCorrupt, match="bukan tempat sebuah entri") as caught:
        place_of(path)
    caught.value.message.encode()


def test_the_key_depends_on_the_fact_and_on_nothing_else() -> None:
    fact = (Event.LINKED, "2026-7f3kq", SIDIK, COMMIT, DETAILS)
    key = key_of(*fact)

    assert key == key_of(*fact[:4], tuple(reversed(DETAILS)))
    others = [
        key_of(Event.NOTIFIED, *fact[1:]),
        key_of(fact[0], "2026-7f3kr", *fact[2:]),
        key_of(*fact[:2], FILE, *fact[3:]),
        key_of(*fact[:3], "e" * 40, DETAILS),
        key_of(*fact[:4], ()),
    ]
    assert len({key, *others}) == 6


def test_the_keys_form_is_frozen() -> None:
    # Computed by hand: printf '{"commit":null,"id":"x","kejadian":"arsip","rincian":{},
    # "sidik":null}' (one line) | sha256sum
    assert key_of(Event.FILED, "x", "", "", ()) == (
        "2f1961d6ca0b9e62724b00015d769f4a7dd4aceafabcdd0f73d1fa9a40ccedee"
    )


def test_a_detail_named_twice_is_no_fact() -> None:
    with pytest.raises(ValueError, match="named twice"):
        key_of(Event.LINKED, "x", "", "", (("a", "1"), ("a", "2")))


def test_the_hash_is_that_of_the_files_bytes() -> None:
    assert hash_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# Refusals

BYTES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "kosong"),
    "truncated": (lambda data: data[:-20], r"bukan JSON pada karakter \d+"),
    "bom": (lambda data: b"\xef\xbb\xbf" + data, "BOM"),
    "nul": (lambda data: data[:9] + b"\0" + data[9:], "NUL pada bita 10"),
    "nul-at-end": (lambda data: data + b"\0", "NUL"),
    "crlf": (lambda data: data.replace(b",", b",\r\n"), "CR .* pada bita"),
    "line-feed-at-end": (lambda data: data + b"\n", "kanonik"),
    "indented": (lambda data: json.dumps(json.loads(data), indent=1).encode(), "kanonik"),
    "escaped": (lambda data: data.replace("“".encode(), b"\\u201c"), "kanonik"),
    "duplicate-field": (lambda data: data.replace(b'"id":', b'"id":"x","id":', 1), "kanonik"),
    "float": (lambda data: data.replace(b'"nomor":7', b'"nomor":7.0'), "nomor harus"),
    "latin-1": (lambda data: data.replace("“".encode(), b"\xe9"), r"bukan UTF-8 pada bita \d+"),
    "surrogate": (
        lambda data: data.replace("“".encode(), b"\\ud800"),
        "di luar JSON kanonik",
    ),
    "nan": (lambda data: data.replace(b'"baku":10', b'"baku":NaN'), "NaN"),
    "huge-number": (
        lambda data: data.replace(b'"baku":10', b'"baku":' + b"9" * 30),
        "di luar JSON kanonik",
    ),
    "endless-number": (
        lambda data: data.replace(b'"baku":10', b'"baku":' + b"9" * 9000),
        "bukan JSON",
    ),
    "nested": (lambda _: b"[" * 100_000, "bukan JSON"),
    "list": (lambda data: b"[" + data + b"]", "isinya bukan objek"),
    "two-objects": (lambda data: data + data, "bukan JSON pada karakter"),
}


@pytest.mark.parametrize("name", BYTES)
def test_other_bytes_are_refused_with_path_and_fault(name: str) -> None:
    damage, fault = BYTES[name]
    data = render(ENTRY)
    assert damage(data) != data

    with pytest.raises(RegisterCorrupt, match=f"^Buku Agenda rusak pada {PATH}: .*{fault}"):
        parse(PATH, damage(data))


FIELDS: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "schema": (("skema",), 3, "skema 3 belum dikenal"),
    "older-schema": (("skema",), 1, r"persetujuan\.aturan tidak dikenal"),
    "attached-twice": (("lampiran",), [{"commit": RULES, "sha256": FILE}] * 2, "disebut dua kali"),
    "attached-name": (("lampiran", 0, "commit"), "x", r"lampiran\[0\]\.commit harus"),
    "evidence-digest": (("persetujuan", "berkas"), "x", r"persetujuan\.berkas harus"),
    "rules-short": (("persetujuan", "aturan"), "e" * 39, r"persetujuan\.aturan harus"),
    "unknown": (("catatan",), "x", "catatan tidak dikenal"),
    "unknown-inside": (("kegiatan", 0, "nama"), "x", r"kegiatan\[0\]\.nama tidak dikenal"),
    "unknown-in-approval": (("persetujuan", "nip"), "1", r"persetujuan\.nip tidak dikenal"),
    "unknown-in-file": (("berkas", 1, "mode"), "1", r"berkas\[1\]\.mode tidak dikenal"),
    "number-as-text": (("nomor",), "7", "nomor harus"),
    "number-as-truth": (("kegiatan", 0, "putaran"), True, r"putaran harus"),
    "number-zero": (("kegiatan", 0, "kegiatan"), 0, r"kegiatan harus .* paling kecil 1"),
    "minutes-negative": (("kegiatan", 0, "menit"), -1, r"menit harus"),
    "other-number": (("nomor",), 8, "memuat entri nomor 8/2026"),
    "other-year": (("tahun",), 2025, "memuat entri nomor 7/2025"),
    "event": (("kejadian",), "hapus", "kejadian bernilai “hapus”"),
    "evidence": (("bukti",), None, "bukti harus"),
    "id-null": (("id",), None, "id harus"),
    "title": (("judul",), "Apa itu “JDIH”?", "judul tidak dikenal"),
    "digest-upper": (("sidik",), "A" * 64, "sidik harus"),
    "digest-short": (("berkas", 0, "sha256"), "c" * 63, r"berkas\[0\]\.sha256 harus"),
    "commit-short": (("commit",), "b" * 39, "commit harus"),
    "previous-empty": (("sebelumnya",), "", "sebelumnya harus"),
    "time-naive": (("waktu",), "2026-11-02T09:30:00", "waktu harus"),
    "time-date": (("waktu",), "2026-11-02", "waktu harus"),
    "time-impossible": (("waktu",), "2026-02-30T09:30:00+07:00", "waktu harus"),
    "time-null": (("waktu",), None, "waktu harus"),
    "activity-time": (("kegiatan", 0, "mulai"), "kemarin", r"kegiatan\[0\]\.mulai harus"),
    "files-object": (("berkas",), {}, "berkas harus berupa daftar"),
    "files-text": (("berkas", 0), "index.md", r"berkas\[0\] bukan objek"),
    "files-twice": (("berkas", 0, "jalur"), "index.md", "disebut dua kali"),
    "files-unsorted": (("berkas", 0, "jalur"), "z", "tidak urut"),
    "approval-list": (("persetujuan",), [], "persetujuan bukan objek"),
    "approval-office": (("persetujuan", "jabatan"), None, r"persetujuan\.jabatan harus"),
    "details-null": (("rincian",), None, "rincian bukan objek"),
    "details-number": (("rincian", "tautan"), 1, r"rincian\.tautan harus"),
    "details-changed": (("rincian", "tautan"), "https://lain.id", "kunci tidak cocok"),
    "key": (("kunci",), "e" * 64, "kunci tidak cocok"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_is_not_as_agreed_is_refused(name: str) -> None:
    place, value, fault = FIELDS[name]
    written = json.loads(render(ENTRY))
    inside = written
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value

    with pytest.raises(RegisterCorrupt, match=f"^Buku Agenda rusak pada {PATH}: .*{fault}"):
        parse(PATH, canonical(written))


@pytest.mark.parametrize("name", sorted(json.loads(render(ENTRY))))
def test_a_missing_field_is_refused(name: str) -> None:
    written = json.loads(render(ENTRY))
    del written[name]

    with pytest.raises(RegisterCorrupt, match=f"{name} tidak ada"):
        parse(PATH, canonical(written))


def test_entries_of_schema_1_read_as_they_are() -> None:
    files = {
        str(path.relative_to(OLDER)): path.read_bytes() for path in sorted(OLDER.rglob("*.json"))
    }
    register = join(None, (Link.read(path, data) for path, data in files.items()))
    assert [render(entry) for entry in register.entries] == list(files.values())
    assert {entry.schema for entry in register.entries} == {1}
    assert {entry.event for entry in register.entries} > {Event.IMPORTED, Event.PUBLISHED}


def test_the_remedy_never_says_to_mend_it_by_hand() -> None:
    with pytest.raises(RegisterCorrupt) as caught:
        parse(PATH, b"{}")
    assert "Jangan memperbaiki" in caught.value.remedy
