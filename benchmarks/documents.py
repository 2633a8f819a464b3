"""One generated document of each kind: its files, by path from the repository's root.

A document depends on its number and the seed only, and refers to earlier documents only: the first
thousand of an office of ten thousand are an office of a thousand. Everything in it is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.picture import picture
from benchmarks.prose import Writer

Files = Mapping[str, bytes]

LINES = 40
"""Lines of a monthly plan."""
MONTHS = tuple(
    f"{year}-{month:02}"
    for year in range(2022, 2027)
    for month in range(1, 13)
    # From the month after the SOP came into force to the month before the sample's own plan.
    if "2022-07" <= f"{year}-{month:02}" <= "2026-10"
)
_IDS = "23456789abcdefghjkmnpqrstvwxyz"
_ACTS = (
    ("UNDANG-UNDANG", "UU", "Undang-Undang"),
    ("PERATURAN PEMERINTAH", "PP", "Peraturan Pemerintah"),
    ("PERATURAN PRESIDEN", "PERPRES", "Peraturan Presiden"),
    ("PERATURAN KOMISI PEMILIHAN UMUM", "PKPU", "Peraturan Komisi Pemilihan Umum"),
)
_PLATFORMS = ("facebook", "instagram", "x")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: `number` of all, `ordinal` of its kind, both from 0.

    `acts` is how many regulations there are before it.
    """

    seed: int
    number: int
    ordinal: int
    acts: int


def act_id(ordinal: int) -> str:
    """Return the id of the regulation with this ordinal."""
    _, short, _ = _ACTS[ordinal % len(_ACTS)]
    return f"{short.lower()}-{_act_number(ordinal)}-{_act_year(ordinal)}"


def plan(seed: int, index: int) -> Files:
    """Return the plan of the month ``MONTHS[index]``, whole."""
    month = MONTHS[index]
    write = Writer(Random(f"{seed}/rencana/{index}"))
    head = [
        "tipe: rencana",
        f"judul: Rencana Diseminasi {month}",
        f"ringkasan: {write.sentence()}",
        f"bulan: {month}",
        "sop: mk-170-2022",
        "strategi: /content/strategi/2026.md",
        "baris:",
    ]
    for line in range(LINES):
        head += [
            f"  - id: {_code(line, 4)}",
            f"    tanggal: {month}-{line % 28 + 1:02}",
            f"    judul: {write.title()}",
            f"    tema: {write.title(2)}",
            f"    tujuan: {write.sentence()}",
            "    platform:",
            *(f"      - {platform}" for platform in _PLATFORMS),
            "    format: infografis",
            "    penanggung_jawab: ppnpn",
        ]
    body = f"## {write.title(3)}\n\n{write.paragraph()}\n"
    return {f"content/rencana/{month}.md": _text(head, body)}


def _kpu_item(place: Place, write: Writer, dice: Random) -> Files:
    year = 2022 + place.ordinal % 5
    proof = [
        "sop: kpu-2-2021",
        "bentuk: infografis",
        "disposisi:",
        "  bentuk: SRIKANDI",
        f"  nomor: {place.number + 1:05}/DISP/{year}",
        f"  tanggal: {year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "  dari: kepala-biro",
        f"  isi: {write.sentence()}",
        "  dicatat_oleh: kasubag-tu",
        "penyusun: pengelola",
        "penyunting: ahli-muda",
    ]
    notice = f"*{write.title()}*\nTautan: {{tautan}}\nNomor: {{nomor}}\n\n{write.sentence()}\n"
    return _item(place, write, dice, str(year), proof, {"pemberitahuan.md": notice.encode()})


def _mk_item(place: Place, write: Writer, dice: Random) -> Files:
    month, line = MONTHS[place.ordinal // LINES], _code(place.ordinal % LINES, 4)
    kind = ["sop: mk-170-2022", "bentuk: infografis", f"rencana: {month}/{line}"]
    proof = [*kind, "penyusun: ppnpn", "penyunting: pns-humas"]
    return _item(place, write, dice, month[:4], proof, {})


def _item(
    place: Place, write: Writer, dice: Random, year: str, proof: list[str], extra: Files
) -> Files:
    acts = _some_acts(place, dice, 2)
    folder = f"content/konten/{year}/contoh-{place.number + 1:05}"
    head = [
        "tipe: konten",
        f"id: {year}-{_code(place.number, 5)}",
        f"judul: {write.title(7)}",
        f"ringkasan: {write.sentence()}",
        *proof,
        "bahan:",
        *(f"  - {act}" for act in acts),
        f"arahan: {write.sentence()}",
        "media:",
        "  01-sampul.png:",
        f"    alt: {write.sentence()}",
        "    sumber: Olahan Unit Percontohan JDIH",
    ]
    beside = {
        "01-sampul.png": picture(dice),
        **{f"takarir/{name}.md": f"{write.caption()}\n".encode() for name in _PLATFORMS},
        **extra,
    }
    index = {f"{folder}/index.md": _text(head, write.body(acts))}
    return index | {f"{folder}/{name}": data for name, data in beside.items()}


def _regulation(place: Place, write: Writer, dice: Random) -> Files:
    kind, short, name = _ACTS[place.ordinal % len(_ACTS)]
    number, year = _act_number(place.ordinal), _act_year(place.ordinal)
    head = [
        "tipe: peraturan",
        f"judul: {name} Nomor {number} Tahun {year} tentang {write.title(6)}",
        f"ringkasan: {write.sentence()}",
        f"jenis: {kind}",
        f"singkatan: {short}",
        f"nomor: {number}",
        f"tahun: {year}",
        "tempat_penetapan: Jakarta",
        f"tanggal_penetapan: {year}-03-{dice.randint(1, 28):02}",
        f"tanggal_pengundangan: {year}-04-{dice.randint(1, 28):02}",
        "teu: Indonesia. Pemerintah Pusat",
        f"sumber: LN {year} ({number})",
        f"subjek: {write.words(2).upper()} - {write.words(1).upper()}",
        "bahasa: Indonesia",
        "bidang_hukum: Hukum Administrasi Negara",
        f"abstrak: {write.paragraph(2)}",
        *_sources(write, "judul, nomor, tahun"),
        *_relations(place, dice),
    ]
    body = write.body(_some_acts(place, dice, 1))
    return _legal("peraturan", act_id(place.ordinal), head, body)


def _relations(place: Place, dice: Random) -> list[str]:
    """Return what the regulation does to up to three different earlier ones."""
    words = ("mencabut", "mengubah", "melaksanakan")
    earlier = range(max(place.acts - 50, 0), place.acts)
    others = dice.sample(earlier, min(len(words), len(earlier)))
    done = [
        (word, other) for word, other in zip(words, others, strict=False) if dice.random() < 0.5
    ]
    lines = [line for word, other in done for line in (f"  {word}:", f"    - {act_id(other)}")]
    checked = ["status_diperiksa:", "  tanggal: 2026-10-01", "  sumber: Daftar rekaan"]
    return ["hubungan:", *lines, *checked] if lines else checked


def _monograph(place: Place, write: Writer, dice: Random) -> Files:
    year = 1995 + place.ordinal % 30
    head = [
        "tipe: monografi",
        f"judul: {write.title(6)}",
        f"ringkasan: {write.sentence()}",
        "jenis: BUKU HUKUM",
        f"nomor_panggil: 34{dice.randint(0, 9)} {write.words(1)[:3].upper()} a",
        "tempat_terbit: Jakarta",
        "penerbit: Penerbit Rekaan",
        f"tahun_terbit: {year}",
        f"deskripsi_fisik: X, {dice.randint(90, 600)} HLM. ; 23CM.",
        f"subjek: {write.words(2).upper()}",
        "bahasa: Indonesia",
        "sumber_perolehan: Hibah",
        *_sources(write, "judul, tahun_terbit"),
    ]
    return _legal(
        "monografi", f"buku-{place.ordinal + 1:05}-{year}", head, _body(place, write, dice)
    )


def _article(place: Place, write: Writer, dice: Random) -> Files:
    year = 2005 + place.ordinal % 20
    head = [
        "tipe: artikel",
        f"judul: {write.title(7)}",
        f"ringkasan: {write.sentence()}",
        "jenis: MAJALAH HUKUM",
        "tempat_terbit: Jakarta",
        f"tahun_terbit: {year}",
        f"sumber: MAJALAH REKAAN (NO.{place.ordinal % 12 + 1}), {year}",
        f"subjek: {write.words(2).upper()}",
        "bahasa: Indonesia",
        f"abstrak: {write.paragraph(2)}",
        *_sources(write, "judul, sumber"),
    ]
    name = f"artikel-{place.ordinal + 1:05}-{year}"
    return _legal("artikel", name, head, _body(place, write, dice))


def _ruling(place: Place, write: Writer, dice: Random) -> Files:
    year = 2005 + place.ordinal % 20
    head = [
        "tipe: putusan",
        f"judul: Putusan Nomor {place.ordinal + 1}/CONTOH/{year} tentang {write.title(4)}",
        f"ringkasan: {write.sentence()}",
        "jenis: PUTUSAN CONTOH",
        f"nomor: {place.ordinal + 1}/CONTOH/{year}",
        f"tahun: {year}",
        f"tanggal_penetapan: {year}-06-{dice.randint(1, 28):02}",
        f"subjek: {write.words(2).upper()}",
        "bahasa: Indonesia",
        *_sources(write, "nomor, tanggal_penetapan"),
    ]
    name = f"putusan-{place.ordinal + 1:05}-{year}"
    return _legal("putusan", name, head, _body(place, write, dice))


def _page(place: Place, write: Writer, dice: Random) -> Files:
    head = ["tipe: halaman", f"judul: {write.title(4)}", f"ringkasan: {write.sentence()}"]
    path = f"content/layanan/layanan-{place.ordinal + 1:05}/index.md"
    return {path: _text(head, _body(place, write, dice))}


KINDS: Mapping[str, Callable[[Place, Writer, Random], Files]] = {
    "peraturan": _regulation,
    "konten-kpu": _kpu_item,
    "konten-mk": _mk_item,
    "monografi": _monograph,
    "artikel": _article,
    "putusan": _ruling,
    "halaman": _page,
}
"""Kind → what makes one of them."""


def document(kind: str, place: Place) -> Files:
    """Return the files of one document."""
    dice = Random(f"{place.seed}/{place.number}")
    return KINDS[kind](place, Writer(dice), dice)


def _legal(kind: str, name: str, head: list[str], body: str) -> Files:
    return {f"content/dokumen/{kind}/{name}/index.md": _text(head, body)}


def _sources(write: Writer, fields: str) -> list[str]:
    return ["sumber_data:", f"  - bidang: {fields}", f"    sumber: {write.sentence()}"]


def _body(place: Place, write: Writer, dice: Random) -> str:
    return write.body(_some_acts(place, dice, 1))


def _some_acts(place: Place, dice: Random, count: int) -> tuple[str, ...]:
    """Return the paths of up to `count` different earlier regulations."""
    chosen = dice.sample(range(place.acts), min(count, place.acts))
    return tuple(f"/content/dokumen/peraturan/{act_id(ordinal)}/index.md" for ordinal in chosen)


def _act_number(ordinal: int) -> int:
    # Far above the numbers of real acts, so that none of the sample's is hidden.
    return 1001 + ordinal


def _act_year(ordinal: int) -> int:
    return 1991 + ordinal % 35


def _code(number: int, length: int) -> str:
    """Write `number` in the digits of permanent ids."""
    letters = ""
    for _ in range(length):
        number, digit = divmod(number, len(_IDS))
        letters = _IDS[digit] + letters
    return letters


def _text(head: list[str], body: str) -> bytes:
    return "\n".join(["---", *head, "---", "", body]).encode()
