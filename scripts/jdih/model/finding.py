"""What a rule is, what it found, where, and how a finding reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. People read `label`, machines the value."""

    ERROR = "galat"
    WARNING = "peringatan"

    @property
    def label(self) -> str:
        """The words people read."""
        return "harus diperbaiki" if self is Severity.ERROR else "perlu dilihat"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path from the repository's root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that does not hold. Sorts by path, line, column, then code."""

    location: Location
    code: str
    slug: str
    severity: Severity
    message: str
    remedy: str

    def as_warning(self) -> Finding:
        """Return the same finding as a warning: what is incomplete stops no one's draft."""
        return replace(self, severity=Severity.WARNING)

    def as_text(self) -> str:
        """Render the one grammar of messages: ``path:line:column: CODE slug – label``."""
        place = self.location
        return (
            f"{place.path}:{place.line}:{place.column}: {self.code} {self.slug} "
            f"({self.severity.label}): {_line(self.message)}\n    → {_line(self.remedy)}"
        )

    def as_github(self) -> str:
        """Render a GitHub Actions annotation, escaped as its runner expects."""
        level = "error" if self.severity is Severity.ERROR else "warning"
        place = self.location
        return (
            f"::{level} file={_property(place.path)},line={place.line},col={place.column},"
            f"title={_property(f'{self.code} {self.slug}')}::"
            f"{_data(f'{self.message} {self.remedy}')}"
        )

    def as_dict(self) -> dict[str, str | int]:
        """Return the object of ``jdih check --format json``."""
        return {
            "path": self.location.path,
            "line": self.location.line,
            "column": self.location.column,
            "code": self.code,
            "slug": self.slug,
            "severity": self.severity.value,
            "message": self.message,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold.

    `code` is stable and never reused; `must` is the rule's sentence, `why` names the SOP step or
    standard it comes from, `remedy` what the author does to satisfy it.
    """

    code: str
    slug: str
    must: str
    why: str
    remedy: str
    severity: Severity = Severity.ERROR

    def at(self, location: Location, message: str, remedy: str | None = None) -> Finding:
        """Say that this rule does not hold at `location`."""
        return Finding(
            location, self.code, self.slug, self.severity, message, remedy or self.remedy
        )


def _line(text: str) -> str:
    """Keep a quoted value on one line: a line of its own could pose as a command of the runner."""
    return text.replace("\r", " ").replace("\n", " ")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
