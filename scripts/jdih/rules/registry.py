"""Every rule there is, by code. A code is never reused; a removed rule leaves its number empty."""

from __future__ import annotations

from itertools import chain

from jdih.model.finding import Rule
from jdih.reading import channels as channels_file
from jdih.reading import (
    corpus,
    header,
    holidays_file,
    schema_findings,
    source,
    strict_yaml,
    yaml_faults,
)
from jdih.reading import unit as unit_file
from jdih.rules import (
    addresses,
    body,
    channels,
    feed,
    frame,
    item,
    life,
    media,
    plan,
    privacy,
    references,
    report,
    sop,
    sop_flow,
    unit,
)

_MODULES = (
    source,
    corpus,
    addresses,
    header,
    strict_yaml,
    yaml_faults,
    schema_findings,
    body,
    references,
    feed,
    privacy,
    media,
    sop,
    sop_flow,
    item,
    plan,
    report,
    life,
    unit_file,
    unit,
    frame,
    holidays_file,
    channels_file,
    channels,
)


def _collect() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for rule in chain.from_iterable(module.RULES for module in _MODULES):
        if rules.setdefault(rule.code, rule) is not rule:
            raise AssertionError(f"{rule.code} is used by two rules")
    return dict(sorted(rules.items()))


RULES = _collect()
"""Rule code → rule, in order of code."""


def find(name: str) -> Rule | None:
    """Return the rule with this code or slug, in any case, or None."""
    wanted = name.casefold()
    return next(
        (rule for rule in RULES.values() if wanted in {rule.code.casefold(), rule.slug}), None
    )


def as_table() -> str:
    """Return the Markdown table of all rules that ``drafts/README.md`` carries."""
    rows = [
        f"| {rule.code} | `{rule.slug}` | {rule.severity.label} | {_cell(rule.must)} |"
        for rule in RULES.values()
    ]
    return "\n".join(("| Kode | Nama | Bobot | Aturan |", "| --- | --- | --- | --- |", *rows))


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
