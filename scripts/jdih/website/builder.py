"""Builds the site with the real MkDocs, in this process, whole or not at all."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from jdih.errors import JdihError, machine_told
from jdih.website import imprint
from jdih.website.edition import Order
from jdih.website.galley import Changes, galley
from jdih.website.kept import Store
from jdih.website.look import look_of
from jdih.website.output import Output, files_in
from jdih.website.plugin import NAME, JdihPlugin
from jdih.website.relocation import PICTURES
from jdih.website.shares import Share, Shares, pages_in, store_in
from jdih.website.site import Manifest, Site
from jdih.website.templates import ThemeFault


def build(source: Site, out: Path, store: Store | Shares | None = None) -> Manifest:
    """Build `source` into the new folder `out` and say what was written.

    The same source gives the same bytes, whatever `store` holds of earlier builds. Raises JdihError
    when `out` exists or the site itself (configuration, theme, templates) is at fault; then `out`
    does not exist.
    """
    with _new(out) as work:
        site = work / "situs"
        output = _begun(site, store)
        try:
            manifest = _written(source, output, store)
        except JdihError:
            if not output.there:
                raise
            # An older site may stand in the way of a new one: then nothing of it is kept.
            shutil.rmtree(site)
            manifest = _written(source, _begun(site, None), store)
        shutil.move(site, out)
    return manifest


def build_share(source: Site, out: Path, share: Share, key: bytes) -> Manifest:
    """Build one share of `source` into the new folder `out`, its record sealed with `key`.

    Returns what is in the share. Raises JdihError as `build` does.
    """
    with _new(out) as work:
        folder = work / "bagian"
        output = Output(pages_in(folder))
        output.folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as frame, tempfile.TemporaryDirectory() as nothing:
            where, empty = Path(frame).resolve(), Path(nothing)
            _built(source, where, empty, output, store_in(folder, key), share)
        shutil.move(folder, out)
    return Manifest(dict(sorted(output.files.items())))


def build_merged(source: Site, out: Path, folders: Sequence[Path], key: bytes) -> Manifest:
    """Build `source` into the new folder `out` from its shares in `folders`, sealed with `key`.

    Returns what was written. Raises JdihError as `build` does, and for what is no share of it.
    """
    with _new(out) as work:
        shares = Shares(folders, key, work / "situs")
        shares.gather()
        return build(source, out, shares)


@contextmanager
def _new(out: Path) -> Iterator[Path]:
    """Lend a folder beside `out` to build in. Raises JdihError when `out` exists."""
    if out.exists():
        raise JdihError(
            f"Folder {out} sudah ada; situs hanya dibangun ke folder baru.",
            "Pilih folder lain, atau hapus folder itu.",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as work:
        # MkDocs takes a relative folder from its configuration on.
        yield Path(work).resolve()


def _begun(site: Path, store: Store | Shares | None) -> Output:
    """Return the folder `site` to write into: the spare one of `store`, else a new one."""
    if store is not None and store.spare is not None and not store.spare.is_symlink():
        try:
            store.spare.rename(site)
            return Output(site, frozenset(files_in(site)))
        except OSError:
            shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    return Output(site)


def _written(source: Site, output: Output, store: Store | Shares | None) -> Manifest:
    with tempfile.TemporaryDirectory() as frame, tempfile.TemporaryDirectory() as nothing:
        _built(source, Path(frame).resolve(), Path(nothing), output, store)
    output.write(imprint.FILE, imprint.imprint(source, output.files))
    output.sweep()
    return Manifest(dict(sorted(output.files.items())))


def pull(source: Site, changes: Changes, *, room: int = PICTURES) -> str:
    """Build `source` aside and return the galley of what is changed in it, an HTML file.

    At most `room` bytes of pictures are taken along. The same source and changes give the same
    text. Raises JdihError as `build` does.
    """
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as nothing:
        plugin = _built(source, Path(work), Path(nothing))
        return galley(plugin.press, changes, look_of(Path(work)), room=room)


def _built(
    source: Site,
    site: Path,
    nothing: Path,
    output: Output | None = None,
    store: Store | Shares | None = None,
    share: Share | None = None,
) -> JdihPlugin:
    """Run MkDocs. It is given an empty folder of documents: the source holds them all.

    It empties `site`, so the pages are written to `output` where that is another folder.
    """
    with _heard() as messages:
        try:
            config = load_config(
                str(source.config),
                site_dir=str(site),
                docs_dir=str(nothing),
                site_url=source.base,
            )
            plugin = config.plugins.get(NAME)
            if not isinstance(plugin, JdihPlugin):
                raise _without_plugin(source.config)
            config.plugins.on_startup(command="build", dirty=False)
            plugin.order = Order(source, output, store, share)
            with machine_told():
                mkdocs_build(config)
        except (Abort, MkDocsException, ThemeFault, OSError) as error:
            told = known_cause(error)
            if told is not None:
                raise told from error
            raise JdihError(
                "Situs tidak dapat dibangun: " + " ".join(messages or [str(error)]),
                "Perbaiki mkdocs.yml atau site_config/theme sesuai pesan itu, lalu ulangi.",
            ) from error
    return plugin


def _without_plugin(config: Path) -> JdihError:
    return JdihError(
        f"{config.name} tidak memuat plugin jdih.",
        "Tulis `plugins: [jdih]` di mkdocs.yml, dan pasang paket ini dengan `make`.",
    )


def known_cause(error: BaseException | None) -> JdihError | None:
    """Return the known failure behind what MkDocs raised."""
    while error is not None:
        if isinstance(error, JdihError):
            return error
        error = error.__cause__ or error.__context__
    return None


class _Listener(logging.Handler):
    """Collects what MkDocs says at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect MkDocs' messages and keep them from the terminal."""
    logger = logging.getLogger("mkdocs")
    listener = _Listener()
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield listener.messages
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagated
