"""Personal data found, and numbers that only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import trees
from tests.gitrepo import write
from tests.offices import ACT, ITEM, SOP, append, change, codes, findings

FOUND = {
    "JD421": [
        "3171234505900001", "NIK 3171234505900001.", "NIK: 3171234505900001", "(3171234505900001)",
        "NIK.3171234505900001", "317123 450590 0001", "317123.450590.0001", "3171-2345-0590-0001",
        "3171 2345 0590 0001", "3171237112900001", "“3171230101000001”", "3171233112990001,",
        "| 3171234505900001 |", "**3171234505900001**",
    ],
    "JD422": [
        "198001012005011001", "NIP 198001012005011001", "NIP.198001012005011001",
        "NIP. 19800101 200501 1 001", "19800101.200501.1.001", "19800101-200501-1-001",
        "NIP:200012312025122999", "(NIP 19800101 200501 2 001)",
    ],
    "JD423": [
        "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "(0812) 3456 7890",
        "+6281234567890", "+62 812 3456 7890", "+62-812-3456-7890", "+62.812.3456.7890",
        "6281234567890", "62 812 3456 7890", "https://wa.me/6281234567890", "WA:081234567890",
        "[Hubungi](tel:+6281234567890)", "https://api.whatsapp.com/send?phone=6281234567890",
    ],
}  # fmt: skip
NOT_FOUND = [
    "2020 2021 2022 2023", "2024–2029", "tahun 2026", "136/11/HK/2021", "Nomor 85/PUU-XX/2022",
    "W.11-PR.01.01-081", "LN 2017 (182), TLN 6109", "ISBN 978-602-8702-49-1", "9786028702491",
    "ISSN 2086-1234", "(021) 3193 7223", "021-31937223", "+62 21 3193 7223", "14045", "110",
    "0800-1-234567", "08.00–16.00", "0,8123456789", "Rp62.812.345.678", "Rp 62.812.345.678",
    "Rp 812.345.678.901", "3.171.234.505.900.001", "3171239905900001", "3171234513900001",
    "0171234505900001", "31712345059000012", "a3171234505900001", "198013012005011001",
    "198001322005011001", "198001012005013001", "1980010120050110011",
    "https://contoh.go.id/198001012005011001", "https://contoh.go.id/a/3171234505900001.pdf",
    "/content/dokumen/198001012005011001/index.md", "uu-081234567890", "0812345",
    "08123456789012345",
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in FOUND.items() for text in texts]
)
def test_found(office: Path, code: str, text: str) -> None:
    append(office, ACT, f"Teks {text} lagi.")
    assert [finding.code for finding in findings(office) if finding.code in FOUND] == [code]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(office: Path, text: str) -> None:
    append(office, ACT, f"Teks `{text}` lagi.")
    assert codes(office) == []


def test_a_place_for_each_in_body_caption_and_subtitles(office: Path) -> None:
    append(office, f"{ITEM}/index.md", "a 081234567890 b 081234567891")
    write(
        office,
        {f"{ITEM}/takarir/x.md": "a\n\nNIK 3171234505900001\n",
         f"{ITEM}/video.vtt": "WEBVTT\n\nNIP 198001012005011001\n"},
    )  # fmt: skip
    assert [(f.location.path, f.location.line, f.location.column, f.code)
            for f in findings(office)] == [
        (f"{ITEM}/index.md", 26, 3, "JD423"),
        (f"{ITEM}/index.md", 26, 18, "JD423"),
        (f"{ITEM}/takarir/x.md", 3, 5, "JD421"),
        (f"{ITEM}/video.vtt", 3, 5, "JD422"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        (f"{ITEM}/index.md", "isi: Buat", "isi: Hubungi 081234567890, buat", (11, 8)),
        (f"{ITEM}/index.md", "sumber: Olahan", "sumber: 3171234505900001 Olahan", (19, 13)),
        (ACT, "nomor: 14", "nomor: 3171234505900001", (6, 8)),
    ],
)
def test_in_the_header(office: Path, path: str, old: str, new: str, place: tuple[int, int]) -> None:
    change(office, path, old, new)
    (finding,) = findings(office)
    assert (finding.location.line, finding.location.column) == place


def test_the_nip_in_an_sop_is_masked_by_its_page_and_no_finding(office: Path) -> None:
    change(
        office, SOP, "total_waktu:",
        "disahkan_oleh:\n  jabatan: KEPALA\n  nama: A\n  nip: 198001012005011001\ntotal_waktu:",
    )  # fmt: skip
    assert codes(office) == []
    append(office, SOP, "NIP 198001012005011001")
    assert codes(office) == ["JD422"]
