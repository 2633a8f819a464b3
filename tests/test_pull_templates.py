"""The pull-request templates: one for each step of a life, and what they say holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jdih.model.document import Kind
from jdih.reading.schema import read_schemas
from jdih.reading.strict_yaml import parse
from jdih.repository.tree import WorkTree
from tests.trees import ROOT

FOLDER = ROOT / ".github" / "PULL_REQUEST_TEMPLATE"
USUAL = ROOT / ".github" / "pull_request_template.md"
STEPS = ["strategi", "rencana", "konten", "mendesak", "laporan", "ralat", "tarik",
         "dokumen", "pengaturan", "perkakas"]  # fmt: skip


def test_each_step_has_its_template_and_the_usual_one_names_it() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(STEPS)
    listed = USUAL.read_text(encoding="utf-8").partition("Templat menurut langkah")[2]
    named = re.findall(r"`(?:\?template=)?([a-z]+)\.md`", listed)
    assert named == STEPS


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_what_a_template_leads_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(/([^)#]+)", text):
        assert (ROOT / target).exists(), target
    assert "- [ ] " in text


@pytest.mark.parametrize("name", ["mendesak", "ralat", "tarik"])
def test_the_block_for_the_header_is_what_the_schema_knows(name: str) -> None:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block
    root = parse(name, block[1]).root
    assert root is not None
    told = read_schemas(WorkTree(ROOT)).of(Kind.ITEM).source["properties"][name]
    known, entry = (
        (told["items"], root.mappings(name)[0]) if name == "ralat" else (told, root.mapping(name))
    )
    written = {key.text for key, _ in entry.entries}
    assert set(known["required"]) <= written <= set(known["properties"])


def test_whoever_writes_an_item_is_told_of_urgent_ones() -> None:
    for path in (USUAL, FOLDER / "konten.md", FOLDER / "tarik.md"):
        assert "mendesak" in path.read_text(encoding="utf-8").lower()
