"""GitHub's Markdown dialect to safe HTML: the one door to comrak and nh3.

The preview an editor sees on GitHub is what is published. Raw HTML is left out, targets are
limited to `SCHEMES`, and what comes out has passed an explicit allow-list. `inspect` looks through
the same renderer, so that checker and builder cannot disagree.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import comrak
import nh3

from jdih.reading import effort
from jdih.reading.inspection import Inspection, survey

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The only schemes a target may name (see `dangerous`)."""

ANCHOR = "bagian"
"""What every id made from a heading begins with, so that none can meet an id of the theme."""

_ALERTS = {
    "note": ("note", "Note", "Catatan"),
    "tip": ("tip", "Tip", "Saran"),
    "important": ("info", "Important", "Penting"),
    "warning": ("warning", "Warning", "Peringatan"),
    "caution": ("danger", "Caution", "Awas"),
}
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_ALERT = re.compile(
    r'<div class="markdown-alert markdown-alert-(\w+)">\n<p class="markdown-alert-title">(.*?)</p>'
)
_LOST_IMAGE = re.compile(r'<img src="" alt="([^"]*)"[^<>]*>')
_ANY_TAG = re.compile(r"<[^<>]*>")
_NOT_IN_ID = re.compile(r"[^\w\- ]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]+")

_TABLE = '<div class="tabel" role="region" tabindex="0" aria-label="Tabel, dapat digeser">\n<table>'
_TASK = '<input type="checkbox" class="task-list-item-checkbox"'
_SIDES = (
    ("left", ""),
    ("center", ' class="rata-tengah"'),
    ("right", ' class="rata-kanan"'),
)
"""How a column is aligned, as a class: the attribute that GitHub writes is no longer HTML."""
_FIXED = (
    ('<a href=""', "<a"),
    ("<table>", _TABLE),
    ("</table>", "</table>\n</div>"),
    *(
        (f'<{cell} align="{side}"', f"<{cell}{css}")
        for cell in ("th", "td")
        for side, css in _SIDES
    ),
    (f"{_TASK} checked", f'{_TASK} aria-label="Sudah" checked'),
    (f"{_TASK} disabled", f'{_TASK} aria-label="Belum" disabled'),
    ('<section class="footnotes"', '<section aria-label="Catatan kaki" class="footnotes"'),
    ('aria-label="Back to reference ', 'aria-label="Kembali ke rujukan '),
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_PLAIN_TAGS = (
    "blockquote br code del em hr p pre strong table tbody thead tr th td ul ol li sup section"
)

_CLEANER = nh3.Cleaner(
    tags={*_PLAIN_TAGS.split(), *_HEADINGS, "a", "div", "img", "input"},
    attributes={
        "a": {"href", "title", "id", "aria-label"},
        "div": {"aria-label"},
        "img": {"src", "alt", "title"},
        "input": {"aria-label"},
        "li": {"id"},
        "ol": {"start"},
        "section": {"aria-label"},
        **{name: {"id"} for name in _HEADINGS},
    },
    tag_attribute_values={
        "div": {"role": {"region"}, "tabindex": {"0"}},
        "input": {"type": {"checkbox"}, "checked": {""}, "disabled": {""}},
    },
    set_tag_attribute_values={"img": {"loading": "lazy"}, "input": {"disabled": ""}},
    allowed_classes={
        "a": {"headerlink", "footnote-backref"},
        "div": {"admonition", "tabel", *(css for css, _, _ in _ALERTS.values())},
        "li": {"task-list-item"},
        "p": {"admonition-title"},
        "pre": {"teks-polos"},
        "section": {"footnotes"},
        "sup": {"footnote-ref"},
        "td": {"rata-kanan", "rata-tengah"},
        "th": {"rata-kanan", "rata-tengah"},
        "ul": {"contains-task-list"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as the table of contents needs it."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML and its headings in order."""

    html: str
    toc: tuple[Section, ...]


def render(text: str, rewrite: Callable[[str], str], *, anchor: str = ANCHOR) -> Rendered:
    """Render `text` to HTML that is safe whatever `text` holds.

    `rewrite` maps a target as written (``/content/…``, ``https://…``) to the one on the page; an
    empty answer means that there is none, and the words stay without a link. Images come from
    the site itself or not at all. `anchor` begins every id; give another one for a second text
    on the same page. A text too costly to nest (see `effort`) comes out as it was written.
    """
    if effort.too_costly(text) is not None:
        return _as_written(text)
    options = _extensions(
        partial(_target, rewrite=rewrite, anchor=anchor), partial(_source, rewrite=rewrite)
    )
    html = comrak.render_markdown(text, extension_options=options, render_options=_RENDERING)
    if effort.may_nest_deeply(text) and effort.nests_deeply(html):
        return _as_written(text)
    sections: list[Section] = []
    html = _HEADING.sub(partial(_heading, anchor=anchor, taken={}, sections=sections), html)
    html = _dress(html)
    if "fn" in html and anchor != ANCHOR:
        html = html.replace('"#fn', f'"#{anchor}-fn').replace('id="fn', f'id="{anchor}-fn')
    return Rendered(_CLEANER.clean(html), tuple(sections))


def inspect(text: str) -> Inspection:
    """Return what `text` holds, with places, as the renderer of the pages sees it.

    In a text too costly to render nothing is told apart; `costly` names the line.
    """
    costly = effort.too_costly(text)
    if costly is not None:
        return Inspection((), (), (), (), costly)
    every: list[str] = []
    html = _traced(text, every, unsafe=True)
    if "<" in text:
        # Only here can there be raw HTML, which is known by what the renderer leaves out.
        html = _traced(text, [], unsafe=False)
    if effort.may_nest_deeply(text) and effort.nests_deeply(html):
        return Inspection((), (), (), (), 1)
    return survey(text, html, [(url, dangerous(url)) for url in every])


def dangerous(target: str) -> bool:
    """Return True when `target` names a scheme outside `SCHEMES`, or another host without one.

    White space and control characters count for nothing, as in a browser.
    """
    visible = _INVISIBLE.sub("", target)
    if visible[:2].replace("\\", "/") == "//":
        return True
    scheme = _SCHEME.match(visible)
    return scheme is not None and scheme[1].lower() not in SCHEMES


def _extensions(link: Callable[[str], str], image: Callable[[str], str]) -> comrak.ExtensionOptions:
    """Return GitHub's dialect with these rewriters; nothing else may choose its features."""
    options = comrak.ExtensionOptions()
    options.alerts = True
    options.autolink = True
    options.footnotes = True
    options.strikethrough = True
    options.table = True
    options.tasklist = True
    options.link_url_rewriter = link
    options.image_url_rewriter = image
    return options


def _traced(text: str, targets: list[str], *, unsafe: bool) -> str:
    """Render with the place of every element; collect the targets the renderer comes upon.

    Only with `unsafe` does it hand out the targets that it would not publish. That HTML is never
    used.
    """

    def note(url: str) -> str:
        targets.append(url)
        return ""

    options = comrak.RenderOptions()
    options.sourcepos = True
    options.unsafe_ = unsafe
    return comrak.render_markdown(
        text, extension_options=_extensions(note, note), render_options=options
    )


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.tasklist_classes = True
    return options


_RENDERING = _rendering()


def _target(url: str, rewrite: Callable[[str], str], anchor: str) -> str:
    if url.startswith("#"):
        return f"#{anchor}-{url[1:]}"
    found = "" if dangerous(url) else rewrite(url)
    return "" if dangerous(found) else found


def _source(url: str, rewrite: Callable[[str], str]) -> str:
    found = "" if dangerous(url) else rewrite(url)
    return "" if dangerous(found) or _SCHEME.match(found) else found


def _heading(
    match: re.Match[str], anchor: str, taken: dict[str, int], sections: list[Section]
) -> str:
    level = max(int(match[1]), 2)
    text = plain(match[2])
    name = f"{anchor}-{_free(_slug(text), taken)}"
    sections.append(Section(level, text, name))
    quoted = entities.escape(name)
    return (
        f'<h{level} id="{quoted}">{match[2]}<a class="headerlink" href="#{quoted}" '
        f'title="Tautan ke bagian ini" aria-label="Tautan ke bagian ini">¶</a></h{level}>'
    )


def plain(html: str) -> str:
    """Return the words of a piece of rendered HTML."""
    return entities.unescape(_ANY_TAG.sub("", html)).strip()


def _slug(text: str) -> str:
    """Make GitHub's own id from a heading, cut to a bearable length."""
    return _NOT_IN_ID.sub("", text.lower()).replace(" ", "-")[:80]


def _free(name: str, taken: dict[str, int]) -> str:
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name}-{taken[name]}"
    taken[found] = 0
    return found


def _dress(html: str) -> str:
    """Give alerts, tables, tasks and footnotes the classes and words of the site."""
    for old, new in _FIXED:
        html = html.replace(old, new)
    if 'src=""' in html:
        html = _LOST_IMAGE.sub(r"<em>\1</em>", html)
    return _ALERT.sub(_alert, html) if "markdown-alert" in html else html


def _alert(match: re.Match[str]) -> str:
    css, english, indonesian = _ALERTS[match[1]]
    title = indonesian if match[2] == english else match[2]
    return f'<div class="admonition {css}">\n<p class="admonition-title">{title}</p>'


def _as_written(text: str) -> Rendered:
    return Rendered(f'<pre class="teks-polos">{entities.escape(text)}</pre>\n', ())
