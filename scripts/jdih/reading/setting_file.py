"""A file of settings that an office may have or not: read strictly, held to its schema."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.finding import Finding, Severity
from jdih.model.node import Mapping
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.corpus import check_entry
from jdih.reading.schema import read_schemas
from jdih.reading.source import read_source


@dataclass(frozen=True, slots=True)
class SettingFile:
    """What was read: `root` is None when the file is missing, empty or no YAML."""

    root: Mapping | None
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """True when there is a root and nothing in it must be mended."""
        broken = any(finding.severity is Severity.ERROR for finding in self.findings)
        return self.root is not None and not broken


def read_setting(tree: Tree, path: str, schema: str) -> SettingFile:
    """Read the settings at `path` and hold them to the schema of that name.

    An office that began before there was such a file goes on without it. Raises JdihError when
    the file is there and its schema is not.
    """
    entry = tree.entries.get(path)
    if entry is None or not entry.regular:
        return SettingFile(None, tuple(check_entry(entry)) if entry else ())
    source = read_source(path, tree.read(path))
    if source.text is None:
        return SettingFile(None, source.findings)
    parsed = strict_yaml.parse(path, source.text)
    findings = (*source.findings, *parsed.findings)
    if parsed.root is None:
        return SettingFile(None, findings)
    rules = read_schemas(tree, (schema,)).by_name[schema]
    return SettingFile(parsed.root, (*findings, *rules.check(path, parsed.root)))
