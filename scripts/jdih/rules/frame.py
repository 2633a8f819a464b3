"""``mkdocs.yml``: the frame of the site, which MkDocs itself reads as code.

MkDocs loads it with a loader that can run Python, and its plugins and hooks run in the build. So
only what the site needs may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdih.model.document import FRAME as PATH
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping, Node, Scalar, Sequence, walk
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
    f"{PATH} hanya memuat kunci yang dipakai situs ini.",
    "Kunci lain (hooks, markdown_extensions, extra_javascript, …) dijalankan saat membangun situs "
    "atau di peramban pembaca.",
    "Hapus kunci itu; gaya situs diatur pada site_config/theme/.",
)
FIXED = Rule(
    "JD834",
    "kerangka-tetap",
    f"Folder dan tema pada {PATH} tetap, dan menu hanya menunjuk berkas .md.",
    "MkDocs mengosongkan folder tujuannya dan menampilkan menu sebagaimana tertulis.",
    "Kembalikan nilainya seperti pada repositori asal.",
)
RULES = (NO_FRAME, FOREIGN_PLUGIN, RUNS_CODE, FIXED)

_KEYS = frozenset(
    {
        "site_name", "site_description", "site_url", "site_dir", "docs_dir", "repo_url",
        "repo_name", "edit_uri", "copyright", "use_directory_urls", "strict", "theme", "plugins",
        "extra_css", "nav",
    }
)  # fmt: skip
_FIXED = (
    (("docs_dir",), "content"),
    (("site_dir",), "build/mkdocs"),
    (("theme", "name"), "material"),
    (("theme", "custom_dir"), "site_config/theme"),
)


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


def base_of(tree: Tree) -> str:
    """Return the site's full address, ending in a slash; empty where there is none to read."""
    entry = tree.entries.get(PATH)
    source = read_source(PATH, tree.read(PATH)) if entry and entry.regular else None
    parsed = strict_yaml.parse(PATH, source.text or "", depth=DEPTH) if source else None
    written = parsed.root.text("site_url") if parsed and parsed.root else ""
    return f"{written.rstrip('/')}/" if written else ""


def _keys(root: Mapping) -> Iterator[Finding]:
    if not root.text("site_url").startswith(("https://", "http://")):
        yield NO_FRAME.at(_at(root, "site_url"), "`site_url` belum berisi alamat lengkap.")
    for key, _ in root.entries:
        if key.text not in _KEYS:
            place = Location(PATH, key.line, key.column)
            yield RUNS_CODE.at(place, f"Kunci `{key.text}` tidak dipakai.")
    yield from _fixed(root)
    plugins = tuple(_names(root.get("plugins")))
    for name in plugins:
        if name.text != PLUGIN:
            place = Location(PATH, name.line, name.column)
            yield FOREIGN_PLUGIN.at(place, f"Plugin “{name.text}” tidak dapat dipakai.")
    if PLUGIN not in {name.text for name in plugins}:
        yield FOREIGN_PLUGIN.at(_at(root, "plugins"), f"Plugin `{PLUGIN}` tidak disebut.")


def _fixed(root: Mapping) -> Iterator[Finding]:
    for keys, value in _FIXED:
        node = root if len(keys) == 1 else root.mapping(keys[0])
        found = node.text(keys[-1])
        if found != value:
            place = Location(PATH, *root.place(*keys))
            yield FIXED.at(place, f"`{'.'.join(keys)}` berisi “{found}”, seharusnya “{value}”.")
    nav = root.get("nav")
    for _, target in walk(nav) if nav is not None else ():
        if not re.fullmatch(r"[a-z0-9/_-]+\.md", target.text):
            place = Location(PATH, target.line, target.column)
            yield FIXED.at(place, f"Menu menunjuk “{target.text[:60]}”.")


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
