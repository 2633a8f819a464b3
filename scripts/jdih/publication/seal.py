"""A signed sheet that comes back to the office: whether it holds, and which sheet it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from jdih.errors import JdihError
from jdih.model.document import SITE_CONFIG
from jdih.model.entry import Entry
from jdih.model.tree import Tree
from jdih.paper.signed import NotReadable, Root, Signature, examine, read_roots
from jdih.register.chain import Register
from jdih.register.format import hash_of, render
from jdih.website import wording
from jdih.workflow.digest import sha256

ROOTS = f"{SITE_CONFIG}/sertifikat"
"""Where an office lays the root certificates that it trusts; none comes with the program."""

_ENDINGS = (".pem", ".crt", ".cer")


@dataclass(frozen=True, slots=True)
class Seal:
    """What a signed PDF is: its SHA-256, its signatures, and the entry that it shows.

    `entry` is None where the file does not say which sheet it is, or says what the agenda book
    does not hold. `trusting` is False in an office that has laid no root certificate. Times are
    told in `zone`.
    """

    digest: str
    signatures: tuple[Signature, ...]
    entry: Entry | None
    trusting: bool
    zone: tzinfo | None = None

    @property
    def holds(self) -> bool:
        """True when it is signed, unchanged, by signers that the office trusts."""
        signatures = self.signatures
        return bool(signatures) and all(one.holds and one.trusted for one in signatures)

    @property
    def organisation(self) -> str:
        """The organisation of the last signer, as the certificate names it; no person's name."""
        return self.signatures[-1].organisation if self.signatures else ""

    def words(self) -> Iterator[str]:
        """Yield what is to be told, a line each. Here the signer's own name is shown."""
        yield f"SHA-256   : {self.digest}"
        if self.entry is not None:
            yield f"Lembar    : {self.entry.id}, nomor {self.entry.label}"
        else:
            yield "Lembar    : tidak dapat dicocokkan dengan Buku Agenda ini"
        if not self.signatures:
            yield "Tanda tangan: tidak ada"
        for number, one in enumerate(self.signatures, 1):
            yield from self._told(number, one)

    def _told(self, number: int, one: Signature) -> Iterator[str]:
        yield f"Tanda tangan {number}"
        yield f"  Isi     : {_state(one)}"
        yield f"  Oleh    : {', '.join(filter(None, (one.signer, one.organisation))) or '–'}"
        yield f"  Penerbit: {one.issuer or '–'}"
        yield f"  Waktu   : {_time(one, self.zone)}"
        yield f"  Percaya : {_trust(one, trusting=self.trusting)}"


def check_seal(data: bytes, tree: Tree, register: Register, now: datetime) -> Seal:
    """Return what a PDF is worth to the office whose settings in force stand in `tree`.

    `now` carries the unit's zone. Raises JdihError when the file cannot be read as a PDF, or a root
    certificate cannot be used.
    """
    roots = _roots(tree)
    try:
        signed = examine(data, roots, now)
    except NotReadable as error:
        raise JdihError(
            "Berkas itu bukan PDF yang dapat dibaca, atau tanda tangannya rusak.",
            "Mintalah berkas aslinya dari penanda tangan; jangan dicetak atau disimpan ulang.",
        ) from error
    entry = _shown(signed.keywords, register)
    return Seal(sha256(data), signed.signatures, entry, bool(roots), now.tzinfo)


def _roots(tree: Tree) -> tuple[Root, ...]:
    paths = sorted(
        path
        for path, entry in tree.entries.items()
        if path.startswith(f"{ROOTS}/") and path.endswith(_ENDINGS) and entry.regular
    )
    try:
        return read_roots((path, tree.read(path)) for path in paths)
    except NotReadable as error:
        raise JdihError(
            f"{error} bukan sertifikat yang dapat dibaca.",
            "Ganti dengan sertifikat akar dalam bentuk PEM, lalu ajukan seperti pengaturan lain.",
        ) from error


def _shown(keywords: tuple[str, ...], register: Register) -> Entry | None:
    """Return the entry that a sheet names by number and digest, an item's or the month's last."""
    if len(keywords) < 3:
        return None
    _, label, digest = keywords[:3]
    entry = next((one for one in register.entries if one.label == label), None)
    if entry is None or digest not in {entry.digest, hash_of(render(entry))}:
        return None
    return entry


def _state(one: Signature) -> str:
    if not one.intact:
        return "BERUBAH sesudah ditandatangani, atau tanda tangannya palsu"
    return "utuh" if one.complete else "DITAMBAHI sesudah ditandatangani"


def _time(one: Signature, zone: tzinfo | None) -> str:
    if one.time is None:
        return "–"
    told = wording.moment(one.time.astimezone(zone).isoformat())
    return told if one.stamped else f"{told} (menurut penanda tangan)"


def _trust(one: Signature, *, trusting: bool) -> str:
    if one.trusted:
        return "ya, sampai sertifikat akar yang dipercaya kantor; pencabutan tidak diperiksa"
    if not trusting:
        return f"belum dapat dinilai: kantor belum menaruh sertifikat akar di {ROOTS}/"
    return "TIDAK: sertifikatnya tidak sampai ke akar yang dipercaya kantor, atau tidak berlaku"
