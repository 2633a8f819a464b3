"""QR codes (ISO/IEC 18004) that stand in a page. The one door to zxing-cpp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any, cast

import zxingcpp

from jdih.errors import JdihError

_CORRECTION = "M"
"""Up to 15 % may be lost to a photocopy, a fold or a stamp."""

_QUIET = 4
"""The quiet zone that the standard asks for, in modules."""

_DARK = re.compile(rb"\0+")


def qr_svg(text: str) -> str:
    """Return the QR code of `text` as inline SVG that obeys the site's policy: no style, no script.

    It is dark on white whatever stands around it, has no size of its own (class ``jdih-qr``), and
    its title says where it leads. Raises JdihError for a text that does not fit.
    """
    try:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=_CORRECTION)
    except ValueError as error:
        raise JdihError(
            f"Teks sepanjang {len(text)} karakter tidak muat dalam satu kode QR.",
            "Pendekkan naskah pemberitahuannya, atau buka tautannya langsung.",
        ) from error
    image = code.to_image(scale=1, add_quiet_zones=False)
    modules = memoryview(cast("Any", image)).tobytes()  # a buffer, which its types do not say
    width = image.shape[1]
    whole = width + 2 * _QUIET
    return (
        f'<svg role="img" viewBox="0 0 {whole} {whole}" class="jdih-qr">'
        f"<title>Kode QR menuju {escape(text)}</title>"
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/>'
        f'<path stroke="#000" d="{"".join(_strokes(modules, width))}"/></svg>'
    )


def qr_file(text: str) -> bytes:
    """Return the QR code of `text` as an SVG file that stands alone."""
    alone = qr_svg(text).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{alone}\n".encode()


def _strokes(modules: bytes, width: int) -> Iterator[str]:
    """Yield a line of the path for every run of dark modules, each from where the last ended."""
    for row in range(len(modules) // width):
        # A line lies in the middle of its modules; each is as wide as one of them.
        yield f"M{_QUIET} {row + _QUIET}.5"
        at = 0
        for run in _DARK.finditer(modules, row * width, (row + 1) * width):
            begin, end = run.start() - row * width, run.end() - row * width
            yield f"m{begin - at} 0h{end - begin}" if begin > at else f"h{end - begin}"
            at = end
