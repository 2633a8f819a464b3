"""The same documents as each peer takes them: Markdown for the generators, headers for the checker.

Texts and headers stay as they are. Only what a peer cannot read is written its way: a header key
``title``, links by its own rules, and the picture of an item as an image in the text.
"""

from __future__ import annotations

import argparse
import json
import posixpath
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from jdih.model.document import Document, Kind
from jdih.model.node import Mapping, Node, Scalar, Sequence
from jdih.reading.corpus import read_corpus
from jdih.reading.schema import read_schemas
from jdih.repository.tree import WorkTree

NAME = "Kantor contoh"
BASE = "https://jdih.example/"
_LINK = re.compile(r"\]\(/content/([^)#]*)")

_MKDOCS = f"""\
site_name: {NAME}
site_url: {BASE}
theme:
  name: material
  language: id
  font: false
  features: [navigation.tabs, navigation.sections, navigation.top, toc.follow]
markdown_extensions:
  - footnotes
  - pymdownx.tasklist
  - toc: {{permalink: true}}
# A short menu: one that names every page makes every page as long as the site.
nav:
  - Beranda: index.md
  - Profil: profil/index.md
  - Kontak: kontak/index.md
"""
_MENU = "validation:\n  nav: {omitted_files: ignore}\n"
_BELOW = "docs_dir: mkdocs/docs\nsite_dir: site-zensical\n"  # no folder above its own
SITES = {
    "mkdocs/mkdocs.yml": f"{_MENU}plugins: []\n",
    "mkdocs/mkdocs-search.yml": f"{_MENU}plugins: [search]\n",
    # It makes its search whatever is asked, and is the quicker without a look at the links.
    "zensical.yml": f"{_BELOW}validation: false\n",
}
"""Configuration → its last lines. All build the same documents."""

_HUGO = {
    "hugo.toml": f"""\
baseURL = "{BASE}"
title = "{NAME}"
locale = "id"
disableKinds = ["taxonomy", "term", "rss"]
""",
    "layouts/_default/baseof.html": """\
<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – {{ site.Title }}</title>
<meta name="description" content="{{ .Params.ringkasan }}">
<link rel="canonical" href="{{ .Permalink }}"></head>
<body>{{ partialCached "header.html" . }}
<main>{{ block "main" . }}{{ end }}</main>
{{ partialCached "footer.html" . }}</body></html>
""",
    "layouts/_default/single.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .TableOfContents }}<article>{{ .Content }}</article>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "layouts/_default/list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range first 50 .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "layouts/partials/header.html": """\
<header><a href="/">{{ site.Title }}</a><nav><a href="/profil/">Profil</a>
<a href="/dokumen/">Dokumen</a><a href="/konten/">Konten</a></nav></header>
""",
    "layouts/partials/footer.html": "<footer>{{ site.Title }}</footer>\n",
}

_ELEVENTY = {
    "eleventy.config.js": """\
export default (eleventy) => {
  eleventy.addGlobalData("layout", "halaman.11ty.js");
  eleventy.addPassthroughCopy("docs/**/*.png");
  eleventy.setQuietMode(true);
};
export const config = {
  dir: { input: "docs", includes: "../layouts", output: "../site-eleventy" },
  templateFormats: ["md"],
  markdownTemplateEngine: false,
};
""",
    "layouts/halaman.11ty.js": f"""\
const text = (value = "") => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
  .replaceAll('"', "&quot;");
export default class {{
  render({{ title, ringkasan, page, content }}) {{
    return `<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${{text(title)}} – {NAME}</title>
<meta name="description" content="${{text(ringkasan)}}">
<link rel="canonical" href="{BASE}${{page.url.slice(1)}}"></head>
<body><header><a href="/">{NAME}</a><nav><a href="/profil/">Profil</a>
<a href="/dokumen/">Dokumen</a><a href="/konten/">Konten</a></nav></header>
<main><h1>${{text(title)}}</h1><article>${{content}}</article></main>
<footer>{NAME}</footer></body></html>
`;
  }}
}}
""",
    "package.json": '{"type": "module"}\n',
}


def lay(office: Path, folder: Path) -> None:
    """Write what the peers need into the new `folder`, below the name of each.

    Zensical reads the folder of MkDocs.
    """
    tree = WorkTree(office)
    schemas = read_schemas(tree)
    documents = [d for d in read_corpus(tree, schemas).documents if not d.draft]
    for name, text in SITES.items():
        _write(folder / name, _MKDOCS + text)
    for name, text in _HUGO.items():
        _write(folder / "hugo" / name, text)
    for name, text in _ELEVENTY.items():
        _write(folder / "eleventy" / name, text)
    counts: dict[Kind, int] = defaultdict(int)
    for document in documents:
        _page(office, document, folder / "mkdocs" / "docs", _beside)
        _page(office, document, folder / "hugo" / "content", _address, home="_index.md")
        _page(office, document, folder / "eleventy" / "docs", _address)
        counts[document.kind] += 1
        header = _plain(document.header)
        name = f"headers/{document.kind.value}/{counts[document.kind]:05}"
        _write(folder / f"{name}.json", json.dumps(header, ensure_ascii=False))
        _write(folder / f"{name}.yml", "\n".join(_yaml(header, "")) + "\n")
    for kind in counts:
        _write(folder / "headers" / f"{kind.value}.schema.json", schemas.of(kind).as_json())


def _page(
    office: Path,
    document: Document,
    folder: Path,
    at: Callable[[str, str], str],
    home: str = "index.md",
) -> None:
    """Write one page and the pictures beside it, with links as `at` maps path and page.

    `home` is what the first page is called: for Hugo, index.md would own every folder below it.
    """
    text = (office / document.path).read_text(encoding="utf-8")
    own = document.path.removeprefix("content/")
    own = home if own == "index.md" else own
    pictures = [Path(picture.path).name for picture in document.pictures]
    text = _LINK.sub(lambda link: f"]({at(link[1], own)}", text)
    text = text.replace("---\n", f"---\ntitle: {json.dumps(document.title)}\n", 1)
    text += "".join(f"\n![{document.title}]({name})\n" for name in pictures)
    _write(folder / own, text)
    for picture in document.pictures:
        shutil.copy(office / picture.path, folder / picture.path.removeprefix("content/"))


def _beside(path: str, page: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def _address(path: str, _: str) -> str:
    return "/" + path.removesuffix("index.md").replace(".md", "/")


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in _filled(node)}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.text


def _filled(node: Mapping) -> Iterator[tuple[Scalar, Node]]:
    """Yield the keys that were given a value: to us a key left blank is no key."""
    for key, value in node.entries:
        if node.get(key.text) is not None:
            yield key, value


def _yaml(value: object, indent: str) -> Iterator[str]:
    """Yield the lines of a header as people write it, with every text in quotes."""
    if isinstance(value, dict):
        pairs = [(f"{key}:", item) for key, item in value.items()]
    else:
        pairs = [("-", item) for item in value] if isinstance(value, list) else []
    for lead, item in pairs:
        if isinstance(item, str):
            yield f"{indent}{lead} {json.dumps(item, ensure_ascii=False)}"
        else:
            yield f"{indent}{lead}"
            yield from _yaml(item, f"{indent}  ")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Lay the folder that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peer_sites", description=__doc__)
    parser.add_argument("office", type=Path, help="a repository with content/")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    args = parser.parse_args()
    lay(args.office, args.folder)


if __name__ == "__main__":
    main()
