"""What a run sees of the site it published: at its own address, or in a folder here."""

from __future__ import annotations

from collections.abc import Container, Iterable
from contextlib import AbstractContextManager, nullcontext

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.publication.live import differing, fetched, served
from jdih.publication.targets import Target
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.tip import Tip
from jdih.website import imprint
from jdih.website.site import Manifest


class Overtaken(JdihError):
    """A run that knows more has published already: the work is left to it (I7)."""


class Sight:
    """Looks at a target. `base` is the site's full address."""

    def __init__(self, target: Target, base: str) -> None:
        self._target = target
        self.base = base

    def look(self, manifest: Manifest, documents: Iterable[Document]) -> dict[str, str]:
        """Fetch the pages of `documents`; return why those fail that do, by id."""
        files = {manifest.file(document): document for document in documents}
        faults = self._faults(files, manifest)
        return {files[file].id: reason for file, reason in faults.items()}

    def stands(self, manifest: Manifest) -> bool:
        """Say whether the whole site as it was just built stands."""
        return not self._faults((imprint.FILE,), manifest)

    def former(self, file: str) -> bytes | None:
        """Return a file of the site that stands now, None when it has none."""
        if self._target.hosted:
            return fetched(self.base, file)
        path = self._target.site / file
        return path.read_bytes() if path.is_file() else None

    def require_newest(self, mainline: Container[str], register: Register) -> None:
        """Raise Overtaken when the site that stands comes from a commit outside `mainline`.

        Those are the commits up to the one that is being published. On this machine alone people
        may look at one branch after another. Raises JdihError when the site testifies to a
        register that `register` does not carry on: what stands is then the only witness.
        """
        data = self.former(imprint.FILE)
        live = imprint.Imprint.read(data) if data else None
        if live is None:
            return
        if self._target.shared and live.commit not in mainline:
            raise Overtaken(
                f"Yang tayang berasal dari commit {live.commit[:12]}, yang tidak ada dalam riwayat "
                "penerbitan ini.",
                "Tidak perlu berbuat apa-apa bila penerbitan yang lebih baru sedang berjalan; bila "
                "tidak, ambil dahulu versi terbaru (`git pull --ff-only`).",
            )
        self._require_kept(live, register)

    def _require_kept(self, live: imprint.Imprint, register: Register) -> None:
        tip = Tip(live.entries, live.head)
        if tip.count <= 0 or not tip.fault(register.hashes):
            return
        # Another run may have recorded and published since the register was read.
        wrong = tip.fault(Book(self._target.shelf).read().hashes)
        restored = self._target.restored
        if not wrong or restored in {entry.label for entry in register.entries}:
            return
        if restored:
            raise JdihError(
                f"Nomor {restored} tidak ada dalam Buku Agenda ini; pemulihannya belum selesai.",
                "Sebut nomor terakhir dari bundel yang dipulihkan (.github/PEMULIHAN.md bagian 2).",
            )
        raise JdihError(
            f"Menurut situs yang tayang, {wrong}. Tidak ada yang diterbitkan.",
            f"Simpan salinan {imprint.FILE} situs itu, lalu pulihkan Buku Agenda "
            "(.github/PEMULIHAN.md bagian 2). Sudah dipulihkan sejauh yang ada: tambahkan "
            "--sesudah-pemulihan dengan nomor terakhirnya.",
        )

    def _faults(self, files: Iterable[str], manifest: Manifest) -> dict[str, str]:
        target = self._target
        place: AbstractContextManager[str] = (
            nullcontext(self.base) if target.hosted else served(target.site)
        )
        # What nobody has handed over will not appear by waiting.
        awaited = manifest.files[imprint.FILE] == target.expected
        patience = target.patience if awaited else 0.0
        with place as base:
            return differing(base, files, manifest.files, patience=patience)
