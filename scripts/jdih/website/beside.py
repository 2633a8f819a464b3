"""Writes what lies beside the pages: media, and what is made from all pages together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jdih.errors import JdihError
from jdih.register.tip import Tip
from jdih.website import address, feeds, recognition
from jdih.website.leaf import Leaf
from jdih.website.output import Output
from jdih.website.pages.verification import OFFLINE, offline_page
from jdih.website.press import Press
from jdih.website.verification import AT as VERIFICATION
from jdih.website.verification import files as verification_files


def write_media(press: Press, output: Output) -> None:
    """Write the files beside documents; one that lies there already need not be read again."""
    digests = {
        f"{document.folder}/{path}": digest
        for document in press.site.documents
        for path, digest in document.digests
    }
    for at, path in press.media.items():
        digest = digests.get(path, "")
        if output.holds(at, digest):
            output.join({at: digest})
        else:
            output.write(at, press.site.read(path))


def write_beside(press: Press, leaves: Sequence[Leaf], output: Output) -> None:
    """Write what is made from all pages together."""
    known = [(one.at, one.title, one.recognition) for one in leaves if one.recognition is not None]
    listed = [(one.at, one.changed) for one in leaves if one.changed is not None]
    _write_redirects(press, output)
    _write_feeds(press, output)
    output.write(recognition.FILE, recognition.digests(known))
    _write_verification(press, [item for _, _, item in known], output)
    output.write(feeds.SITEMAP, feeds.sitemap(listed, press.desk.url))


def _write_redirects(press: Press, output: Output) -> None:
    """Write, at every former address of a page, one that leads on to it."""
    for document in press.site.documents:
        for former in document.header.texts("alamat_lama"):
            if press.has(former):
                raise _taken(document.path, former)
            html = press.desk.render("pindah", former, target=press.desk.page_of(document))
            output.write(address.file_of(former), html.encode())


def _write_verification(
    press: Press, known: Iterable[recognition.Recognition], output: Output
) -> None:
    data = dict(verification_files(press.site, (*known, *press.site.former)))
    for path, text in data.items():
        output.write(VERIFICATION + path, text)
    output.write(VERIFICATION + OFFLINE, offline_page(press.desk, data))


def _write_feeds(press: Press, output: Output) -> None:
    name, about, url = press.frame.name, press.frame.about, press.desk.url
    items = feeds.news(press.desk.catalogue)
    tip = Tip(len(press.site.entries), press.site.register).line()
    output.write(feeds.RSS, feeds.rss(name, about, items, url, tip))
    output.write(feeds.JSON_FEED, feeds.json_feed(name, about, items, url, tip))
    output.write(feeds.ROBOTS, feeds.robots(url))


def _taken(path: str, former: str) -> JdihError:
    return JdihError(
        f"{path}: alamat lama “{former}” adalah halaman lain di situs ini.",
        "Hapus alamat itu dari `alamat_lama`.",
    )
