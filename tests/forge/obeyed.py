"""The commands that GitHub's runner finds in what a step prints, as its source reads them.

A line ends with LF, CR or both. One that begins with ``::name``, blanks aside, is a command, and so
is ``##[name]`` anywhere in it. After ``stop-commands`` none is, until its token comes.
"""

from __future__ import annotations

import re

NAMES = frozenset({
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
    "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
})  # fmt: skip
_LINE = re.compile(r"\r\n|\r|\n")
_NEW = re.compile(r"\s*::(?P<info>(?:(?!::).)*)::(?P<data>.*)", re.DOTALL)
_OLD = re.compile(r".*?##\[(?P<info>[^\]]*)\](?P<data>.*)", re.DOTALL)


def commands(printed: str) -> list[tuple[str, str]]:
    """Return name and data of each, in order."""
    found: list[tuple[str, str]] = []
    token = ""
    for line in _LINE.split(printed):
        known = NAMES | ({token} if token else set())
        told = next(filter(None, (_told(form, line, known) for form in (_NEW, _OLD))), None)
        if told is None or (token and told[0] != token):
            continue
        name, data = told
        token = data.lower() if name == "stop-commands" else ""
        found.append(told)
    return found


def _told(form: re.Pattern[str], line: str, known: frozenset[str]) -> tuple[str, str] | None:
    match = form.match(line)
    name = match["info"].partition(" ")[0].lower() if match else ""
    return (name, match["data"]) if match and name in known else None
