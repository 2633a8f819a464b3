"""A `Site` from a version of the repository: what the builder needs, read strictly."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from jdih.errors import JdihError
from jdih.model.document import DRAFTS, FRAME, Kind
from jdih.model.tree import Keep, Tree
from jdih.model.unit import Unit
from jdih.model.verdict import Verdict
from jdih.reading import strict_yaml
from jdih.register.book import local_book
from jdih.register.chain import Register, join
from jdih.repository.git import Repository
from jdih.repository.tree import FOLDERS, WorkTree
from jdih.rules.addresses import FORMER_TAKEN, RESERVED, TWO_FILES
from jdih.rules.engine import Checked, check_tree
from jdih.website.site import Site

THEME = "site_config/theme"
_TAKEN = frozenset(rule.code for rule in (TWO_FILES, RESERVED, FORMER_TAKEN))


def load(root: Path, drafts: bool = False, keep: Keep | None = None) -> Site:
    """Return the site of the work tree at `root`: what ``mkdocs build`` and ``serve`` show.

    Documents with a finding that must be mended are left out unless they are drafts in a preview.
    Raises JdihError when the settings cannot be used.
    """
    folders = FOLDERS if drafts else tuple(name for name in FOLDERS if name != DRAFTS)
    tree = WorkTree(root, folders, keep=keep)
    checked = check_tree(tree)
    return site_of(
        root / FRAME,
        tree,
        checked,
        day=build_day(_unit(checked).zone),
        register=_local_register(root),
    )


def proposed(repository: Repository, tree: WorkTree, checked: Checked) -> Site:
    """Return the site of a work tree with its drafts, as of the day of the commit it stands on.

    Documents that would take the place of another one are left out, so that the rest is shown.
    Raises JdihError when the settings cannot be used.
    """
    taken = {finding.location.path for finding in checked.findings if finding.code in _TAKEN}
    site = site_of(
        repository.root / FRAME,
        tree,
        checked,
        day=_day_of(repository, _unit(checked).zone),
        register=local_book(repository).read(),
    )
    kept = tuple(document for document in site.documents if document.path not in taken)
    return replace(site, documents=kept)


def site_of(
    config: Path,
    tree: Tree,
    checked: Checked,
    *,
    day: date,
    register: Register,
    commit: str = "",
    verdicts: Mapping[str, Verdict] | None = None,
) -> Site:
    """Return the site of one tree that was read and checked; `config` is its mkdocs.yml.

    Drafts in the tree make it a preview.
    """
    unsound = checked.corpus.unsound
    documents = tuple(entry for entry in checked.corpus.documents if entry.path not in unsound)
    return Site(
        config=config,
        documents=documents,
        read=tree.read,
        unit=_unit(checked),
        day=day,
        base=base_of(config),
        sops=checked.context.sops,
        entries=register.entries,
        verdicts=verdicts or {},
        public_fields={kind: checked.schemas.of(kind).public_fields for kind in Kind},
        private_keys=frozenset().union(*(checked.schemas.of(kind).private_keys for kind in Kind)),
        commit=commit,
        register=register.head_hash,
        platforms={code: one.name for code, one in checked.context.channels.items()},
    )


def export_frame(tree: Tree, folder: Path) -> Path:
    """Write ``mkdocs.yml`` and the theme of a tree into `folder`; return the configuration.

    So a site is built wholly from its commit, whatever lies in the work tree.
    """
    for path, entry in tree.entries.items():
        if entry.regular and (path == FRAME or path.startswith(f"{THEME}/")):
            copy = folder / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(tree.read(path))
    return folder / FRAME


def base_of(config: Path) -> str:
    """Return the site's full address (``site_url`` of mkdocs.yml), ending in a slash.

    Raises JdihError when there is none.
    """
    text = config.read_text(encoding="utf-8") if config.is_file() else ""
    parsed = strict_yaml.parse(FRAME, text, depth=16)
    base = parsed.root.text("site_url") if parsed.root else ""
    if not base.startswith(("https://", "http://")):
        raise JdihError(
            f"{FRAME} tidak menyebut alamat situs.",
            "Isi `site_url`, misalnya https://jdih.contoh.example/.",
        )
    return base.rstrip("/") + "/"


def build_day(zone: tzinfo) -> date:
    """Return the day that pages show: SOURCE_DATE_EPOCH where it is set, else today in `zone`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), zone).date()
    return datetime.now(zone).date()


def _day_of(repository: Repository, zone: tzinfo) -> date:
    if repository.head() is None:
        return build_day(zone)
    seconds = repository.text("show", "--no-patch", "--format=%ct", "HEAD")
    return datetime.fromtimestamp(int(seconds), zone).date()


def _unit(checked: Checked) -> Unit:
    unit = checked.context.unit
    if unit is None:
        first = next(f for f in checked.findings if f.location.path.startswith("site_config/"))
        raise JdihError(f"Situs tidak dapat dibangun: {first.as_text()}", first.remedy)
    return unit


def _local_register(root: Path) -> Register:
    try:
        repository = Repository.open(root)
    except JdihError:
        # A folder without Git has no register; the site can still be looked at.
        return join(None, ())
    return local_book(repository).read()
