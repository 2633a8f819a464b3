"""Signatures on a PDF: the one door to pyHanko. Checks, and never signs.

The signature (BSrE's, or another's) is the official's own, put on with their own key elsewhere.
Nothing is fetched: whether a certificate was revoked meanwhile is not known here.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

LIMIT = 50 * 1024 * 1024
"""Largest file in bytes that is looked at."""

Root: TypeAlias = x509.Certificate
"""A certificate that the office trusts."""

_KEPT = frozenset({ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING})
"""What may follow a signature: further signatures, and what keeps it provable for long."""

# It logs with a traceback what it also returns; a person is told by the caller.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


class NotReadable(ValueError):
    """A file that is no PDF, or one whose signatures cannot be read."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a PDF.

    `intact` is True when the signed bytes are what was signed, `complete` when nothing was added
    or changed afterwards but further signatures and proofs. `signer` and `organisation` are the
    certificate's subject, `issuer` who issued it. `time` is the signing time (None when absent);
    it is the signer's own word unless `stamped` by a time-stamping authority. `trusted` is True
    when the certificate leads to one of the office's roots and is valid now.
    """

    intact: bool
    complete: bool
    trusted: bool
    signer: str
    organisation: str
    issuer: str
    time: datetime | None
    stamped: bool

    @property
    def holds(self) -> bool:
        """True when the file is, as a whole, what this signer signed."""
        return self.intact and self.complete


@dataclass(frozen=True, slots=True)
class Signed:
    """What a PDF says of itself (`keywords` in its information), and its signatures in order."""

    keywords: tuple[str, ...]
    signatures: tuple[Signature, ...]


def read_roots(files: Iterable[tuple[str, bytes]]) -> tuple[Root, ...]:
    """Return the certificates in PEM or DER files, given as (name, bytes).

    Raises NotReadable, naming the file that holds none.
    """
    roots: list[Root] = []
    for name, data in files:
        try:
            found = list(load_certs_from_pemder_data(data))
            # A certificate is decoded when it is looked into: a broken one shows itself here.
            named = [one.subject.native and one.public_key.native for one in found]
        except (ValueError, TypeError) as error:
            raise NotReadable(name) from error
        if not named:
            raise NotReadable(name)
        roots.extend(found)
    return tuple(roots)


def examine(data: bytes, roots: Sequence[Root], moment: datetime) -> Signed:
    """Return what a PDF's signatures are worth at `moment` (with zone) to an office with `roots`.

    Raises NotReadable.
    """
    if len(data) > LIMIT:
        raise NotReadable("too large")
    try:
        reader = PdfFileReader(io.BytesIO(data))
        found = tuple(_signature(one, roots, moment) for one in reader.embedded_regular_signatures)
        return Signed(_keywords(reader), found)
    except Exception as error:  # whatever a hostile file brings the library to
        raise NotReadable(type(error).__name__) from error


def _signature(
    embedded: EmbeddedPdfSignature, roots: Sequence[Root], moment: datetime
) -> Signature:
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    status = validate_pdf_signature(embedded, context)
    subject, issuer = status.signing_cert.subject, status.signing_cert.issuer
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return Signature(
        intact=status.intact and status.valid,
        complete=_complete(status),
        trusted=bool(roots) and status.trusted,
        signer=_named(subject, "common_name"),
        organisation=_named(subject, "organization_name"),
        issuer=_named(issuer, "common_name"),
        time=stamp.timestamp if stamp is not None and stamped else status.signer_reported_dt,
        stamped=stamped,
    )


def _complete(status: PdfSignatureStatus) -> bool:
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    revision = status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
    return bool(status.docmdp_ok) and (whole or (revision and status.modification_level in _KEPT))


def _named(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _keywords(reader: PdfFileReader) -> tuple[str, ...]:
    told = reader.trailer["/Info"].get("/Keywords", "") if "/Info" in reader.trailer else ""
    return tuple(str(told).split(", ")) if told else ()
