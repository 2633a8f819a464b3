"""The people of the example office: offices with an account number and an SSH key each."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jdih.errors import JdihError
from jdih.model.unit import Office
from jdih.repository.git import Repository

_FIRST_ACCOUNT = 9001
_HOST = "users.noreply.github.com"


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever holds an office in the example: known by the office, never by a name."""

    office: str
    title: str
    account_id: int
    key: Path

    @property
    def account(self) -> str:
        """The account name: the office's code."""
        return f"contoh-{self.office}"

    @property
    def address(self) -> str:
        """The commit address by which the gate knows the account's number."""
        return f"{self.account_id}+{self.account}@{_HOST}"

    @property
    def public_key(self) -> str:
        """The public key as ``unit.yml`` carries it, without a comment."""
        return " ".join(self.key.with_suffix(".pub").read_text(encoding="ascii").split()[:2])


def hire(offices: Iterable[Office], folder: Path) -> dict[str, Person]:
    """Make a key in `folder` for the holder of every office; return the people by office.

    Raises JdihError when this machine has no ``ssh-keygen``.
    """
    folder.mkdir()
    folder.chmod(0o700)
    people = {}
    for number, office in enumerate(offices, _FIRST_ACCOUNT):
        person = Person(office.code, office.name, number, folder / office.code)
        _make_key(person.key)
        people[office.code] = person
    return people


def enter(unit: str, people: Mapping[str, Person], since: str) -> str:
    """Return the text of ``unit.yml`` with every office held by its person since that day."""
    for person in people.values():
        holder = (
            f"    pemegang:\n      - akun: {person.account}\n        id: {person.account_id}\n"
            f"        kunci: [{person.public_key}]\n        sejak: {since}\n"
        )
        pattern = rf"(  - kode: {re.escape(person.office)}\n(?:    .*\n)*?)    pemegang: \[\]\n"
        unit = re.sub(pattern, rf"\g<1>{holder}", unit, count=1)
    return unit


@contextmanager
def acting(repository: Repository, person: Person) -> Iterator[None]:
    """Let commits and signatures be those of `person`, as on that person's own machine."""
    settings = {
        "user.name": person.title,
        "user.email": person.address,
        "user.signingKey": str(person.key),
        "gpg.format": "ssh",
    }
    for name, value in settings.items():
        repository.run("config", "--local", name, value)
    try:
        yield
    finally:
        for name in settings:
            repository.run("config", "--local", "--unset", name)


def _make_key(path: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "contoh", "-f", str(path)]
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise JdihError(
            "Kunci SSH untuk kantor contoh tidak dapat dibuat.",
            "Pasang ssh-keygen (Debian/Ubuntu: sudo apt install openssh-client), lalu ulangi.",
        ) from error
