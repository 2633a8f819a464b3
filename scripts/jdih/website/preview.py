"""A preview of the work tree by MkDocs' own server, on this machine alone."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import Abort, MkDocsException

from jdih.errors import JdihError
from jdih.model.document import FRAME
from jdih.website.builder import known_cause
from jdih.website.plugin import NAME


def serve(root: Path, *, port: int, drafts: bool) -> None:
    """Serve the work tree at `root` on 127.0.0.1 until interrupted; rebuild on every change.

    Raises JdihError when the site cannot be built or the port is taken.
    """
    try:
        mkdocs_serve(
            config_file=str(root / FRAME),
            dev_addr=f"127.0.0.1:{port}",
            plugins=[{NAME: {"drafts": drafts}}],
        )
    except (Abort, MkDocsException) as error:
        told = known_cause(error)
        if told is not None:
            raise told from error
        raise JdihError(
            f"Pratinjau tidak dapat ditampilkan: {error}",
            "Perbaiki yang disebut di atas, lalu jalankan lagi.",
        ) from error
    except OSError as error:
        raise JdihError(
            f"Port {port} tidak dapat dipakai ({error.strerror}).",
            "Pilih port lain, misalnya `jdih serve --port 8123`.",
        ) from error
