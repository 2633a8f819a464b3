"""A damaged agenda book."""

from __future__ import annotations

from jdih.errors import JdihError


class RegisterCorrupt(JdihError):
    """The register breaks one of its invariants at `path`.

    Nothing repairs it: the program stops before it appends to a book that is not whole (I10).
    """

    def __init__(self, path: str, wrong: str) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode()
        super().__init__(
            f"Buku Agenda rusak pada {shown}: {wrong}.",
            "Pencatatan dihentikan. Jangan memperbaiki berkas itu dengan tangan: bandingkan "
            "dengan salinan lain, lalu pulihkan seluruh Buku Agenda dari salinan yang utuh.",
        )
        self.path = path
        self.wrong = wrong
