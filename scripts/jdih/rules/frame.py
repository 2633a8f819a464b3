"""``mkdocs.yml``: the frame of the site, which MkDocs itself reads as code.

MkDocs loads it with a loader that can run Python, and its plugins and hooks run in the build. So
only what the site needs may stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import FRAME as PATH
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping, Node, Scalar, Sequence
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.source import read_source

PLUGIN = "jdih"
DEPTH = 16

NO_FRAME = Rule(
    "JD831",
    "kerangka-situs",
    f"{PATH} harus ada dan memuat `site_url`.",
    "Tanpa alamat situs, tautan pada pemberitahuan dan peta situs tidak dapat disusun.",
    "Isi `site_url` dengan alamat lengkap, misalnya https://jdih.contoh.example/.",
)
FOREIGN_PLUGIN = Rule(
    "JD832",
    "plugin-mkdocs",
    f"{PATH} hanya memakai plugin `{PLUGIN}`.",
    "Halaman dibuat oleh plugin itu; plugin lain tidak melihatnya, dan dapat menjalankan kode.",
    f"Sisakan `plugins: [{PLUGIN}]`.",
)
RUNS_CODE = Rule(
    "JD833",
    "kode-dalam-kerangka",
    f"{PATH} tidak memuat `hooks`, `markdown_extensions`, `INHERIT`, `extra_javascript`, atau "
    "`extra_templates`.",
    "Isinya dijalankan saat membangun situs atau di peramban pembaca.",
    "Hapus kunci itu; gaya situs diatur pada site_config/theme/.",
)
RULES = (NO_FRAME, FOREIGN_PLUGIN, RUNS_CODE)

_CODE = ("hooks", "markdown_extensions", "INHERIT", "extra_javascript", "extra_templates")


def check_frame(tree: Tree) -> Iterator[Finding]:
    """Yield what does not hold of ``mkdocs.yml``."""
    entry = tree.entries.get(PATH)
    if entry is None or not entry.regular:
        yield NO_FRAME.at(Location(PATH), "Berkas ini tidak ada.")
        return
    source = read_source(PATH, tree.read(PATH))
    yield from source.findings
    if source.text is None:
        return
    parsed = strict_yaml.parse(PATH, source.text, depth=DEPTH)
    yield from parsed.findings
    if parsed.root is not None:
        yield from _keys(parsed.root)


def _keys(root: Mapping) -> Iterator[Finding]:
    if not root.text("site_url").startswith(("https://", "http://")):
        yield NO_FRAME.at(_at(root, "site_url"), "`site_url` belum berisi alamat lengkap.")
    for key in _CODE:
        if root.get(key) is not None:
            yield RUNS_CODE.at(_at(root, key), f"Kunci `{key}` tidak dipakai.")
    plugins = tuple(_names(root.get("plugins")))
    for name in plugins:
        if name.text != PLUGIN:
            place = Location(PATH, name.line, name.column)
            yield FOREIGN_PLUGIN.at(place, f"Plugin “{name.text}” tidak dapat dipakai.")
    if PLUGIN not in {name.text for name in plugins}:
        yield FOREIGN_PLUGIN.at(_at(root, "plugins"), f"Plugin `{PLUGIN}` tidak disebut.")


def _names(node: Node | None) -> Iterator[Scalar]:
    """Yield the names of the plugins, written as a list, a mapping, or both."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _names(item)
    elif isinstance(node, Mapping):
        yield from (name for name, _ in node.entries)


def _at(root: Mapping, key: str) -> Location:
    return Location(PATH, *root.place(key))
