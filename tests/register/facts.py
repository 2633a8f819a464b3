"""Facts for the agenda book, and eight writers of them at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from jdih.model.entry import Event, Evidence
from jdih.register.book import NewEntry
from jdih.workflow.digest import sha256

WIB = timezone(timedelta(hours=7))
WHEN = datetime(2026, 12, 30, 16, 0, tzinfo=WIB)
_WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from jdih.repository.git import Repository
from tests.register.facts import fact
{imports}

repository = Repository.open(Path(sys.argv[1]))
book = {book}
for number in range({rounds}):
    facts = [fact(f"{{sys.argv[2]}}-{{number}}"), fact(f"bersama-{{number}}")]
    book.append(facts, datetime.fromisoformat(sys.argv[3]))
"""
_WRITERS = range(8)


def fact(id: str, event: Event = Event.PUBLISHED, **details: str) -> NewEntry:
    """Make a fact about the item `id`."""
    return NewEntry(
        event=event,
        id=id,
        evidence=Evidence.STATEMENT,
        digest=sha256(id.encode()),
        commit="b" * 40,
        files=(("index.md", "c" * 64), ("01-a.png", "d" * 64)),
        details=tuple(details.items()),
    )


def race(repo: Path, imports: str, book: str, rounds: int, *words: str) -> list[str]:
    """Let eight processes write `rounds` facts of their own and as many that they share.

    `book` is the Python that opens the book in `repository`, after `imports`; `words` are further
    arguments, from ``sys.argv[4]`` on. Returns the ids that the book must hold now, sorted.
    """
    program = _WRITER.format(imports=imports, book=book, rounds=rounds)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(repo), str(writer), WHEN.isoformat(), *words],
            env=env,
            stderr=subprocess.PIPE,
        )
        for writer in _WRITERS
    ]
    said = [writer.communicate()[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 8, said
    own = {f"{w}-{n}" for w in _WRITERS for n in range(rounds)}
    return sorted(own | {f"bersama-{n}" for n in range(rounds)})
