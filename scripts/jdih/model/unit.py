"""The office: who holds which office when, who decides what, and when it works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, tzinfo

from jdih.model.document import Kind


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office, known by account and numeric id, never by name.

    `keys` are SSH public keys (``ssh-ed25519 AAAA…``). `since` and `until` bound the holding, both
    days included. `acting` is ``Plh.`` or ``Plt.``; `basis` is the order it rests on.
    """

    account: str
    account_id: int
    keys: tuple[str, ...]
    since: date
    until: date | None = None
    acting: str = ""
    basis: str = ""

    def holds(self, day: date) -> bool:
        """True when the office is held on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Office:
    """An office (*jabatan*) and the SOP roles it fills, written ``<sop>/<role>``."""

    code: str
    name: str
    roles: tuple[str, ...]
    holders: tuple[Holder, ...]

    def accounts(self, day: date) -> tuple[str, ...]:
        """Return the accounts that hold the office on `day`."""
        return tuple(who.account for who in self.holders if who.holds(day))


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides on one kind of document, and whether it enters the register.

    `offices` holds office codes; it is empty where the item's own SOP says who decides.
    """

    kind: Kind
    offices: tuple[str, ...]
    by_sop: bool
    registered: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours of one weekday (Monday is 0), the break between them taken out."""

    weekday: int
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Season:
    """Days with other working hours, such as Ramadan; both days included."""

    name: str
    since: date
    until: date
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """What the office offers elsewhere: its name, and a full address or ``/content/….md``."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The office's own settings (``site_config/unit.yml``).

    `start` is the commit from which approval is demanded, empty before the office has begun.
    `settings_offices` decide on ``site_config/`` itself. `urgent_offices` may publish an item
    before it is approved in writing (``mendesak``). `email` and `services` are shown on every
    page. `show_times` puts the table of standards against actual on the site.
    """

    name: str
    institution: str
    address: str
    zone: tzinfo
    zone_name: str
    day_minutes: int
    hours: tuple[Hours, ...]
    seasons: tuple[Season, ...]
    offices: tuple[Office, ...]
    authorities: tuple[Authority, ...]
    start: str
    settings_offices: tuple[str, ...] = ()
    urgent_offices: tuple[str, ...] = ()
    show_nip: bool = False
    show_times: bool = False
    sample: bool = False
    email: str = ""
    services: tuple[Service, ...] = ()

    def office(self, code: str) -> Office | None:
        """Return the office with this code, or None."""
        return next((office for office in self.offices if office.code == code), None)

    def offices_for(self, sop: str, role: str) -> tuple[Office, ...]:
        """Return the offices that fill a role of an SOP."""
        wanted = f"{sop}/{role}"
        return tuple(office for office in self.offices if wanted in office.roles)

    def offices_filling(self, sop: str, roles: Iterable[str]) -> tuple[Office, ...]:
        """Return the offices that fill any of these roles of an SOP, each once, in their order."""
        filled = (office for role in roles for office in self.offices_for(sop, role))
        return tuple(dict.fromkeys(filled))

    def authority(self, kind: Kind) -> Authority | None:
        """Return who decides on this kind of document, or None when nobody does."""
        return next((entry for entry in self.authorities if entry.kind is kind), None)
