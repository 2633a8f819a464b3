"""The MkDocs plugin: MkDocs and Material render the shells, `Press` writes the pages.

MkDocs is handed one tiny page for each shell and for each entry of the menu, and writes none of
them. A page of ours costs no MkDocs page, no navigation object and no template of the theme.
"""

# ruff: noqa: ARG002 (MkDocs hands every handler its arguments by these names)

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.nav import Section as NavSection
from mkdocs.structure.pages import Page as MkPage
from mkdocs.utils.templates import TemplateContext

from jdih.errors import JdihError
from jdih.website import address
from jdih.website.desk import NOT_FOUND
from jdih.website.edition import Order, Shells, write, write_share
from jdih.website.feeds import SITEMAP
from jdih.website.output import Output
from jdih.website.press import Frame, Press, ShellKey
from jdih.website.shell import Shell, cut, tokens
from jdih.website.site import Site
from jdih.website.templates import Environment, sandboxed

NAME = "jdih"
_HOME = "index.md"
_BLANK = "kosong.html"
_NOT_NEEDED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

P = ParamSpec("P")
R = TypeVar("R")


class PluginOptions(base.Config):
    """What ``mkdocs.yml`` may set. `drafts` shows drafts too; only for a preview."""

    drafts = c.Type(bool, default=False)


def _told(method: Callable[P, R]) -> Callable[P, R]:
    """Hand a known failure to MkDocs in the form that it prints without a traceback."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except JdihError as error:
            raise PluginError(f"{error.message}\n  → {error.remedy}") from error

    return call


class JdihPlugin(BasePlugin[PluginOptions]):
    """Takes the place of MkDocs' own pages.

    `order` is set by the builder for the next build alone.
    """

    def __init__(self) -> None:
        self.order = Order()
        self._preview = False
        self._press: Press | None = None
        self._shells: dict[ShellKey, Shell] = {}
        self._keys: dict[str, ShellKey] = {}
        self._not_found: Shell | None = None
        self._entries: dict[str, MkPage] = {}
        self._site: Site | None = None
        self._order = Order()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is a preview."""
        self._preview = command == "serve"

    @_told
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the site and keep of the menu what the site has."""
        _only_this_plugin(config)
        if self.order.source is None and not self._preview:
            _own_output(config)
        # MkDocs keeps a plugin for the next configuration of this process: nothing may stay.
        self._order, self.order = self.order, Order()
        self._site = self._order.source or _work_tree(config, drafts=self.config.drafts)
        self._press = Press(self._site, _frame(config))
        self._shells, self._not_found = {}, None
        config.nav = _kept(config.nav or [], self._press.has)
        config.extra.setdefault("homepage", ".")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave MkDocs the theme's assets, the pages of the menu, and one page for each shell."""
        assets = [file for file in files if _wanted(file, config)]
        self._keys = {_shell_path(number, key): key for number, key in enumerate(self.press.keys())}
        pages = dict.fromkeys([*_menu_paths(config.nav or []), *self._keys])
        blank = (
            File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            for path in pages
        )
        return Files([*assets, *blank])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates reach nothing but what they are given."""
        return sandboxed(env)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the menu's entries by their address."""
        self._entries = {page.file.src_uri: page for page in nav.pages}
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give shells their layout, and spare the theme's template to all other pages."""
        key = self._keys.get(page.file.src_uri)
        if key is None:
            page.meta["template"] = _BLANK
            return markdown
        lit = self._lit(key)
        has_children = lit is not None and isinstance(lit.parent, NavSection)
        page.meta["hide"] = ["navigation"] * (not has_children) + ["toc"] * key.wide
        return markdown

    def on_page_context(
        self, context: TemplateContext, *, page: MkPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Light the menu entry of a shell and hand the theme its slots."""
        key = self._keys.get(page.file.src_uri)
        lit = None if key is None else self._lit(key)
        if lit is not None:
            lit.active = True
        return self._slotted(context)

    @_told
    def on_post_page(self, output: str, *, page: MkPage, config: MkDocsConfig) -> str:
        """Keep a shell; MkDocs writes nothing."""
        key = self._keys.get(page.file.src_uri)
        if key is not None:
            self._shells[key] = cut(output, preview=self._preview, search=key.search)
            lit = self._lit(key)
            if lit is not None:
                lit.active = False
        return ""

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the 404 the same slots."""
        return self._slotted(context)

    @_told
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep the shell of the 404, and leave the sitemap to the press."""
        if template_name == NOT_FOUND:
            self._not_found = cut(output, preview=self._preview)
        return "" if template_name in {NOT_FOUND, SITEMAP} else output

    @_told
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write all pages."""
        if self._not_found is None:
            raise JdihError(
                "Tema tidak memuat kerangka 404.html.",
                "Kembalikan site_config/theme/404.html dari versi sebelumnya.",
            )
        order, shells = self._order, Shells(self._shells, self._not_found)
        output = order.output or Output(Path(config.site_dir))
        if order.share is not None and order.store is not None:
            write_share(self.press, shells, output, order.store, order.share)
            return
        write(self.press, shells, output, order.store)
        output.adopt(Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when drafts, settings or the theme change too."""
        root = Path(config.config_file_path).parent
        for folder in ("drafts", "site_config"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        return server

    @property
    def press(self) -> Press:
        """What prints the build in hand. Raises PluginError before the configuration was read."""
        if self._press is None:
            raise PluginError("Plugin jdih dipanggil sebelum konfigurasi dibaca.")
        return self._press

    def _lit(self, key: ShellKey) -> MkPage | None:
        return self._entries.get(_source_of(key.section)) if key.section else None

    def _slotted(self, context: TemplateContext) -> TemplateContext:
        extra: dict[str, Any] = {
            "slot": tokens(),
            "site": self._site,
            "has": self.press.has,
            "services": self.press.services,
        }
        context.update(extra)  # type: ignore[typeddict-item]
        return context


def _only_this_plugin(config: MkDocsConfig) -> None:
    others = sorted(set(config.plugins) - {NAME})
    if others:
        raise JdihError(
            f"mkdocs.yml memuat plugin yang tidak dapat dipakai: {', '.join(others)}.",
            "Hapus plugin itu: halaman dibuat oleh plugin jdih, tidak oleh MkDocs.",
        )


def _own_output(config: MkDocsConfig) -> None:
    """Refuse to build where MkDocs, which empties the folder first, takes other files away."""
    build = Path(config.config_file_path).parent.resolve() / "build"
    if not Path(config.site_dir).resolve().is_relative_to(build):
        raise JdihError(
            f"mkdocs.yml membangun ke {config.site_dir}, di luar folder build/.",
            "Tulis `site_dir: build/mkdocs` di mkdocs.yml.",
        )


def _work_tree(config: MkDocsConfig, *, drafts: bool) -> Site:
    """Read the site from the work tree around ``mkdocs.yml``."""
    from jdih.website import source  # noqa: PLC0415 (the builder needs no work tree)

    return source.load(Path(config.config_file_path).parent, drafts=drafts)


def _frame(config: MkDocsConfig) -> Frame:
    edit = ""
    if config.repo_url and config.edit_uri:
        edit = f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/"
    return Frame(
        theme=Path(config.theme.custom_dir or "."),
        name=config.site_name,
        about=config.site_description or config.site_name,
        base=(config.site_url or "/").rstrip("/") + "/",
        edit=edit,
        menu=tuple(address.of_path(f"content/{path}") for path in _menu_paths(config.nav or [])),
        repository=config.repo_url or "",
    )


def _menu_paths(nav: Any) -> Iterator[str]:
    """Yield the Markdown paths that the menu names, in order."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _menu_paths(value)
    else:
        for item in nav:
            yield from _menu_paths(item)


def _kept(nav: Any, has: Callable[[str], bool]) -> Any:
    """Return the menu without entries whose page the site does not have."""
    if isinstance(nav, dict):
        kept = {title: _kept(value, has) for title, value in nav.items()}
        return {title: value for title, value in kept.items() if value}
    if isinstance(nav, list):
        return [item for item in (_kept(entry, has) for entry in nav) if item]
    return nav if not nav.endswith(".md") or has(address.of_path(f"content/{nav}")) else ""


def _wanted(file: File, config: MkDocsConfig) -> bool:
    """Return True for the theme's own assets that a page loads."""
    own = file.src_dir != config.docs_dir and not file.is_documentation_page()
    needless = file.src_uri.endswith(".map") or file.src_uri.startswith(_NOT_NEEDED)
    return own and not needless


def _shell_path(number: int, key: ShellKey) -> str:
    """Return a path that MkDocs turns into an address of the shell's depth."""
    if key.depth == 0:
        return _HOME
    return "/".join([*["x"] * (key.depth - 1), f"kerangka-{number}", _HOME])


def _source_of(at: str) -> str:
    return f"{at}{_HOME}"
