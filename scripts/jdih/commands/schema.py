"""``jdih schema``: the JSON Schema of a type of document, for editors and other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from jdih import resources
from jdih.model.document import Kind
from jdih.model.tree import Tree
from jdih.reading.schema import FOLDER, read_schemas
from jdih.repository.tree import WorkTree

EXAMPLES = """\
  jdih schema konten                    skema isian konten
  jdih schema peraturan > peraturan.json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih schema``."""
    kinds = [kind.value for kind in Kind]
    parser.add_argument("kind", metavar="JENIS", choices=kinds, help=", ".join(kinds))


def run(args: argparse.Namespace) -> int:
    """Print the schema in force in this folder, else the one that came with the program."""
    print(read_schemas(_tree(args.root)).of(Kind(args.kind)).as_json(), end="")
    return 0


def _tree(root: Path) -> Tree:
    return WorkTree(root) if (root / FOLDER).is_dir() else resources.tree()
