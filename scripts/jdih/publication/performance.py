"""Evidence of what each official did in a month, from the agenda book: private, never published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from jdih.errors import JdihError
from jdih.model.period import Month
from jdih.model.sop import Sop
from jdih.model.unit import Holder
from jdih.paper.performance import FORM, Official, performance_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.publication.put import put
from jdih.publication.sheet import newest
from jdih.publication.titles import headers_of, title_of
from jdih.register.chain import Register
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.workflow.deeds import Deed, deeds

FOLDER = Path("build/skp")
"""Where the papers lie, below the repository's root, a folder a month."""


def papers(
    repository: Repository, register: Register, issuer: Issuer, month: Month, wanted: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the paper of each official who did something in a month, by its file's name.

    `wanted` is the code of an office or the account that held it, empty for all. Raises JdihError
    where the office has no such official.
    """
    officials = [one for one in _officials(issuer, month) if _is(one, wanted)]
    if not officials:
        raise JdihError(
            f"Tidak ada pejabat “{wanted[:60]}” pada {month}."
            if wanted
            else f"Tidak ada jabatan yang dipegang pada {month}.",
            "Periksa kode jabatan, akun, dan masa jabatannya di site_config/unit.yml.",
        )
    about = _about(repository, register, issuer.sops)
    sops = {label: sop for label, (_, sop) in about.items() if sop is not None}
    held = Counter(one.office.code for one in _officials(issuer, month))
    for one in officials:
        done = _done(one, register, sops, month, issuer)
        if done:
            values = performance_sheet(month, one, done, about, issuer)
            name = one.office.code
            name += f"-{one.holder.account}" if held[name] > 1 else ""
            yield name, typeset(FORM, values, {}, newest(deed.entry for deed in done))


def _officials(issuer: Issuer, month: Month) -> Iterator[Official]:
    for office in issuer.unit.offices:
        for holder in office.holders:
            days = _days(holder, month)
            others = (one for one in office.holders if one is not holder)
            if days:
                shared = any(days & _days(one, month) for one in others)
                yield Official(office, holder, shared)


def _days(holder: Holder, month: Month) -> frozenset[date]:
    return frozenset(day for day in month.days if holder.holds(day))


def _is(official: Official, wanted: str) -> bool:
    return wanted in {"", official.office.code, official.holder.account}


def _done(
    official: Official, register: Register, sops: Mapping[str, Sop], month: Month, issuer: Issuer
) -> tuple[Deed, ...]:
    def holds(day: date) -> bool:
        return day in month and official.holder.holds(day)

    return deeds(official.office.code, register.by_id, sops, holds, issuer.unit.zone)


def _about(
    repository: Repository, register: Register, sops: Mapping[str, Sop]
) -> dict[str, tuple[str, Sop | None]]:
    headers = headers_of(repository, register.entries)
    every = ((entry, headers[entry.label]) for entry in register.entries)
    return {
        entry.label: (title_of(entry, header), sops.get(header.text("sop")))
        for entry, header in every
    }


def keep(repository: Repository, month: Month, name: str, data: bytes) -> Path:
    """Write a paper below `FOLDER` and return its path.

    Raises JdihError where Git would take it along, or the folder leads elsewhere: it may never be
    committed, and never be published.
    """
    root = repository.root.resolve()
    place = root / FOLDER / str(month)
    if place.resolve() != place:
        raise JdihError(
            f"{FOLDER} menunjuk ke folder lain; bukti dukung SKP hanya ditulis di dalamnya.",
            f"Hapus tautan pada {FOLDER}, lalu ulangi.",
        )
    path = place / f"{name}.pdf"
    if not _left_alone(repository, path.relative_to(root).as_posix()):
        raise JdihError(
            f"{FOLDER} tidak diabaikan Git, atau berkas di dalamnya sudah ikut tersimpan.",
            "Tambahkan baris /build/ pada .gitignore, keluarkan isinya dari Git dengan "
            "`git rm -r --cached build/skp`, lalu ulangi.",
        )
    put(path, data)
    return path


def _left_alone(repository: Repository, path: str) -> bool:
    """Say whether Git ignores a path, and holds nothing of the folder."""
    if repository.text("ls-files", "--", FOLDER.as_posix()):
        return False
    try:
        # This one command of Git refuses literal paths, which are asked for everywhere else.
        repository.run("check-ignore", "--quiet", "--", path, env={"GIT_LITERAL_PATHSPECS": "0"})
    except GitFailed as error:
        if error.status == 1:
            return False
        raise
    return True
