from __future__ import annotations

from jdih.model.document import Document
from jdih.website.relations import Status, relations, status
from tests.website.sites import act


def law(name: str, extra: str = "") -> Document:
    text = f"---\ntipe: peraturan\njudul: {name}\n{extra}\n---\n"
    return act(text, f"content/dokumen/peraturan/{name}/index.md")


def does(word: str, *others: str) -> str:
    return f"hubungan:\n  {word}:\n" + "".join(f"    - {other}\n" for other in others)


def test_the_reciprocal_side_is_derived() -> None:
    found = relations([law("a"), law("b", does("mencabut", "a")), law("c", does("mengubah", "b"))])
    assert {
        name: [(relation.word, relation.other.id) for relation in related]
        for name, related in found.items()
    } == {
        "a": [("dicabut", "b")],
        "b": [("mencabut", "a"), ("diubah", "c")],
        "c": [("mengubah", "b")],
    }


def test_an_act_cannot_relate_to_itself_or_to_nothing() -> None:
    assert relations([law("a", does("mencabut", "a", "tiada"))]) == {}


def test_status_is_unknown_until_someone_looked() -> None:
    acts = [law("a"), law("b", does("mencabut", "a"))]
    assert status(acts[0], relations(acts)["a"]) is Status.UNCHECKED


def test_a_revoked_act_is_no_longer_in_force() -> None:
    checked = "status_diperiksa:\n  tanggal: 2026-01-02\n  sumber: JDIHN"
    acts = [law("a", checked), law("b", does("mencabut", "a") + checked)]
    found = relations(acts)
    assert status(acts[0], found["a"]) is Status.REVOKED
    assert status(acts[1], found["b"]) is Status.IN_FORCE
