from __future__ import annotations

import json
from dataclasses import replace

import pytest

from jdih.register.format import hash_of, render
from jdih.website.agenda import BLOCK
from jdih.website.recognition import Recognition
from jdih.website.verification import files, lines_of
from jdih.workflow.digest import sha256
from tests.website.sites import entry, site
from tests.website.verifying import CORRECTED, chained, erased_site, verified_site


def test_each_line_names_the_hash_of_the_one_before_and_of_its_own_entry() -> None:
    source = verified_site()
    before = None
    for line, own in zip(lines_of(source), source.entries, strict=True):
        told = json.loads(line.text)
        assert told.get("sebelum") == before
        assert told["entri"] == hash_of(render(own))
        before = sha256(line.text.encode())


def test_a_line_never_changes_once_it_is_written() -> None:
    source = verified_site()
    entries, head = chained((*source.entries, entry(id="2026-6gggg")))
    assert [line.text for line in lines_of(replace(source, entries=entries, register=head))][
        : len(source.entries)
    ] == [line.text for line in lines_of(source)]


@pytest.mark.parametrize("word", ["rahasia", "kegiatan", "menit", "mulai", "oleh", "kunci"])
def test_what_is_internal_is_in_no_file(word: str) -> None:
    for path, data in files(verified_site(), ()):
        assert word.encode() not in data, path


def test_the_history_of_an_item_is_told_where_each_of_its_entries_stands() -> None:
    told = json.loads(dict(files(verified_site(), ()))["riwayat/2026-1.json"])
    assert told["riwayat"][CORRECTED] == ["2/2026", "6/2026"]


def test_an_erasure_changes_no_line_and_is_told_beside_them() -> None:
    source = erased_site()
    before, after = dict(files(verified_site(), ())), dict(files(source, ()))
    assert {path for path in after if before.get(path) != after[path]} == {
        "riwayat/2026-1.json",
        "sidik/semua.json",
    }
    (now,) = source.erased.values()
    assert json.loads(after["riwayat/2026-1.json"])["dihapus"] == {
        "1/2026": {
            "sidik": now.digest,
            "catatan": [
                {
                    "nomor": "12/2026",
                    "waktu": "2026-11-21T11:00:00+07:00",
                    "jabatan": "Pengelola JDIH",
                }
            ],
        }
    }
    was = source.entries[1].digest
    found = json.loads(after["sidik/semua.json"])
    assert found[was] == found[now.digest] == [["1/2026", "sidik"]]


def test_ten_thousand_entries_load_in_pieces() -> None:
    facts = [
        entry(n, id=f"2026-{n:05}", digest=sha256(b"%d" % n), activities=())
        for n in range(1, 10_001)
    ]
    # Chained by hashes that cost less than theirs.
    heads = ["", *(sha256(b"h%d" % n) for n in range(len(facts)))]
    chain = zip(facts, heads, strict=False)
    entries = tuple(replace(fact, previous=before) for fact, before in chain)
    source = site(entries=entries, register=heads[-1])
    known = (
        Recognition(own.id, own.digest, sha256(b"r%d" % n), texts(n))
        for n, own in enumerate(entries)
    )
    made = dict(files(source, known))
    index = json.loads(made["daftar.json"])
    assert index["jumlah"] == 10_000
    assert len(index["blok"]) == 10_000 / BLOCK
    sizes = {folder: [len(data) for path, data in made.items() if path.startswith(folder)]
             for folder in ("daftar", "catatan", "riwayat", "sidik")}  # fmt: skip
    assert sizes["daftar"][0] < 4_000
    assert max(sizes["catatan"]) < 320_000
    assert max(sizes["riwayat"]) < 60_000
    assert len(sizes["sidik"]) == 256
    assert max(sizes["sidik"]) < 40_000


def texts(number: int) -> dict[str, str]:
    kinds = ("halaman", "isi", "takarir/instagram", "takarir/x", "takarir/whatsapp")
    return {kind: sha256(f"{kind}{number}".encode()) for kind in kinds}
