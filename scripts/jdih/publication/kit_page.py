"""The page of an upload kit: one file with buttons that copy, opened without a network.

It holds its own script and no other can run: whatever a caption says stays text.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.publication.kit import Kit, last, record, steps
from jdih.website.shell import script_source
from jdih.website.source import THEME, export_frame
from jdih.website.templates import Templates


def page_of(kit: Kit, unit: Unit, tree: Tree) -> str:
    """Return the page, made by the theme in `tree`. Raises JdihError when that is at fault."""
    with TemporaryDirectory(prefix="jdih-") as folder:
        export_frame(tree, Path(folder))
        return Templates(Path(folder) / THEME).render(
            "kit",
            kit=kit,
            unit=unit,
            posts=[(post, tuple(steps(post)), record(kit, post)) for post in kit.posts],
            last=tuple(last(kit)),
            policy=_policy,
        )


def _policy(script: str) -> str:
    """Return the policy that lets this one script run and nothing be asked of anyone."""
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {script_source(script)}; base-uri 'none'; form-action 'none'"
    )
