"""What was approved, as it stands on paper: texts letter by letter, pictures small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jdih.model.node import Mapping as Header
from jdih.reading.image import inspect, is_image, thumbnail

CAPTIONS = "takarir/"

Shown = dict[str, str]
"""An attachment: ``jalur``, ``sha256``, and ``teks``, ``gambar`` with ``alt``, or ``sebab``."""


def attachments(
    listed: Iterable[tuple[str, str]], files: Mapping[str, bytes], media: Header, *, public: bool
) -> tuple[list[Shown], dict[str, bytes]]:
    """Return the `listed` files (path, SHA-256) as a sheet shows them, and the pictures in them.

    `files` are the approved bytes by path, `media` what the header says of pictures. A `public`
    sheet shows pictures and captions only: the other files hold what the office keeps.
    """
    shown: list[Shown] = []
    pictures: dict[str, bytes] = {}
    for path, digest in listed:
        if public and not _is_public(path):
            continue
        about = {"jalur": path, "sha256": digest}
        data = files.get(path)
        if data is None:
            shown.append({**about, "sebab": "Isinya tidak lagi ada dalam riwayat Git."})
        elif is_image(path):
            name = f"gambar-{len(pictures) + 1}.jpg"
            fault = inspect(path, data).fault
            if fault:
                shown.append({**about, "sebab": fault})
            else:
                pictures[name] = thumbnail(data)
                alt = media.mapping(path).text("alt") or path
                shown.append({**about, "gambar": name, "alt": alt})
        else:
            shown.append({**about, **_text(data)})
    return shown, pictures


def _is_public(path: str) -> bool:
    return is_image(path) or path.startswith(CAPTIONS)


def _text(data: bytes) -> Shown:
    try:
        return {"teks": data.decode("utf-8").rstrip("\n")}
    except UnicodeDecodeError:
        return {"sebab": "Bukan teks; hanya sidiknya yang tercantum."}
