"""The page templates of the theme (``halaman/*.html``). The one door to Jinja2.

All values are escaped; only HTML that has passed the sanitiser comes in as `Markup`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from jdih.errors import JdihError
from jdih.website import address, wording

FOLDER = "halaman"

Environment = jinja2.Environment
"""What renders the theme's own templates."""

ThemeFault = jinja2.TemplateError
"""What a broken template of the theme raises, ours or Material's."""

_PARTS = "_bingkai"
_WORDS = "_kata"
_METHODS = frozenset({MethodType, BuiltinMethodType})


__all__ = ["Environment", "Markup", "Templates", "ThemeFault", "safe", "sandboxed"]


def safe(html: str) -> Markup:
    """Mark `html` as fit to stand in a page.

    Only for what `reading.markdown` rendered, and for what the program and its theme made.
    """
    return Markup(html)  # noqa: S704 (the sanitiser's output, or our own)


class _Sandbox(SandboxedEnvironment):
    """Jinja2's own sandbox, told sooner that our values hand out nothing internal."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute as the sandbox does, without its tests for Python's own objects."""
        if hasattr(type(obj), "__dataclass_fields__") and not attribute.startswith("_"):
            value = getattr(obj, attribute, None)
            # A method of something else may be `str.format`, which the sandbox wraps.
            if value is not None and (type(value) not in _METHODS or value.__self__ is obj):
                return value
        return super().getattr(obj, attribute)


def sandboxed(environment: Environment) -> Environment:
    """Return the same environment in which templates reach nothing but what they are given."""
    sandbox = _Sandbox(loader=environment.loader, extensions=tuple(environment.extensions))
    sandbox.filters.update(environment.filters)
    sandbox.globals.update(environment.globals)
    return sandbox


class Templates:
    """The templates of one theme. `theme` is the folder that holds ``halaman/``."""

    def __init__(self, theme: Path) -> None:
        self._theme = theme
        self._environment = _Sandbox(
            loader=jinja2.FileSystemLoader(theme / FOLDER),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            tanggal=wording.day,
            hari=wording.weekday,
            bulan=wording.month,
            bulan_singkat=wording.short_month,
            periode=wording.period,
            saat=wording.moment,
            angka=wording.number,
            ukuran=wording.size,
            sidik=wording.short_digest,
            url=address.quoted,
            persen=partial(quote, safe=""),
        )

    def render(self, name: str, **values: object) -> str:
        """Render ``halaman/<name>.html``.

        Raises JdihError when the template is missing or wrong: that is the site's fault.
        """
        with _named(name):
            return self._environment.get_template(f"{name}.html").render(values)

    def part(self, name: str, **values: object) -> str:
        """Return what the macro `name` of ``halaman/_bingkai.html`` makes of `values`.

        Raises JdihError as `render` does.
        """
        with _named(_PARTS):
            macro = getattr(self._environment.get_template(f"{_PARTS}.html").module, name)
            return str(macro(**values))

    def file(self, name: str) -> str:
        """Return the text of a file of the theme, such as ``assets/jdih.js``.

        Raises JdihError when it is missing.
        """
        try:
            return (self._theme / name).read_text(encoding="utf-8")
        except OSError as error:
            raise JdihError(
                f"Berkas {name} tidak ada di folder tema.",
                "Kembalikan berkas itu dari versi sebelumnya.",
            ) from error

    def words(self, name: str) -> Any:
        """Return words of ``halaman/_kata.html``: a table or a list.

        Raises JdihError as `render` does.
        """
        with _named(_WORDS):
            return getattr(self._environment.get_template(f"{_WORDS}.html").module, name)

    def titled(self, name: str, **values: object) -> tuple[str, str, str]:
        """Render a template that sets its own `title` and `ringkas`; return these and the body.

        `ringkas` says in a sentence what the page holds; a template may leave it out.

        Raises JdihError as `render` does.
        """
        with _named(name):
            module = self._environment.get_template(f"{name}.html").make_module(values)
            title, about = getattr(module, "title", name), getattr(module, "ringkas", "")
            return str(title), str(about), str(module)


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise JdihError(
            f"Templat halaman {FOLDER}/{error.name} tidak ada di folder tema.",
            "Kembalikan berkas itu dari versi sebelumnya.",
        ) from error
    except jinja2.TemplateError as error:
        raise JdihError(
            f"Templat halaman {FOLDER}/{name}.html tidak dapat dipakai: {error}",
            "Perbaiki templat itu, atau kembalikan versi sebelumnya.",
        ) from error
