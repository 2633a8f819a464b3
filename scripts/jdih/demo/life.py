"""The life of one item under its SOP, told step by step as it really happens in Git."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jdih.commands.new import new
from jdih.demo.office import Example, push
from jdih.demo.people import Person, acting
from jdih.demo.plan import LINE, merge
from jdih.errors import JdihError
from jdih.forge.decision import REFUSAL
from jdih.model.document import Kind
from jdih.publication.submission import submit
from jdih.reading.header import split

Tell = Callable[[str], None]

_SLIP = "\n## Catatan penyusun\n\nBagian ini belum selesai.\n"
_HALF = "\nBagian ini dihapus penyunting.\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One office's part: the SOP step, who does it, what is done, and the keys it fills in.

    `files` brings body, pictures and captions; `change` replaces a piece of the body.
    """

    step: int
    office: str
    words: str
    keys: tuple[str, ...] = ()
    files: bool = False
    change: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Life:
    """The life of the item in folder `name`: parts before and after the refusal, and who decides.

    `refuser` and `approver` are offices; the SOP's own step numbers are told.
    """

    name: str
    sop: str
    label: str
    parts: Sequence[Part]
    repair: Sequence[Part]
    decision: int
    refuser: str
    approver: str
    publication: int
    publisher: str


KPU = Life(
    name="kenali-jdih",
    sop="kpu-2-2021",
    label="SOP KPU",
    parts=(
        Part(1, "kasubag-tu", "mencatat disposisi Kepala Biro", ("disposisi",)),
        Part(2, "ahli-madya", "menghimpun bahan dan memberi arahan", ("bahan", "arahan")),
        Part(3, "pengelola", "membuat konsep: naskah, gambar, takarir, pemberitahuan",
             ("ringkasan", "bentuk", "penyusun", "media"), files=True),
        Part(4, "ahli-muda", "menyunting konsep", ("penyunting",)),
    ),
    repair=(
        Part(3, "pengelola", "memperbaiki konsep sesuai masukan", change=(_SLIP, _HALF)),
        Part(4, "ahli-muda", "menyunting lagi", change=(_HALF, "")),
    ),
    decision=5,
    refuser="kepala-biro",
    approver="kepala-biro",
    publication=6,
    publisher="pengelola",
)  # fmt: skip

MK = Life(
    name="kewenangan-mahkamah-konstitusi",
    sop="mk-170-2022",
    label="SOP MK",
    parts=(
        Part(4, "ppnpn", "membuat konten sesuai baris rencana yang disetujui",
             ("rencana", "bahan", "arahan", "ringkasan", "bentuk", "penyusun", "media"),
             files=True),
        Part(4, "pns-humas", "menyesuaikan dengan platform", ("penyunting",)),
    ),
    repair=(Part(4, "ppnpn", "memperbaiki sesuai masukan tertulis", change=(_SLIP, "")),),
    decision=5,
    refuser="kabag-humas",
    approver="kasubbag-humas",
    publication=6,
    publisher="ppnpn",
)  # fmt: skip


def live(example: Example, life: Life, tell: Tell) -> str:
    """Lead the item through its life up to the signed merge; return its id."""
    repository, people = example.repository, example.people
    final = example.shelf / life.name
    text = (final / "index.md").read_text(encoding="utf-8")
    title = split("index.md", text).header
    if title is None:
        raise JdihError("Bahan kantor contoh rusak.", "Pasang ulang paket ini, lalu ulangi.")
    first = people[life.parts[0].office]
    with acting(repository, first):
        opened = new(
            repository, Kind.ITEM, title.text("judul"), {"sop": life.sop}, folder=life.name
        )
    draft = (repository.root / opened.path).parent
    _strip(draft, title.text("judul"), opened.id, life.sop)
    for part in life.parts:
        tell(f"{life.label} kegiatan {part.step}: {_title(people, part.office)} {part.words}")
        _write(draft, text, part, final)
        _save(example, people[part.office], draft, opened.id, part.words)
    with acting(repository, people[life.publisher]):
        done = submit(repository, opened.id)
    if not done.commit:
        raise JdihError(f"Contoh {opened.id} tidak lengkap: {done.findings[0].as_text()}",
                        "Laporkan pesan ini: bahan kantor contoh perlu diperbaiki.")  # fmt: skip
    push(repository, opened.branch)
    home = (repository.root / done.path).parent
    _refuse(example, life, opened.id, tell)
    for part in life.repair:
        tell(f"{life.label} kegiatan {part.step}: {_title(people, part.office)} {part.words}")
        page = home / "index.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(*part.change), encoding="utf-8")
        _save(example, people[part.office], home, opened.id, part.words)
    push(repository, opened.branch)
    _approve(example, life, opened.branch, opened.id, tell)
    return opened.id


def _title(people: dict[str, Person], office: str) -> str:
    return people[office].title


def _strip(draft: Path, title: str, identity: str, sop: str) -> None:
    header = f"tipe: konten\nid: {identity}\njudul: {title}\nsop: {sop}\n"
    (draft / "index.md").write_text(f"---\n{header}---\n", encoding="utf-8")


def _write(draft: Path, text: str, part: Part, final: Path) -> None:
    """Fill in what this part's office contributes, as it stands in the finished item."""
    page = draft / "index.md"
    head, _, body = page.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
    blocks = "".join(_block(text, key) for key in part.keys)
    blocks = re.sub(r"^rencana: .*$", f"rencana: {LINE}", blocks, flags=re.MULTILINE)
    if part.files:
        shutil.copytree(final, draft, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("index.md"))  # fmt: skip
        body = text.split("\n---\n", 1)[1] + _SLIP
    page.write_text(f"---\n{head}{blocks}---\n{body}", encoding="utf-8")


def _block(text: str, key: str) -> str:
    """Return the lines of one top-level key of a header as they are written."""
    lines = text.split("\n---\n", 1)[0].split("\n")
    for start, line in enumerate(lines):
        if line.startswith(f"{key}:"):
            end = start + 1
            while end < len(lines) and lines[end].startswith((" ", "-")):
                end += 1
            return "\n".join(lines[start:end]) + "\n"
    return ""


def _save(example: Example, person: Person, folder: Path, identity: str, words: str) -> None:
    path = folder.relative_to(example.repository.root).as_posix()
    with acting(example.repository, person):
        example.repository.commit([path], f"Naskah {identity}: {words}\n")


def _refuse(example: Example, life: Life, identity: str, tell: Tell) -> None:
    """Refuse the first round: a signed commit that changes nothing and says why."""
    person = example.people[life.refuser]
    reason = "Hapus bagian “Catatan penyusun”; selebihnya sudah baik."
    tell(f"{life.label} kegiatan {life.decision}: {person.title} tidak setuju: {reason}")
    message = f"Naskah {identity}: tidak setuju\n\n{reason}\n\n{REFUSAL}\n"
    with acting(example.repository, person):
        example.repository.run(
            "commit", "--quiet", "--allow-empty", "-S", "-F", "-", stdin=message.encode()
        )


def _approve(example: Example, life: Life, branch: str, identity: str, tell: Tell) -> None:
    title = _title(example.people, life.approver)
    tell(f"{life.label} kegiatan {life.decision}: {title} setuju dan menandatangani penggabungan")
    merge(example, life.approver, branch, f"Naskah {identity}: setuju")
