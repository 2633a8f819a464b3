"""The register in one file that is kept elsewhere and verifies alone (``jdih bundle``).

A ZIP file, stored, with fixed times: the same register makes the same bytes. In its one folder:

===================  ==========================================================================
``LEMBAR.txt``       what it is, head, count, the month's numbers by day: to be printed
``SHA256SUMS``       of all the others, for ``sha256sum -c``
``manifes.json``     the same facts for programs, canonical JSON
``register.bundle``  the register itself with its history, for ``git bundle verify``, as the ref
                     ``refs/heads/register``: entries, and whatever else lies on that branch
``entri.csv``        each entry's number, time, event, id, sidik, and the SHA-256 of its file
``aturan/``          the SOPs and ``unit.yml`` of the main branch at the end of that month
===================  ==========================================================================
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO

from jdih.errors import JdihError
from jdih.register.book import PUBLIC, local_book
from jdih.register.chain import Register
from jdih.register.cover import Facts, cover
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, render
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.repository.parcel import unwrapped, wrap
from jdih.workflow.digest import canonical, sha256

REF = f"refs/heads/{PUBLIC}"
REGISTER = "register.bundle"
SHEET, SUMS, MANIFEST, LIST = "LEMBAR.txt", "SHA256SUMS", "manifes.json", "entri.csv"
RULES = "aturan"
_LARGEST = 2 * 1024**3
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Examined:
    """A bundle that was looked at: what it says of itself, its register, and what does not hold.

    `facts` and `register` are None when they could not be read.
    """

    facts: Facts | None
    register: Register | None
    faults: tuple[str, ...]


def pack(
    repository: Repository,
    facts: Facts,
    register: Register,
    rules: Mapping[str, bytes],
    zone: tzinfo,
) -> bytes:
    """Return the bundle of `register`, as it stood at ``facts.commit``; `rules` lie beside it."""
    files = {
        SHEET: cover(facts, register.entries, zone).encode(),
        MANIFEST: canonical({"skema": 1, **asdict(facts)}),
        REGISTER: wrap(repository, facts.commit, REF),
        LIST: _listed(register),
        **{f"{RULES}/{path}": data for path, data in rules.items()},
    }
    files[SUMS] = _sums(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            place = zipfile.ZipInfo(f"{facts.name}/{path}", _EPOCH)
            place.external_attr = 0o100644 << 16
            place.create_system = 3  # Unix, whatever this machine is
            archive.writestr(place, files[path])
    return buffer.getvalue()


def examine(file: Path | BinaryIO) -> Examined:
    """Look at a bundle by itself, outside any repository.

    Raises JdihError when there is no such file.
    """
    try:
        files = _files(file)
    except OSError as error:
        raise JdihError(
            f"{file} tidak dapat dibuka ({error.strerror}).", "Periksa nama berkasnya."
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        return Examined(None, None, (f"bukan berkas ZIP yang utuh ({error})",))
    faults = list(_differing(files))
    facts = _facts(files.get(MANIFEST, b""))
    if facts is None:
        faults.append(f"{MANIFEST} tidak ada atau tidak dapat dibaca")
    try:
        with unwrapped(files.get(REGISTER, b""), REF) as repository:
            register = local_book(repository, REF).read()
    except RegisterCorrupt as error:
        return Examined(facts, None, (*faults, error.message))
    except GitFailed as error:
        return Examined(facts, None, (*faults, f"{REGISTER} tidak utuh ({error.reason})"))
    if facts is not None:
        faults += _contradictions(facts, register, files)
    return Examined(facts, register, tuple(faults))


def difference(kept: Register, present: Register) -> str:
    """Say where a register at hand does not go on from the one that was kept, empty when it does.

    What was kept is the beginning of what is there, entry for entry (I4): neither cut nor edited.
    """
    for old, new in zip(kept.entries, present.entries, strict=False):
        if old != new:
            return f"entri nomor {old.label} di sini lain dari yang ada dalam bundel"
    missing = kept.entries[len(present.entries) :]
    if missing:
        return f"entri mulai nomor {missing[0].label} tidak ada di sini ({len(missing)} entri)"
    return ""


def _files(file: Path | BinaryIO) -> dict[str, bytes]:
    """Return the files of a bundle by their path in its folder. Raises as zipfile does."""
    with zipfile.ZipFile(file) as archive:
        places = archive.infolist()
        if sum(place.file_size for place in places) > _LARGEST:
            raise ValueError("terlalu besar")
        found: dict[str, bytes] = {}
        for place in places:
            path = place.filename.partition("/")[2]
            if not path or path in found:
                raise ValueError(f"nama ganda atau asing: {place.filename}")
            found[path] = archive.read(place)
        return found


def _listed(register: Register) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("nomor", "waktu", "kejadian", "id", "sidik", "sha256"))
    for entry in register.entries:
        row = (entry.label, entry.time, entry.event.value, entry.id, entry.digest)
        table.writerow((*row, hash_of(render(entry))))
    return text.getvalue().encode()


def _sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{sha256(files[path])}  {path}\n" for path in sorted(files) if path != SUMS)
    return "".join(lines).encode()


def _differing(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what does not agree with ``SHA256SUMS``, both ways."""
    if SUMS not in files:
        yield f"{SUMS} tidak ada"
        return
    listed: dict[str, str] = {}
    for line in files[SUMS].decode("utf-8", "replace").splitlines():
        digest, _, path = line.partition("  ")
        listed[path] = digest
    for path in sorted((listed.keys() | files.keys()) - {SUMS}):
        if path not in files:
            yield f"{path} tidak ada, padahal tertulis dalam {SUMS}"
        elif path not in listed:
            yield f"{path} tidak tertulis dalam {SUMS}"
        elif sha256(files[path]) != listed[path]:
            yield f"{path} tidak cocok dengan {SUMS}"


def _facts(data: bytes) -> Facts | None:
    try:
        told = json.loads(data)
        if told.pop("skema") != 1:
            return None
        return Facts(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _contradictions(facts: Facts, register: Register, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield where manifest, sheet or list say something else than the register beside them."""
    said = (facts.commit, facts.count, facts.head)
    if said != (register.head, len(register.entries), register.head_hash):
        yield f"{MANIFEST} menyebut register lain daripada {REGISTER}"
    if files.get(LIST) != _listed(register):
        yield f"{LIST} tidak cocok dengan {REGISTER}"
    if register.head_hash.encode() not in files.get(SHEET, b""):
        yield f"{SHEET} tidak menyebut sidik kepala register"
