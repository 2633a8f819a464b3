"""``jdih record``: what people did beyond the site enters the agenda book.

The link of a post, a platform that was left out, what was done to a post once its item was
corrected, a notice that was sent, a post that nobody approved, where the paper original lies.
Running it again for the same fact changes nothing.
"""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Issue
from jdih.model.document import FRAME
from jdih.model.entry import Entry, Event
from jdih.model.unit import Office, Unit
from jdih.publication.announcing import announcement
from jdih.publication.captions import posted_caption
from jdih.publication.clerk import Clerk, Recorded
from jdih.publication.filled import answer, refusal, require_either, stated, tells, told_of
from jdih.publication.forges import FORGES, github_of, witness_of
from jdih.publication.recorder import FORM_MARK, at_this_machine, filler, named
from jdih.publication.state import read_settings, unit_of
from jdih.publication.statement import Statement
from jdih.publication.targets import TARGETS, shelf_of
from jdih.reading.channels import read_channels
from jdih.reading.source import TEXT_LIMIT, read_source
from jdih.register.book import Book
from jdih.repository.git import Repository
from jdih.website.source import base_of
from jdih.workflow.digest import sha256
from jdih.workflow.postings import Action

EXAMPLES = """\
  jdih record 2026-7f3kq --platform instagram --url https://www.instagram.com/p/XYZ/
  jdih record 2026-7f3kq --platform x --url https://x.com/jdih/status/17 --teks x.txt
  jdih record 2026-7f3kq --platform tiktok --tidak-diunggah 'Tidak ada videonya.'
  jdih record 2026-7f3kq --pemberitahuan --grup 'Grup Biro' --waktu '2026-12-01 09:15 WIB'
  jdih record --insiden --platform x --url https://x.com/jdih/status/18 \\
              --keterangan 'Diunggah sebelum disetujui, dihapus pukul 10.00.' --oleh pengelola
  jdih record 2026-7f3kq --platform x --url https://x.com/jdih/status/17 --tindakan dihapus
  jdih record 2026-7f3kq --batal 12/2026 --keterangan 'Unggahan konten lain.'
  jdih record 2026-7f3kq --arsip --tempat 'Lemari 3, map 12' --klasifikasi HK.02 \\
              --retensi '2 tahun aktif, 3 tahun inaktif'
  jdih record --formulir 12 --target pages    formulir nomor 12 di GitHub"""

_ASKED = ("id", "platform", "url", "tidak_diunggah", "pemberitahuan", "insiden", "arsip", "teks",
          "bukti_tangkapan", "tindakan", "klarifikasi", "batal", "tempat", "klasifikasi",
          "retensi", "grup", "waktu", "keterangan", "oleh")  # fmt: skip
_POST = {"id", "platform", "url"}
_FITTING = {
    Event.LINKED: {*_POST, "tidak_diunggah", "teks", "bukti_tangkapan"},
    Event.NOTIFIED: {"id", "pemberitahuan", "grup"},
    Event.INCIDENT: {"insiden", "platform", "url", "keterangan", "bukti_tangkapan"},
    Event.FILED: {"id", "arsip", "tempat", "klasifikasi", "retensi"},
}
"""Event → the arguments that tell it, besides who and when."""
_TREATED = {*_POST, "tindakan", "klarifikasi", "bukti_tangkapan"}
_TAKEN_BACK = {"id", "batal", "keterangan"}
"""The arguments that tell what was done to a post, and that an entry was wrong."""
_NEEDED = {
    Event.LINKED: ("id", "platform"),
    Event.NOTIFIED: ("id",),
    Event.INCIDENT: ("platform", "url", "keterangan"),
    Event.FILED: ("id", "tempat", "klasifikasi", "retensi"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih record``."""
    add = parser.add_argument
    add("id", nargs="?", metavar="ID", help="id konten yang sudah terbit")
    add("--platform", metavar="KODE", help="platform, sebagaimana nama takarirnya")
    add("--url", metavar="ALAMAT", help="alamat unggahan, https://…")
    add("--tidak-diunggah", metavar="ALASAN", help="konten tidak diunggah di platform itu")
    add("--teks", metavar="BERKAS", type=Path,
        help="teks yang diunggah, dibandingkan dengan takarir yang disetujui")  # fmt: skip
    add("--bukti-tangkapan", metavar="BERKAS", type=Path,
        help="tangkapan layar; hanya sidiknya yang dicatat")  # fmt: skip
    add("--tindakan", choices=[action.value for action in Action],
        help="yang dilakukan pada unggahan sesudah kontennya diralat atau ditarik")  # fmt: skip
    add("--klarifikasi", metavar="ALAMAT", help="alamat klarifikasinya, bila diklarifikasi")
    add("--batal", metavar="NOMOR", help="catatan unggahan yang salah, misalnya 12/2026")
    add("--pemberitahuan", action="store_true", help="pemberitahuan sudah dikirim")
    add("--grup", metavar="NAMA", help="nama grup WhatsApp; bukan nomor telepon")
    add("--insiden", action="store_true", help="unggahan yang tidak pernah disetujui")
    add("--keterangan", metavar="TEKS", help="apa yang terjadi; dapat dibaca siapa saja")
    add("--arsip", action="store_true", help="naskah asli di kertas sudah disimpan")
    add("--tempat", metavar="TEKS", help="tempat arsip itu")
    add("--klasifikasi", metavar="KODE", help="klasifikasi arsipnya")
    add("--retensi", metavar="TEKS", help="berapa lama disimpan")
    add("--waktu", metavar="WAKTU", help="kapan terjadi, misalnya '2026-12-01 09:15 WIB' (kini)")
    add("--oleh", metavar="JABATAN", help="kode jabatan yang menyatakan (menurut akun di Git)")
    add("--formulir", metavar="NOMOR", type=int, help="formulir (issue) di GitHub")
    add("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan pengaturan")


def run(args: argparse.Namespace) -> int:
    """Record one fact and say its number; from a form, the answer stands under it too."""
    repository = Repository.open(args.root)
    if args.formulir is not None:
        return _from_form(args, repository)
    said = _statement(args)
    desk = _Desk(repository, args.target, args.forge)
    office = named(args.oleh, desk.unit) if args.oleh else desk.worker()
    print("\n".join(told_of(desk.record(said, office), office)))
    return 0


class _Desk:
    """Where statements are taken: the settings in force, and the book of a target."""

    def __init__(self, repository: Repository, target: str, forge: str) -> None:
        self._repository = repository
        book = Book(shelf_of(target, repository, os.environ))
        witness = witness_of(forge, book, os.environ)
        self._book, self._witness = book, witness
        tree = read_settings(repository, "HEAD", witness)
        self.unit: Unit = unit_of(tree)
        self.now = datetime.now(self.unit.zone)
        channels = read_channels(tree).channels
        base = base_of(repository.root / FRAME)

        def caption(entry: Entry, platform: str) -> str:
            return posted_caption(repository, base, witness.erasures.seen(entry), platform)

        self._clerk = Clerk(book, channels, caption)

    def worker(self) -> Office:
        return at_this_machine(self._repository, self.unit, self.now.date())

    def filler(self, issue: Issue) -> Office:
        return filler(issue, self.unit, self.now.date())

    def record(self, said: Statement, office: Office) -> Recorded:
        return self._clerk.record(said, office.code, self.now)

    def ready(self, recorded: Recorded) -> str:
        """Return the notice, once the last link that it waited for is recorded; else nothing."""
        if recorded.entry.event is not Event.LINKED:
            return ""
        try:
            found = announcement(self._repository, self._book, self._witness, recorded.entry.id)
        except JdihError:
            return ""  # a newer version waits to be published, or the item has no notice
        return found.answer()


def _from_form(args: argparse.Namespace, repository: Repository) -> int:
    if given := _given(args):
        raise JdihError(
            f"--formulir tidak dapat dipakai bersama {_spelled(given)}.",
            "Isian diambil dari formulirnya; hapus pilihan itu.",
        )
    forge = github_of(repository, os.environ)
    issue = forge.issue(args.formulir)
    try:
        said = stated(issue.text)
        desk = _Desk(repository, args.target, "github")
        office = desk.filler(issue)
        recorded = desk.record(said, office)
    except JdihError as error:
        forge.say(issue.number, FORM_MARK, refusal(error))
        raise
    if recorded.new or not tells(forge.said(issue.number, FORM_MARK), recorded):
        forge.say(issue.number, FORM_MARK, answer(recorded, office) + desk.ready(recorded))
    forge.close(issue.number)
    print("\n".join(told_of(recorded, office)))
    return 0


def _statement(args: argparse.Namespace) -> Statement:
    """Return what the arguments state. Raises JdihError when they do not go together."""
    event = _event(args)
    fitting, needed = _FITTING[event], _NEEDED[event]
    if event is Event.LINKED and args.batal:
        fitting, needed = _TAKEN_BACK, ("id", "keterangan")
    elif event is Event.LINKED and args.tindakan:
        fitting, needed = _TREATED, ("id", "platform", "url")
    strange = [name for name in _given(args) if name not in fitting | {"waktu", "oleh"}]
    if strange:
        raise JdihError(
            f"{_spelled(strange)} tidak dipakai untuk kejadian “{event.value}” ini.",
            "Catat setiap kejadian dengan perintah sendiri; lihat `jdih record --help`.",
        )
    if missing := [name for name in needed if not getattr(args, name)]:
        raise JdihError(
            f"Kejadian “{event.value}” memerlukan {_spelled(missing)}.",
            "Lengkapi perintahnya; lihat `jdih record --help`.",
        )
    said = Statement(
        event=event,
        item=args.id or "",
        platform=args.platform or "",
        url=args.url or "",
        reason=args.tidak_diunggah or "",
        text=None if args.teks is None else _text(args.teks),
        screenshot="" if args.bukti_tangkapan is None else sha256(_bytes(args.bukti_tangkapan)),
        group=args.grup or "",
        remark=args.keterangan or "",
        time=args.waktu or "",
        action=Action(args.tindakan) if args.tindakan else None,
        clarification=args.klarifikasi or "",
        takes_back=args.batal or "",
        place=args.tempat or "",
        classification=args.klasifikasi or "",
        retention=args.retensi or "",
    )
    require_either(said, "--url", "--tidak-diunggah")
    return said


def _event(args: argparse.Namespace) -> Event:
    if args.insiden:
        return Event.INCIDENT
    if args.arsip:
        return Event.FILED
    return Event.NOTIFIED if args.pemberitahuan else Event.LINKED


def _given(args: argparse.Namespace) -> list[str]:
    return [name for name in _ASKED if getattr(args, name) not in {None, False}]


def _spelled(names: list[str]) -> str:
    options = ("ID" if name == "id" else f"--{name.replace('_', '-')}" for name in names)
    return ", ".join(options)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JdihError(
            f"Berkas {path} tidak dapat dibaca ({error.strerror}).", "Periksa nama dan tempatnya."
        ) from error
    if not data:
        raise JdihError(f"Berkas {path} kosong.", "Periksa berkasnya, lalu ulangi.")
    return data


def _text(path: Path) -> str:
    """Return a text as whatever editor saved it, held to what may stand in one here."""
    data = _bytes(path).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    source = read_source(path.name, data, TEXT_LIMIT)
    if source.text is None:
        first = source.findings[0]
        raise JdihError(f"Teks {path} tidak dapat dipakai: {first.message}", first.remedy)
    return source.text
