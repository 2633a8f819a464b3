"""Documents as an attacker would write them, forced past the checker."""

from __future__ import annotations

from jdih.model.document import Document
from tests.trees import EXAMPLES
from tests.website.sites import act, item, png

BREAKOUT = "\"'></title></script><script>parent.pwned=1</script><img src=x onerror=pwned=1>"
BODY = (EXAMPLES / "markdown" / "serangan.md").read_text(encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def attack_item() -> Document:
    """Return an item whose every public text tries to break out."""
    evil = _quoted(BREAKOUT)
    header = f"""\
---
tipe: konten
id: 2026-7f3kq
judul: {evil}
ringkasan: {evil}
sop: {evil}
bentuk: {evil}
bahan:
  - {evil}
  - "javascript:pwned=1"
  - "https://a.example/{BREAKOUT.replace('"', "")}"
penyusun: {evil}
penyunting: {evil}
video:
  sidik: {evil}
  durasi: {evil}
  tautan: "javascript:pwned=1"
  transkrip: transkrip.md
media:
  01-sampul.png:
    alt: {evil}
    sumber: {evil}
---
"""
    beside = {
        "01-sampul.png": png(),
        "transkrip.md": BODY.encode(),
        "takarir/instagram.md": BREAKOUT.encode(),
        "jahat.html": BREAKOUT.encode(),
        "jahat.svg": b"<svg onload='pwned=1'/>",
        "jahat.js": b"pwned=1",
    }
    return item(header + BODY, beside)


def attack_act() -> Document:
    """Return an act whose metadata tries to break out."""
    evil = _quoted(BREAKOUT)
    keys = ("jenis", "singkatan", "nomor", "teu", "sumber", "subjek", "abstrak", "penandatangan")
    lines = "\n".join(f"{key}: {evil}" for key in keys)
    return act(
        f"---\ntipe: peraturan\njudul: {evil}\nringkasan: {evil}\ntahun: 2008\n{lines}\n"
        f"sumber_data:\n  - bidang: {evil}\n    sumber: {evil}\n---\n{BODY}"
    )
