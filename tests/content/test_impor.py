"""The shipped content is what the list of imports says it is."""

from __future__ import annotations

from jdih.publication.adoption import render_list
from jdih.reading.unit import IMPORT_PATH
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from tests.trees import ROOT


def test_the_list_of_imports_is_the_shipped_content() -> None:
    documents = check_tree(WorkTree(ROOT)).corpus.documents
    expected = render_list(document for document in documents if not document.draft)
    remedy = "run: .venv/bin/jdih adopt --daftar-saja"
    assert (ROOT / IMPORT_PATH).read_text(encoding="utf-8") == expected, remedy
