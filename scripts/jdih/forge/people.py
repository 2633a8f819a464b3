"""Who wrote a commit, by numeric account id: names and accounts change, ids do not.

A signature by a known key is proof. The rest is a claim in a private address of GitHub's, which
holds the id; any other address identifies nobody, and a writer nobody can identify closes the gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from jdih.forge.witness import Issue
from jdih.model.unit import Holder, Office, Unit
from jdih.repository.log import Commit
from jdih.repository.signature import Signature, public_key
from jdih.workflow.version import Contributor, Holding

_ADDRESS = re.compile(
    r"([1-9][0-9]{0,17})\+([A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com"
)
_WEB_COMMITTER = "noreply@github.com"
"""GitHub itself, which commits what somebody else wrote in the browser."""


def holdings_of(key: str, unit: Unit) -> tuple[Holding, ...]:
    """Return the offices for which a public key is entered, held on any day."""
    return _holdings(unit, lambda holder: key in {public_key(text) for text in holder.keys})


def holdings_by_account(account: int | None, unit: Unit) -> tuple[Holding, ...]:
    """Return the offices entered for an account, held on any day."""
    return _holdings(unit, lambda holder: holder.account_id == account)


def held_on(day: date, account: int | None, unit: Unit) -> tuple[Office, ...]:
    """Return the offices that an account holds on a day."""
    held = holdings_by_account(account, unit)
    return tuple(holding.office for holding in held if holding.holder.holds(day))


def credited(written: Issue, office: Office) -> str:
    """Return the trailers of a commit that somebody asked for on a forge: who, and when.

    They wrote it, whoever commits it, and the work began when they asked.
    """
    address = f"{written.account_id}+{written.account}@users.noreply.github.com"
    since = f"Diminta: {written.opened.isoformat()}\n" if written.opened else ""
    return f"\nCo-authored-by: {office.code} <{address}>\n{since}"


def _holdings(unit: Unit, fits: Callable[[Holder], bool]) -> tuple[Holding, ...]:
    return tuple(
        Holding(office, holder)
        for office in unit.offices
        for holder in office.holders
        if fits(holder)
    )


def contributors(
    commits: Iterable[Commit], signatures: Mapping[str, Signature], unit: Unit | None
) -> tuple[Contributor, ...]:
    """Return who wrote `commits`: authors, committers and co-authors, each once per commit."""
    found: dict[Contributor, None] = {}
    for commit in commits:
        key = signatures[commit.sha].key
        for account in _accounts(commit, key, unit):
            found[Contributor(account, commit.sha)] = None
    return tuple(found)


def _accounts(commit: Commit, key: str | None, unit: Unit | None) -> Iterator[int | None]:
    signers = {held.holder.account_id for held in holdings_of(key, unit)} if key and unit else set()
    yield from sorted(signers)
    for address in dict.fromkeys((commit.author, commit.committer, *commit.coauthors)):
        account = account_of(address, unit)
        if account is not None or not _explained(address, commit, bool(signers)):
            yield account


def _explained(address: str, commit: Commit, signed: bool) -> bool:
    """Return True for a committer's address that need not name anybody.

    The signature says who committed, or GitHub did for an author who is named.
    """
    if address != commit.committer:
        return False
    return signed or (address == _WEB_COMMITTER and address != commit.author)


def account_of(address: str, unit: Unit | None) -> int | None:
    """Return the account id in an address, None when it names nobody or two at once.

    An address with an official's account and somebody else's id is made to be mistaken for one.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    account = int(match.group(1))
    offices = unit.offices if unit else ()
    ids = {
        holder.account_id
        for office in offices
        for holder in office.holders
        if holder.account.casefold() == match.group(2).casefold()
    }
    return account if not ids or account in ids else None
