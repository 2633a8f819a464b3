"""What would stop an item on an SOP; each case is the sound example with one thing changed."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding
from jdih.reading import header
from jdih.rules.sop_flow import RULES, check_revisions, check_sop_flow
from jdih.workflow.sop_reader import parse_sop

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "tests/examples/sop/selaras.md").read_text(encoding="utf-8")
DAY = 450

EXITS = """\
    keputusan:
      setuju:
        teks: Setuju
        ke: 4
      tidak:
        teks: Tidak
        ke: 2
"""


def read(text: str, path: str) -> Document:
    parts = header.split(path, text)
    assert parts.header is not None
    return Document(path, Kind.SOP, parts.header, parts.body, parts.body_line, ())


def findings(text: str) -> list[Finding]:
    document = read(text, "content/sop/unit-1-2026.md")
    return list(check_sop_flow(document, parse_sop(document, DAY)))


def short(finding: Finding) -> str:
    place = finding.location
    return f"{place.line}:{place.column} {finding.code} {finding.severity} {finding.message}"


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_a_sound_sop_has_no_findings() -> None:
    assert findings(SOUND) == []


@pytest.mark.parametrize("name", ["kpu-2-2021", "mk-170-2022"])
def test_an_item_gets_through_the_two_sops(name: str) -> None:
    assert findings((ROOT / f"content/sop/{name}.md").read_text(encoding="utf-8")) == []


BROKEN = [
    pytest.param(
        EXITS, "",
        [("48:5 JD603 peringatan Keputusan kegiatan 3 tidak mempunyai jalan “setuju” dan "
         "“tidak”.")],
        id="no exits",
    ),
    pytest.param(
        "      tidak:\n        teks: Tidak\n        ke: 2\n", "",
        ["60:5 JD603 peringatan Keputusan kegiatan 3 tidak mempunyai jalan “tidak”."],
        id="one exit",
    ),
    pytest.param(
        "        ke: 2\n", "",
        ["60:5 JD603 peringatan Keputusan kegiatan 3 tidak mempunyai jalan “tidak”."],
        id="exit without aim",
    ),
    pytest.param(
        "        ke: 2\n", "        ke: 3\n",
        ["66:9 JD604 peringatan Jalan “tidak” kegiatan 3 menuju kegiatan 3."],
        id="refusal does not lead back",
    ),
    pytest.param(
        "    pemutus:\n      - kepala\n", "    pemutus:\n      - kepal\n",
        ["54:9 JD606 galat Kegiatan 3: “kepal” tidak ada dalam daftar pelaksana."],
        id="unknown decider",
    ),
    pytest.param(
        "      - staf\n    kelengkapan:\n      - disposisi;",
        "      - kepala\n      - Staf\n    kelengkapan:\n      - disposisi;",
        ["40:9 JD606 galat Kegiatan 2: “Staf” tidak ada dalam daftar pelaksana."],
        id="unknown performer",
    ),
    pytest.param(
        "  - no: 4\n", "  - no: 5\n",
        ["63:9 JD609 galat Jalan “setuju” kegiatan 3 menuju kegiatan 4, yang tidak ada.",
         "69:5 JD607 galat Kegiatan ke-4 bernomor 5."],
        id="gap in the numbers",
    ),
    pytest.param(
        "        ke: 4\n", "        ke: 7\n",
        ["63:9 JD609 galat Jalan “setuju” kegiatan 3 menuju kegiatan 7, yang tidak ada."],
        id="exit to nowhere",
    ),
    pytest.param(
        "    membuka: ya\n", "",
        ["21:1 JD610 galat Tidak ada kegiatan yang membuka konten."],
        id="nothing opens an item",
    ),
    pytest.param(
        "    lingkup: konten\n    membuka: ya\n", "    lingkup: bulan\n    membuka: ya\n",
        ["25:5 JD610 galat Kegiatan 1 membuka konten, tetapi lingkupnya bulan."],
        id="a step of the month opens an item",
    ),
    pytest.param(
        "    uraian: menyusun naskah\n", "    uraian: menyusun naskah\n    membuka: ya\n",
        ["37:5 JD610 galat Konten sudah dibuka pada kegiatan 1; kegiatan 2 juga."],
        id="two steps open an item",
    ),
    pytest.param(
        "      - persetujuan\n", "      - penyunting\n",
        ["21:1 JD611 galat Tidak ada kegiatan berlingkup konten yang memuat persetujuan."],
        id="no approval",
    ),
    pytest.param(
        "    pemutus:\n      - kepala\n", "",
        ["65:5 JD611 galat Kegiatan 3 memuat persetujuan, tetapi tidak ada pemutusnya."],
        id="approval by nobody",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN)
def test_broken(old: str, new: str, expected: list[str]) -> None:
    assert sorted(short(finding) for finding in findings(changed(old, new))) == expected


def revisions(second: str) -> list[str]:
    texts = {"unit-1-2026": SOUND, "unit-2-2027": second}
    documents = [read(text, f"content/sop/{name}.md") for name, text in texts.items()]
    pairs = [(document, parse_sop(document, DAY)) for document in documents]
    return [f"{finding.location.path}:{short(finding)}" for finding in check_revisions(pairs)]


def revised(replaces: str, since: str) -> str:
    text = changed("id: unit-1-2026", "id: unit-2-2027")
    text = text.replace("menggantikan:\n", f"menggantikan: {replaces}\n")
    return text.replace("berlaku_sejak: 2026-01-19", f"berlaku_sejak: {since}")


def test_a_later_revision_replaces_an_sop() -> None:
    assert revisions(revised("unit-1-2026", "2027-02-01")) == []


def test_a_revision_of_nothing() -> None:
    assert revisions(revised("unit-9-2020", "2027-02-01")) == [
        "content/sop/unit-2-2027.md:20:1 JD613 galat SOP “unit-9-2020” yang digantikan tidak ada."
    ]


@pytest.mark.parametrize("since", ["2026-01-19", "2025-12-31"])
def test_a_revision_is_in_force_after_what_it_replaces(since: str) -> None:
    assert revisions(revised("unit-1-2026", since)) == [
        (
            "content/sop/unit-2-2027.md:19:1 JD613 galat Revisi ini berlaku sejak "
            f"{since}, sedangkan unit-1-2026 yang digantikannya baru berlaku sejak 2026-01-19."
        )
    ]


def test_every_rule_is_broken_by_an_example() -> None:
    expected = [line for case in BROKEN for line in cast("list[str]", case.values[2])]
    broken = {line.split()[1] for line in expected}
    assert broken | {"JD613"} == {rule.code for rule in RULES}
