"""The Court's month (SOP MK steps 2 and 3): a concept drawn up, and approved by a signed merge."""

from __future__ import annotations

from collections.abc import Callable

from jdih.demo.office import Example, push
from jdih.demo.people import acting

LINE = "2026-12/m2k7"
"""The plan line that the example's item cites."""

_PATH = "content/rencana/2026-12.md"
_BRANCH = "rencana/2026-12"
_TEXT = """\
---
tipe: rencana
judul: Rencana Konten Media Sosial Desember 2026
ringkasan: Daftar konten kantor contoh untuk satu bulan ke depan.
bulan: 2026-12
sop: mk-170-2022
strategi: /content/strategi/2026.md
baris:
  - id: m2k7
    tanggal: 2026-12-01
    judul: Empat Kewenangan dan Satu Kewajiban Mahkamah Konstitusi
    tema: Mengenal Mahkamah Konstitusi
    tujuan: Pembaca dapat membedakan jenis perkara yang diputus Mahkamah Konstitusi.
    platform: [instagram, facebook, x]
    format: infografis
    penanggung_jawab: ppnpn
---

Konsep ini bagian dari peragaan.
"""


def approve_month(example: Example, tell: Callable[[str], None]) -> None:
    """Let the team draw up the month's concept and a deciding office approve it."""
    repository, people = example.repository, example.people
    tell("SOP MK kegiatan 1: strategi kehumasan 2026 sudah ada (impor)")
    drafter, decider = people["ppnpn"], people["kasubbag-humas"]
    tell(f"SOP MK kegiatan 2: {drafter.title} mengonsep konten satu bulan ke depan")
    repository.create_branch(_BRANCH, "main")
    repository.switch(_BRANCH)
    (repository.root / _PATH).write_text(_TEXT, encoding="utf-8")
    with acting(repository, drafter):
        repository.commit([_PATH], "Naskah rencana-2026-12: ajukan konsep\n")
    push(repository, _BRANCH)
    tell(f"SOP MK kegiatan 3: {decider.title} menyetujui konsep")
    merge(example, decider.office, _BRANCH, "Naskah rencana-2026-12: setuju")


def merge(example: Example, office: str, branch: str, message: str) -> None:
    """Merge `branch` into ``main``, signed by the holder of `office`, and send it."""
    repository = example.repository
    repository.switch("main")
    with acting(repository, example.people[office]):
        repository.run("merge", "--quiet", "--no-ff", "-S", "-m", message, branch)
    push(repository, "main")
