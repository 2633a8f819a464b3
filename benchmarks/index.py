"""The search index alone, of a site that is built: what a build spends on it beside its pages.

The words of a page come from the file beside it, its year from its address.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from jdih.website import search
from jdih.website.page import Facets, Page

_TITLE = re.compile(r"<title>(.*?) – ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def pages(site: Path) -> Iterator[Page]:
    """Yield the pages of a built site that its search finds."""
    for text in sorted(site.rglob(search.TEXT)):
        html = (text.parent / "index.html").read_text(encoding="utf-8")
        title, at = _TITLE.search(html), text.parent.relative_to(site).as_posix()
        year = _YEAR.findall(at)
        body = text.read_text(encoding="utf-8")
        facets = Facets("halaman", year[-1] if year else "")
        yield Page(f"{at}/", title[1] if title else at, body, facets=facets)


def write(site: Path, folder: Path) -> None:
    """Write the index of a built site into `folder`."""
    index = search.Index()
    for page in pages(site):
        entered = search.entry(page, "Halaman")
        if entered:
            index.add(entered[0])
    for part in index.parts:
        for path, data in part.files().items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def main() -> None:
    """Write the index that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index", description=__doc__)
    parser.add_argument("site", type=Path, help="a built site")
    parser.add_argument("folder", type=Path, help="where the index is written")
    args = parser.parse_args()
    write(args.site, args.folder)


if __name__ == "__main__":
    main()
