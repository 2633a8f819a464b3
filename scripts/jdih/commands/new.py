"""``jdih new``: opens an item or a legal document: id, folder in ``drafts/``, branch."""

from __future__ import annotations

import argparse
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from jdih.errors import JdihError
from jdih.model.document import DRAFTED, DRAFTS, Kind
from jdih.model.sop import Proof, Sop
from jdih.publication.own_branch import on_branch
from jdih.publication.targets import KEPT
from jdih.reading.skeleton import skeleton
from jdih.reading.source import forbidden
from jdih.register.book import PUBLIC, local_book
from jdih.repository.git import Repository
from jdih.rules.addresses import SLUG_LIMIT
from jdih.rules.engine import Checked, check_tree
from jdih.workflow.identifier import new_id, slug
from jdih.workflow.progress import NOTICE_FILE

EXAMPLES = """\
  jdih new --sop kpu-2-2021 --judul 'Mengenal UU Pemilu'
  jdih new --sop mk-170-2022 --judul 'Cara Mengajukan Permohonan' --rencana 2026-11/b7k2
  jdih new --jenis peraturan --folder pkpu-8-2019 \\
           --judul 'Peraturan KPU Nomor 8 Tahun 2019 tentang Tata Kerja'"""

NOTICE = """\
Yth. Bapak dan Ibu,

konten “{judul}” telah terbit dan dapat dibuka pada tautan berikut:
{tautan}

Nomor Buku Agenda: {nomor}. Terima kasih.
"""

_OPTIONAL = ("bentuk", "di_luar_rencana", "unit_lain", "tayang", "video", "ralat", "tarik",
             "ditinjau", "alamat_lama")  # fmt: skip
_BY_PROOF = {"disposisi": Proof.DISPOSITION, "rencana": Proof.PLAN_LINE,
             "penyunting": Proof.EDITOR, "arahan": Proof.DIRECTION}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened: the id, the draft's Markdown file, and the branch (empty without one)."""

    id: str
    path: str
    branch: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What whoever asked for a draft brings along: `pictures` by name, and who they are.

    `trailer` ends the message of the commit.
    """

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    trailer: str = ""


_NOTHING = Brought()


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih new``."""
    # A plan is begun from what is known of its month: `jdih plan`.
    kinds = [kind.value for kind in DRAFTED if kind is not Kind.PLAN]
    parser.add_argument("--jenis", choices=kinds, default=Kind.ITEM.value, help="jenis dokumen")
    parser.add_argument("--judul", required=True, help="judul dokumen")
    parser.add_argument("--sop", help="SOP yang mengatur konten, misalnya kpu-2-2021")
    parser.add_argument("--rencana", help="baris rencana, misalnya 2026-11/b7k2")
    parser.add_argument("--folder", help="nama folder; bila kosong dibuat dari judul")
    parser.add_argument("--tanpa-cabang", action="store_true",
                        help="tetap pada cabang ini dan jangan membuat commit")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Open the document and say what to do next."""
    repository = Repository.open(args.root)
    opened = new(
        repository,
        Kind(args.jenis),
        args.judul,
        {"sop": args.sop or "", "rencana": args.rencana or ""},
        folder=args.folder or "",
        branch=not args.tanpa_cabang,
    )
    print(f"Dibuka: {opened.path} (id {opened.id})")
    if opened.branch:
        print(f"Cabang: {opened.branch}")
    print(f"    → Isi naskahnya, periksa dengan `jdih check {Path(opened.path).parent}`,")
    print(f"      lihat dengan `jdih serve`, lalu ajukan dengan `jdih submit {opened.id}`.")
    return 0


def new(
    repository: Repository,
    kind: Kind,
    title: str,
    values: Mapping[str, str] = MappingProxyType({}),
    *,
    folder: str = "",
    branch: bool = True,
    brought: Brought = _NOTHING,
) -> Opened:
    """Open a document of `kind` in ``drafts/``; never overwrites.

    With `branch` the work goes to a branch of its own, which begins with the commit that opens
    the draft: that commit is the fact from which the SOP's time is counted.
    `values` are more of the header, such as ``sop`` and ``disposisi.isi``. Raises JdihError when
    the SOP is unknown, the title gives no folder name, or the folder is taken.
    """
    _printable(title)
    checked = check_tree(repository.work_tree())
    name = _folder(repository, folder or slug(title))
    identity = values.get("id") or _identity(repository, checked, kind, name)
    filled = {"tipe": kind.value, "id": identity, "judul": title}
    if kind is Kind.ITEM:
        given = {key: value for key, value in values.items() if value}
        filled |= {**given, "sop": _sop(checked, given.get("sop", "")).id}
    opened = Opened(identity, f"{DRAFTS}/{name}/index.md", f"naskah/{identity}" if branch else "")
    if not branch:
        _write(repository, checked, kind, opened, filled, brought.pictures)
        return opened
    repository.identity()
    with on_branch(repository, opened.branch):
        _folder(repository, name)
        with _all_or_nothing(repository.root / DRAFTS / name):
            _write(repository, checked, kind, opened, filled, brought.pictures)
            message = f"Naskah {identity}: buka\n{brought.trailer}"
            repository.commit([f"{DRAFTS}/{name}"], message)
    return opened


def _printable(title: str) -> None:
    if refused := sorted(set(title) & set('<>"')):
        raise JdihError(
            f"Judul memuat {' '.join(refused)}, yang tidak dapat dipakai di kepala halaman.",
            "Untuk kutipan pakai “ ”.",
        )
    if "\n" in title or "\t" in title or any(forbidden(title)):
        raise JdihError(
            "Judul memuat karakter yang tidak terlihat.",
            "Ketik ulang judul itu; jangan menyalinnya dari berkas lain.",
        )


def _folder(repository: Repository, name: str) -> str:
    if not name or name != slug(name.replace("-", " ")):
        raise JdihError(
            f"Nama folder “{name}” tidak dapat dipakai.",
            f"Pakai --folder dengan huruf kecil, angka, dan tanda hubung, paling panjang "
            f"{SLUG_LIMIT} karakter.",
        )
    if (repository.root / DRAFTS / name).exists():
        raise JdihError(
            f"{DRAFTS}/{name} sudah ada; tidak ada yang ditimpa.",
            "Lanjutkan draf itu, atau pakai --folder dengan nama lain.",
        )
    return name


def _identity(repository: Repository, checked: Checked, kind: Kind, name: str) -> str:
    taken = {document.id for document in checked.corpus.documents}
    for ref in (*KEPT.values(), f"refs/remotes/origin/{PUBLIC}"):
        taken |= {entry.id for entry in local_book(repository, ref).read().entries}
    if kind is Kind.ITEM:
        return new_id(datetime.now(UTC).year, taken, secrets.choice)
    if name in taken:
        raise JdihError(
            f"Dokumen “{name}” sudah ada.",
            "Ubah dokumen itu, atau pakai --folder dengan nama lain.",
        )
    return name


def _sop(checked: Checked, name: str) -> Sop:
    known = ", ".join(sorted(checked.context.sops)) or "belum ada"
    if not name:
        raise JdihError("Konten memerlukan SOP.", f"Tambahkan --sop. SOP yang ada: {known}.")
    if name not in checked.context.sops:
        raise JdihError(f"SOP “{name}” tidak ada.", f"SOP yang ada: {known}.")
    return checked.context.sops[name]


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """Take `folder`, which is not there yet, away again when what is done in it fails."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(
    repository: Repository,
    checked: Checked,
    kind: Kind,
    opened: Opened,
    values: dict[str, str],
    pictures: Mapping[str, bytes],
) -> None:
    schema = checked.schemas.of(kind)
    header = skeleton(schema, values, _left_out(checked, values), pictures)
    folder = (repository.root / opened.path).parent
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(f"---\n{header}---\n", encoding="utf-8", newline="\n")
    if kind is Kind.ITEM:
        notice = NOTICE.replace("{judul}", values["judul"])
        (folder / NOTICE_FILE).write_text(notice, encoding="utf-8", newline="\n")
    for name, data in pictures.items():
        (folder / name).write_bytes(data)


def _left_out(checked: Checked, values: dict[str, str]) -> tuple[str, ...]:
    """Return the keys that need not be typed: rare ones, and those this SOP does not ask for."""
    sop = checked.context.sops.get(values.get("sop", ""))
    if sop is None:
        return _OPTIONAL
    asked = {proof for step in sop.item_steps for proof in step.proofs}
    return (*_OPTIONAL, *(key for key, proof in _BY_PROOF.items() if proof not in asked))
