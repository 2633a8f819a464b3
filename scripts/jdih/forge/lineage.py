"""One document through the history of the main branch, wherever it lay.

The id is permanent, the path is not: an item is written in ``drafts/``, moved to ``content/``, and
may be renamed later. Whoever wrote it at any of these places wrote the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.model.document import CONTENT, DRAFTS, Kind
from jdih.reading.places import owner
from jdih.reading.unit import UNIT_PATH, is_setting
from jdih.repository.history import History
from jdih.repository.log import Change, Commit
from jdih.workflow.version import Label

Files = Mapping[str, tuple[str, str]]
"""Path → Git mode and blob."""

LabelReader = Callable[[Iterable[tuple[str, str]]], Mapping[tuple[str, str], Label]]
"""Reads the labels of many (path, blob) at once; what cannot be read is left out."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one commit of the main branch made of a document.

    `number` is the commit's position on the main branch. `path` is the document's Markdown file,
    empty where the document is gone. `writers` are the commits that wrote it since the stage
    before: on the merged side, or on the main branch itself.
    """

    number: int
    commit: Commit
    path: str
    files: Files
    writers: tuple[Commit, ...]

    @property
    def blob(self) -> str:
        """The blob of the Markdown file, empty where the document is gone."""
        return self.files[self.path][1] if self.path else ""


class Lineage:
    """Finds the stages of documents in one history; `read_labels` tells who lay at a place."""

    def __init__(self, history: History, read_labels: LabelReader) -> None:
        self._mainline = history.mainline
        self._read_labels = read_labels
        self._changes: dict[str, dict[int, list[Change]]] = defaultdict(dict)
        self._sides: dict[str, dict[int, list[Commit]]] = defaultdict(dict)
        for number, commit in enumerate(history.mainline):
            for home, change in _at_home(commit):
                self._changes[home].setdefault(number, []).append(change)
            for side in history.merged.get(commit.sha, ()):
                for home in dict.fromkeys(home for home, _ in _at_home(side)):
                    self._sides[home].setdefault(number, []).append(side)
        self._moved = _moved(history)
        self._places: dict[tuple[Kind, str], set[str]] | None = None

    def touched(self) -> Iterator[tuple[str, str]]:
        """Yield (commit, Markdown file) wherever a commit, on a side or not, changed a document."""
        for home, numbers in self._changes.items():
            yield from ((self._mainline[number].sha, home) for number in numbers)
        for home, brought in self._sides.items():
            yield from ((side.sha, home) for sides in brought.values() for side in sides)

    def homes(self, folder: str) -> tuple[str, ...]:
        """Return the Markdown files that ever lay directly in `folder`, in order."""
        prefix = f"{folder}/"
        return tuple(
            home
            for home in sorted(self._changes)
            if home.startswith(prefix) and "/" not in home[len(prefix) :] and home.endswith(".md")
        )

    def gone(self, folder: str) -> tuple[str, ...]:
        """Return the Markdown files below `folder` that lay there once and no longer do."""
        return tuple(
            home
            for home, changes in sorted(self._changes.items())
            if home.startswith(f"{folder}/") and _deleted(home, changes)
        )

    def stages(self, path: str, name: tuple[Kind, str] | None = None) -> tuple[Stage, ...]:
        """Return the stages of the document at `path`, oldest first.

        `name` is its kind and id; without it only `path` itself is followed.
        """
        places = {path} | (self._known_places().get(name, set()) if name else set())
        numbers = sorted({number for place in places for number in self._changes.get(place, {})})
        files: dict[str, dict[str, tuple[str, str]]] = {place: {} for place in places}
        stages: list[Stage] = []
        writers: dict[str, Commit] = {}
        before: tuple[str, Files] = ("", {})
        for number in numbers:
            for place in sorted(places):
                apply(files[place], self._changes.get(place, {}).get(number, ()))
                writers.update(self._writers(place, number))
            here = _present(files, path)
            after = (here, dict(files[here]) if here else {})
            if after != before:
                commit = self._mainline[number]
                stages.append(Stage(number, commit, *after, tuple(writers.values())))
                writers, before = {}, after
        return tuple(stages)

    def _writers(self, place: str, number: int) -> Iterator[tuple[str, Commit]]:
        commit = self._mainline[number]
        if len(commit.parents) > 1:
            for side in self._sides.get(place, {}).get(number, ()):
                yield side.sha, side
        elif number in self._changes.get(place, {}):
            yield commit.sha, commit

    def _known_places(self) -> Mapping[tuple[Kind, str], set[str]]:
        if self._places is None:
            self._places = defaultdict(set)
            for (path, _), label in self._read_labels(self._moved).items():
                self._places[label.kind, label.id].add(path)
        return self._places


def home_of(path: str) -> str | None:
    """Return the file that a path is judged with: a document's Markdown file, or ``unit.yml``.

    All settings are one document. Who may change the schema, the theme or the frame decides what
    the site shows, so these are held to the same approval as the offices themselves.
    """
    if is_setting(path):
        return UNIT_PATH
    inside = path.startswith((f"{CONTENT}/", f"{DRAFTS}/"))
    return owner(path) if inside else path


def _at_home(commit: Commit) -> Iterator[tuple[str, Change]]:
    for change in commit.changes:
        home = home_of(change.path)
        if home is not None:
            yield home, change


def _moved(history: History) -> list[tuple[str, str]]:
    """Return (path, blob) of every document that appeared where it may not have stayed.

    A place in ``content/`` that was never emptied holds the document that is there today, so its
    header need not be read again.
    """
    sides = [commit for brought in history.merged.values() for commit in brought]
    changes = [change for commit in (*history.mainline, *sides) for change in commit.changes]
    emptied = {change.path for change in changes if change.deleted}
    return sorted(
        {
            (change.path, change.blob)
            for change in changes
            if change.status == "A"
            and (change.path in emptied or change.path.startswith(f"{DRAFTS}/"))
            and home_of(change.path) == change.path
        }
    )


def _deleted(home: str, changes: Mapping[int, Iterable[Change]]) -> bool:
    own = [change for number in sorted(changes) for change in changes[number]]
    last = next((change for change in reversed(own) if change.path == home), None)
    return last is not None and last.deleted


def apply(files: dict[str, tuple[str, str]], changes: Iterable[Change]) -> None:
    """Apply changes to the files that lay there before."""
    for change in changes:
        if change.deleted:
            files.pop(change.path, None)
        else:
            files[change.path] = (change.mode, change.blob)


def _present(files: Mapping[str, Files], preferred: str) -> str:
    """Return the place where the document lies: the preferred one, else content before drafts."""
    here = [place for place, inside in files.items() if place in inside]
    return min(here, key=lambda p: (p != preferred, p.startswith(DRAFTS), p), default="")
