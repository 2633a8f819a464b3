"""Many publishers at once, and one that is always second: nothing lost, nothing twice.

The eight writers of tests/register run in every `make test`; here are two and thirty-two, and in
the long form a thousand publications.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jdih.errors import JdihError
from jdih.register import book as register_book
from jdih.register.book import Book, local_book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.shelf import LocalShelf
from tests import gitrepo
from tests.register.facts import WHEN, fact
from tests.torture.crew import Crew
from tests.torture.ledger import LONG, Tally, rounds
from tests.torture.member import shelf

RACES = (
    [(2, "lokal", 1000), (8, "lokal", 1000), (32, "lokal", 1000), (2, "cabang", 96),
     (8, "cabang", 96), (32, "cabang", 96)]
    if LONG
    else [(2, "lokal", 8), (32, "cabang", 32)]
)  # fmt: skip


class Contested(LocalShelf):
    """A shelf on which somebody else is first, `times` over."""

    def __init__(self, repository: Repository, name: str, times: int) -> None:
        super().__init__(repository, name)
        self.rival = local_book(repository, name)
        self.times = times
        self.writes = 0

    def write(self, files: Any, message: str, when: datetime, expected: str | None) -> None:
        self.writes += 1
        if self.writes <= self.times:
            self.rival.append([fact(f"lain-{self.writes}")], when)
        super().write(files, message, when, expected)


def read(repo: Path, remote: Path | None) -> Register:
    repository = Repository.open(repo)
    place = shelf(repository, str(remote)) if remote else local_book(repository).shelf
    return Book(place).read()


@pytest.mark.parametrize(("writers", "place", "total"), RACES)
def test_writers_at_once(
    crew: Crew, repo: Path, remote: Path, writers: int, place: str, total: int, tmp_path: Path
) -> None:
    """Each in a clone of its own when the register lies elsewhere."""
    tally = Tally(f"{writers} writers, {total} publications, {place}")
    far = remote if place == "cabang" else None
    clones = [repo] * writers
    if far is not None:
        clones = [tmp_path / f"klon-{number}" for number in range(writers)]
        for clone in clones:
            gitrepo.git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    ids = [f"x{number}" for number in range(total)]
    tasks = [
        {
            "task": "append",
            "repo": str(clone),
            "ids": [*ids[writer::writers], "bersama"],
            "now": WHEN.isoformat(),
            "patience": 300.0,
        }
        | ({"remote": str(far)} if far else {})
        for writer, clone in enumerate(clones)
    ]
    ends = crew.run(*tasks)
    assert [end.code for end in ends] == [0] * writers, [end.said for end in ends if end.code]
    tally.retries = max(int(end.said.split()[0]) for end in ends)
    tally.worst = max(float(end.said.split()[1]) for end in ends)
    tally.count(read(repo, far), [*ids, "bersama"])
    tally.close()
    if far is None:
        commits = int(gitrepo.git(repo, "rev-list", "--count", "refs/jdih/lokal"))
        assert commits == len(ids) + 1, "one commit a run"


def test_fifty_rounds_behind_everybody(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = Tally("not fast-forward for 50 rounds")
    if not LONG:
        monkeypatch.setattr(register_book, "_LONGEST_PAUSE", 0.05)
    contested = Contested(Repository.open(repo), "refs/jdih/lokal", 50)

    (entry,) = Book(contested).append([fact("milik-kami")], WHEN)

    tally.injections = 50
    tally.retries = contested.writes - 1
    assert entry.number == 51
    tally.count(read(repo, None), [*(f"lain-{n}" for n in range(1, 51)), "milik-kami"])
    tally.close()


@dataclass
class Hours:
    """A clock that goes on only while somebody sleeps."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def test_back_off_grows_with_jitter_and_is_bounded_by_time_not_by_count(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = Hours()
    monkeypatch.setattr(register_book, "time", hours)
    impatient = Contested(Repository.open(repo), "refs/jdih/lokal", 10_000)

    with pytest.raises(JdihError, match="terus didahului"):
        Book(impatient, patience=10.0).append([fact("b")], WHEN)

    pauses = hours.pauses
    assert 9.0 < hours.now <= 10.0, "by time"
    assert impatient.writes == len(pauses) + 1 > 15, "not by a count of five or ten"
    for tries, pause in enumerate(pauses):
        most = min(0.01 * 2**tries, 1.0)
        assert most / 2 <= pause <= most
    assert len({round(pause, 6) for pause in pauses[-5:]}) == 5, "no two in step"
    assert "b" not in read(repo, None).by_id


def test_two_clones_and_a_year_that_changes_between_them(
    crew: Crew, repo: Path, remote: Path, tmp_path: Path
) -> None:
    """Around midnight of New Year, with clocks a day apart in both directions."""
    tally = Tally("two clones, change of year, clocks a day apart")
    other = tmp_path / "klon"
    gitrepo.git(tmp_path, "clone", "--quiet", str(repo), str(other))
    midnight = datetime.fromisoformat("2026-12-31T23:59:00+07:00")
    model = []
    for number in range(rounds(8, 60)):
        skew = timedelta(days=tally.random.choice((-1, 0, 1)), seconds=number * 20)
        identity = f"x{number}"
        end = crew.one(
            {
                "task": "append",
                "repo": str((repo, other)[number % 2]),
                "remote": str(remote),
                "ids": [identity],
                "now": (midnight + skew).isoformat(),
            }
        )
        assert end.code == 0, end.said
        model.append(identity)
        tally.injections += bool(skew.days)
    register = read(repo, remote)
    assert [entry.id for entry in register.entries] == model, "the order is the number"
    years = [entry.year for entry in register.entries]
    assert years == sorted(years), "no way back into the old year"
    tally.count(register, model)
    tally.close()


def test_threads_of_one_process(repo: Path) -> None:
    tally = Tally("3 threads of one process")
    ids = [f"x{number}" for number in range(rounds(6, 60))]

    def write(number: int) -> None:
        book = local_book(Repository.open(repo))
        for identity in ids[number::3]:
            book.append([fact(identity), fact("bersama")], WHEN)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.count(read(repo, None), [*ids, "bersama"])
    tally.close()
