"""QR codes (ISO/IEC 18004) that stand in a page. The one door to segno."""

from __future__ import annotations

import segno

_CORRECTION = "m"
"""Level M: what a photocopy, a fold or a stamp takes away of up to 15 % is read all the same."""

_QUIET = 4
"""The quiet zone that the standard asks for, in modules."""


def qr_svg(text: str) -> str:
    """Return the QR code of `text` as inline SVG that obeys the site's policy: no style, no script.

    It is dark on white whatever stands around it, has no size of its own (class ``jdih-qr``), and
    its title says where it leads.
    """
    code = segno.make(text, error=_CORRECTION, micro=False)
    svg = code.svg_inline(
        border=_QUIET,
        light="#fff",
        title=f"Kode QR menuju {text}",
        svgclass="jdih-qr",
        lineclass=None,
        omitsize=True,
    )
    return svg.replace("<svg ", '<svg role="img" ', 1)
