"""The live site, held against a site that is built again from what it says it was built from.

A site is a function of commit, register and day (design decision 4), and ``terbitan.json`` names
all three: so every file can be compared byte for byte. A file that was added cannot be seen.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, time
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Witness
from jdih.model.entry import SHOWN, Entry
from jdih.publication.audit.outcome import Fault, Flaw
from jdih.publication.live import differing, fetched, served
from jdih.publication.precedent import Precedents
from jdih.publication.selection import select
from jdih.publication.showing import site_shown
from jdih.publication.state import read_state, unit_of
from jdih.register.chain import Register, collect
from jdih.register.erasure import seen
from jdih.register.tip import Tip
from jdih.repository.git import Repository
from jdih.website import address, imprint
from jdih.website.site import Manifest

Report = Callable[[str], None]

_STRIDE = 500
"""After how many files a comparison says how far it is."""


class LiveSite:
    """A site at an address or in a folder. Raises JdihError for a folder that is not there."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._folder = None if place.startswith(("https://", "http://")) else Path(place)
        if self._folder is not None and not self._folder.is_dir():
            raise JdihError(f"Folder situs {place} tidak ada.", "Periksa nama foldernya.")

    def _opened(self) -> AbstractContextManager[str]:
        if self._folder is not None:
            return served(self._folder)
        return nullcontext(self._place.rstrip("/") + "/")

    def imprint(self) -> imprint.Imprint | None:
        """Return what the site says of itself, None when that cannot be had."""
        with self._opened() as base:
            data = fetched(base, imprint.FILE)
        return imprint.Imprint.read(data) if data else None

    def departing(
        self, manifest: Manifest, pages: Mapping[str, Entry], report: Report
    ) -> Iterator[Fault]:
        """Yield the files, those of `pages` with their entry, that are not as `manifest` has them.

        Only what the site says of itself is left out: that is where the comparison came from.
        """
        files = [file for file in manifest.files if file != imprint.FILE]
        faults: dict[str, str] = {}
        with self._opened() as base:
            for at in range(0, len(files), _STRIDE):
                report(f"Membandingkan berkas {at + 1} dari {len(files)}")
                faults |= differing(base, files[at : at + _STRIDE], manifest.files)
        for file, wrong in sorted(faults.items()):
            if entry := pages.get(file):
                words = f"Halaman {entry.address or '/'} {wrong}."
                yield Fault(Flaw.PAGE, words, entry.label, entry.commit, file)
            else:
                yield Fault(Flaw.PAGE, f"Berkas {file} {wrong}.", path=file)


def pages_departing(
    site: LiveSite, repository: Repository, register: Register, hashes: tuple[str, ...],
    mainline: frozenset[str], witness: Witness, report: Report,
) -> tuple[tuple[Fault, ...], tuple[str, ...]]:  # fmt: skip
    """Return what does not hold of the live site, and what could not be looked at.

    `hashes` are those of the entries' files, `mainline` the commits of the main branch.
    """
    told = site.imprint()
    if told is None:
        return (), (f"Situs tidak dapat dilihat: {imprint.FILE} tidak terbaca.",)
    if wrong := Tip(told.entries, told.head).fault(hashes) if told.entries else "":
        return (Fault(Flaw.WITNESS, f"Menurut situs yang tayang, {wrong}."),), ()
    if told.commit not in mainline:
        words = "Situs yang tayang dibangun dari commit di luar jalur utama cabang ini."
        return (Fault(Flaw.MAINLINE, words, "", told.commit),), ()
    known = collect(register.head, register.entries[: told.entries], told.head, {})
    manifest = _rebuilt(repository, known, told, witness)
    latest = (known.latest(identity, *SHOWN) for identity in known.by_id)
    pages = {address.file_of(entry.address): entry for entry in latest if entry is not None}
    faults = tuple(site.departing(manifest, pages, report))
    if imprint.files_digest(manifest.files) == told.files:
        return faults, ()
    note = (
        f"Hasil pembangunan ulang bukan yang disebut {imprint.FILE}: situs dibangun dengan versi "
        "program lain, atau berkas itu diubah."
    )
    return faults, (note,)


def _rebuilt(
    repository: Repository, register: Register, told: imprint.Imprint, witness: Witness
) -> Manifest:
    state = read_state(repository, told.commit, witness)
    unit = unit_of(state.tree)
    known = seen(register, witness.erasures)
    precedents = Precedents(repository, known, state.checked.schemas, unit)
    selection = select(state, precedents, datetime.combine(told.day, time.max, unit.zone))
    with tempfile.TemporaryDirectory(prefix="jdih-audit-") as folder:
        work = Path(folder)
        site = site_shown(state, selection, precedents, register, told.day, work / "kerangka")
        # MkDocs takes a fifth of a second to be there, and only a site needs it.
        from jdih.website.builder import build  # noqa: PLC0415

        return build(site, work / "situs")
