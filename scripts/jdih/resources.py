"""What the program carries with it: schemas, theme, settings and content of the sample office.

In a wheel they lie in ``jdih/data``, laid out like a repository; in a checkout they are the
repository's own files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from jdih.repository.tree import WorkTree

_PACKED = Path(__file__).parent / "data"
SAMPLE_FILES = ("mkdocs.yml", "site_config", "content")
"""What a new office starts from."""


def folder() -> Path:
    """Return the folder that is laid out like a repository."""
    return _PACKED if _PACKED.is_dir() else Path(__file__).parents[2]


def tree() -> WorkTree:
    """Return the carried files as a tree."""
    return WorkTree(folder())


def copy_sample(target: Path) -> None:
    """Copy what a new office starts from into `target`."""
    for name in SAMPLE_FILES:
        source, copy = folder() / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, dirs_exist_ok=True)
        else:
            shutil.copy(source, copy)
