"""Three months of an office under both SOPs, played with real branches, signatures and merges.

The case lies in ``tests/examples/report``: documents as they stand in the end, ``riwayat.yml`` with
every commit that led there, ``entries.json`` with what the agenda book tells. What was approved is
entered as `jdih publish` enters it, with the rounds that Git shows; the rest was stated by people.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jdih.model.document import CONTENT, DRAFTS
from jdih.model.entry import SHOWN, Event, Evidence
from jdih.model.node import Mapping as Node
from jdih.model.period import Month
from jdih.publication.adoption import adopt
from jdih.publication.course import Courses
from jdih.publication.record import entry_of
from jdih.publication.state import State, read_state, unit_of
from jdih.reading import strict_yaml
from jdih.reading.unit import UNIT_PATH
from jdih.register.book import NewEntry, local_book
from jdih.register.chain import Register
from jdih.website.site import Manifest
from jdih.workflow.zone import parse_moment
from tests.publishing import Files, enter
from tests.signing import Branching, Person, person
from tests.trees import EXAMPLES, ROOT

CASE = EXAMPLES / "report"
HEAD = "0" * 64
"""Where the expected reports name the head of the agenda book: it rests on commits, and so on keys
that are made for the occasion."""
PICTURE = EXAMPLES / "office/content/konten/2026/hak-atas-informasi/01-sampul.png"
_FRAME = ("content", "site_config", "mkdocs.yml", ".gitignore")
_OWN = shutil.ignore_patterns("konten", "rencana", "laporan")
"""What the case has of its own, or has not."""
_PLAYED = frozenset({Event.PUBLISHED, Event.CORRECTED})


@dataclass(frozen=True)
class _Text:
    """A document of the case: where it lies in the end, and its text files."""

    home: str
    files: Mapping[str, str]
    pictured: bool

    @property
    def folder(self) -> str:
        return self.home.removesuffix("/index.md")

    @property
    def draft(self) -> str:
        return f"{DRAFTS}/{Path(self.folder).stem}"


def play(root: Path) -> None:
    """Lay the office of the case into the new folder `root`, and let its three months pass."""
    texts, moves = _texts(), _moves()
    played = {move.text("id") for move in moves}
    git, people = _begin(root, {move.text("oleh") for move in moves}, _left(texts, played))
    rows: list[dict[str, Any]] = json.loads((CASE / "entries.json").read_text(encoding="utf-8"))
    shown: dict[str, NewEntry] = {}
    for month in sorted({_month(row["waktu"]) for row in rows}):
        for move in moves:
            if Month.of(parse_moment(move.text("waktu")).date()) == month:
                _move(git, people[move.text("oleh")], move, texts)
        git.switch("main")
        _enter_month(git, [row for row in rows if _month(row["waktu"]) == month], played, shown)


def _month(time: str) -> Month:
    return Month.of(datetime.fromisoformat(time).date())


def _begin(root: Path, offices: Iterable[str], files: Files) -> tuple[Branching, dict[str, Person]]:
    people = {
        name: person(root.parent / "kunci", name, 100 + at)
        for at, name in enumerate(sorted(offices))
    }
    git = Branching(root)
    git.git("config", "user.name", "ppnpn")
    git.git("config", "user.email", people["ppnpn"].address)
    for name in _FRAME:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=_OWN)
        else:
            shutil.copy(source, root)
    shutil.copytree(CASE / "drafts", root / "drafts")
    settings = (root / UNIT_PATH).read_text(encoding="utf-8")
    for who in people.values():
        settings = enter(settings, who)
    git.commit({UNIT_PATH: settings}, people["kepala-biro"])
    adopt(git.repository, "HEAD")
    git.commit({}, people["kepala-biro"])
    # What nobody decided on in this case is only laid there.
    git.commit(files, people["ppnpn"])
    return git, people


def _texts() -> dict[str, _Text]:
    """Return the documents of the case by their id."""
    found: dict[str, _Text] = {}
    for path in sorted((CASE / CONTENT).rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            continue
        home = path.relative_to(CASE).as_posix()
        named = re.search(r"^id: (.+)$", text, re.MULTILINE) if path.stem == "index" else None
        own = [path] if named is None else sorted(path.parent.rglob("*.md"))
        identity = named[1] if named else f"{path.parent.name}-{path.stem}"
        files = {one.relative_to(CASE).as_posix(): one.read_text(encoding="utf-8") for one in own}
        found[identity] = _Text(home, files, "\nmedia:\n" in text)
    return found


def _moves() -> tuple[Node, ...]:
    path = CASE / "riwayat.yml"
    parsed = strict_yaml.parse(path.name, path.read_text(encoding="utf-8"))
    assert parsed.root is not None
    assert parsed.findings == ()
    return parsed.root.mappings("gerak")


def _left(texts: Mapping[str, _Text], played: Iterable[str]) -> Files:
    left = (text for identity, text in texts.items() if identity not in {*played})
    return {path: text for one in left for path, text in one.files.items()}


def _move(git: Branching, who: Person, move: Node, texts: Mapping[str, _Text]) -> None:
    identity, name = move.text("id"), f"naskah/{move.text('id')}"
    git.clock = int(parse_moment(move.text("waktu")).timestamp()) - 60
    if move.flag("gabung"):
        git.merge(name, by=who)
        git.git("branch", "--quiet", "--delete", name)
        return
    if git.git("branch", "--list", name):
        git.switch(name)
    else:
        git.branch(name)
    if words := move.text("tolak"):
        said = f"{identity}: tidak setuju\n\n{words}\n\nKeputusan: tidak setuju"
        git.commit({}, who, message=said, sign=True)
        return
    _lay(git, texts[identity], move)
    git.commit({}, who)


def _lay(git: Branching, text: _Text, move: Node) -> None:
    """Let the document lie in the work tree as the move says, and nowhere else."""
    place = text.draft if move.flag("draf") else text.folder
    for old in (git.root / text.draft, git.root / text.folder):
        if old.is_dir():
            shutil.rmtree(old)
    lacking = {*move.texts("tanpa")}
    git.write(dict(_stated(text, place, lacking, move.text("isi"))))
    if text.pictured and "media" not in lacking:
        shutil.copy(PICTURE, git.root / place)


def _stated(text: _Text, place: str, lacking: set[str], body: str) -> Iterator[tuple[str, str]]:
    for path, words in text.files.items():
        if path == text.home:
            _, head, rest = words.split("---\n", 2)
            for key in lacking:
                head = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", head, flags=re.MULTILINE)
            rest = "" if "isi" in lacking else f"\n{body}\n" if body else rest
            whole = place.startswith(DRAFTS) or path.endswith("/index.md")
            yield f"{place}/index.md" if whole else path, f"---\n{head}---\n{rest}"
        elif not {Path(path).parent.name, Path(path).stem} & lacking:
            yield f"{place}{path.removeprefix(text.folder)}", words


def _enter_month(
    git: Branching, rows: list[dict[str, Any]], played: set[str], shown: dict[str, NewEntry]
) -> None:
    """Enter what happened in a month, in its order; `shown` are the versions that are public."""
    repository = git.repository
    book, state = local_book(repository), read_state(repository)
    register, facts = book.read(), []
    for row in rows:
        event, when = Event(row["kejadian"]), datetime.fromisoformat(row["waktu"])
        if event in _PLAYED and row["id"] in played:
            fact = _seen(git, state, register, row["id"], when)
        else:
            fact = _said(row, state, shown.get(row["id"]))
        assert fact.event is event, row
        if event in SHOWN:
            shown[fact.id] = fact
        facts.append(fact)
    book.append(facts, datetime.fromisoformat(rows[-1]["waktu"]))
    repository.close()


def _seen(
    git: Branching, state: State, register: Register, identity: str, when: datetime
) -> NewEntry:
    """Return the entry of an approved version that was seen live at `when`."""
    document = next(one for one in state.documents if one.id == identity)
    verdict = state.verdicts[document.path]
    assert verdict.approval is not None, verdict.reason
    unit = unit_of(state.tree)
    courses = Courses(git.repository, unit, state.checked, state.witness, state.facts)
    way = courses.done(document, verdict.approval, when)
    return entry_of(document, verdict, register, Manifest({}), way, when)


def _said(row: Mapping[str, Any], state: State, shown: NewEntry | None) -> NewEntry:
    """Return what somebody stated, as an entry on the version that is public."""
    about = next((one for one in state.documents if one.id == row["id"]), None)
    address = Manifest({}).address(about) if about else ""
    return NewEntry(
        event=Event(row["kejadian"]),
        id=row["id"] or "insiden",
        evidence=Evidence.STATEMENT,
        digest=shown.digest if shown else "",
        commit=shown.commit if shown else state.commit if about else "",
        address=address or (f"konten/2026/{row['id']}/" if row["id"] else ""),
        platform=row["platform"],
        time=row["waktu"],
        details=tuple(row["rincian"].items()),
    )
