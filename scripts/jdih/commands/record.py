"""``jdih record``: what people did beyond the site enters the agenda book.

The link of a post, a platform that was left out, a notice that was sent, a post that nobody
approved. Running it again for the same fact changes nothing.
"""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from functools import partial
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Issue
from jdih.model.document import FRAME
from jdih.model.entry import Detail, Event
from jdih.model.unit import Office, Unit
from jdih.publication.captions import posted_caption
from jdih.publication.clerk import Clerk, Recorded
from jdih.publication.forges import FORGES, github_of, witness_of
from jdih.publication.markup import block, code, told
from jdih.publication.recorder import FORM_MARK, at_this_machine, filler, named
from jdih.publication.state import read_settings, unit_of
from jdih.publication.statement import SAME, Statement
from jdih.publication.targets import TARGETS, shelf_of
from jdih.reading.channels import read_channels
from jdih.reading.form import INCIDENT, LINK, NOTICE, form_of, read_form
from jdih.reading.source import TEXT_LIMIT, read_source
from jdih.register.book import Book
from jdih.repository.git import Repository
from jdih.website.source import base_of
from jdih.workflow.digest import sha256

EXAMPLES = """\
  jdih record 2026-7f3kq --platform instagram --url https://www.instagram.com/p/XYZ/
  jdih record 2026-7f3kq --platform x --url https://x.com/jdih/status/17 --teks x.txt
  jdih record 2026-7f3kq --platform tiktok --tidak-diunggah 'Tidak ada videonya.'
  jdih record 2026-7f3kq --pemberitahuan --grup 'Grup Biro' --waktu '2026-12-01 09:15 WIB'
  jdih record --insiden --platform x --url https://x.com/jdih/status/18 \\
              --keterangan 'Diunggah sebelum disetujui, dihapus pukul 10.00.' --oleh pengelola
  jdih record --formulir 12 --target pages    formulir nomor 12 di GitHub"""

_EVENTS = {LINK: Event.LINKED, NOTICE: Event.NOTIFIED, INCIDENT: Event.INCIDENT}
_ASKED = ("id", "platform", "url", "tidak_diunggah", "pemberitahuan", "insiden", "teks",
          "bukti_tangkapan", "grup", "waktu", "keterangan", "oleh")  # fmt: skip
_FITTING = {
    Event.LINKED: {"id", "platform", "url", "tidak_diunggah", "teks", "bukti_tangkapan"},
    Event.NOTIFIED: {"id", "pemberitahuan", "grup"},
    Event.INCIDENT: {"insiden", "platform", "url", "keterangan", "bukti_tangkapan"},
}
"""Event → the arguments that tell it, besides who and when."""


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
    add("--pemberitahuan", action="store_true", help="pemberitahuan sudah dikirim")
    add("--grup", metavar="NAMA", help="nama grup WhatsApp; bukan nomor telepon")
    add("--insiden", action="store_true", help="unggahan yang tidak pernah disetujui")
    add("--keterangan", metavar="TEKS", help="apa yang terjadi; dapat dibaca siapa saja")
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
    print("\n".join(_told(desk.record(said, office), office)))
    return 0


class _Desk:
    """Where statements are taken: the settings in force, and the book of a target."""

    def __init__(self, repository: Repository, target: str, forge: str) -> None:
        self._repository = repository
        book = Book(shelf_of(target, repository, os.environ))
        tree = read_settings(repository, "HEAD", witness_of(forge, book, os.environ))
        self.unit: Unit = unit_of(tree)
        self.now = datetime.now(self.unit.zone)
        channels = read_channels(tree).channels
        base = base_of(repository.root / FRAME)
        self._clerk = Clerk(book, channels, partial(posted_caption, repository, base))

    def worker(self) -> Office:
        return at_this_machine(self._repository, self.unit, self.now.date())

    def filler(self, issue: Issue) -> Office:
        return filler(issue, self.unit, self.now.date())

    def record(self, said: Statement, office: Office) -> Recorded:
        return self._clerk.record(said, office.code, self.now)


def _from_form(args: argparse.Namespace, repository: Repository) -> int:
    if given := _given(args):
        raise JdihError(
            f"--formulir tidak dapat dipakai bersama {_spelled(given)}.",
            "Isian diambil dari formulirnya; hapus pilihan itu.",
        )
    forge = github_of(repository, os.environ)
    issue = forge.issue(args.formulir)
    try:
        said = _filled(issue.text)
        desk = _Desk(repository, args.target, "github")
        office = desk.filler(issue)
        recorded = desk.record(said, office)
    except JdihError as error:
        forge.say(issue.number, FORM_MARK, refusal(error))
        raise
    forge.say(issue.number, FORM_MARK, answer(recorded, office))
    forge.close(issue.number)
    print("\n".join(_told(recorded, office)))
    return 0


def refusal(error: JdihError) -> str:
    """Return what is said under a form that cannot be recorded."""
    return (
        f"Belum dicatat. {told(error)}\n\n"
        "Bila sudah jelas, isi formulir yang baru dan tutup yang ini."
    )


def answer(recorded: Recorded, office: Office) -> str:
    """Return what is said under a form that was recorded."""
    lines = [code(line) for line in _told(recorded, office, shown=False)]
    if recorded.difference:
        lines.append("\n".join(block("\n".join(recorded.difference), "diff")))
    return "\n\n".join(lines)


def _filled(text: str) -> Statement:
    """Return what a filled-in form states. Raises JdihError."""
    form = form_of(text, tuple(_EVENTS))
    given = read_form(text, form)
    said = Statement(
        event=_EVENTS[form],
        item=given.get("id", ""),
        platform=given.get("platform", ""),
        url=given.get("alamat", ""),
        reason=given.get("alasan", ""),
        text=given.get("teks"),
        group=given.get("grup", ""),
        remark=given.get("keterangan", ""),
        time=given.get("waktu", ""),
    )
    if said.event is Event.LINKED:
        _require_either(said, "isian “Alamat unggahan”", "“Alasan tidak diunggah”")
    return said


def _statement(args: argparse.Namespace) -> Statement:
    """Return what the arguments state. Raises JdihError when they do not go together."""
    event = _event(args)
    strange = [name for name in _given(args) if name not in _FITTING[event] | {"waktu", "oleh"}]
    if strange:
        raise JdihError(
            f"{_spelled(strange)} tidak dipakai untuk kejadian “{event.value}”.",
            "Catat setiap kejadian dengan perintah sendiri; lihat `jdih record --help`.",
        )
    _require(args, event)
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
    )
    if event is Event.LINKED:
        _require_either(said, "--url", "--tidak-diunggah")
    return said


def _event(args: argparse.Namespace) -> Event:
    if args.insiden:
        return Event.INCIDENT
    return Event.NOTIFIED if args.pemberitahuan else Event.LINKED


def _require(args: argparse.Namespace, event: Event) -> None:
    needed = {
        Event.LINKED: ("id", "platform"),
        Event.NOTIFIED: ("id",),
        Event.INCIDENT: ("platform", "url", "keterangan"),
    }
    missing = [name for name in needed[event] if not getattr(args, name)]
    if missing:
        raise JdihError(
            f"Kejadian “{event.value}” memerlukan {_spelled(missing)}.",
            "Lengkapi perintahnya; lihat `jdih record --help`.",
        )


def _require_either(said: Statement, url: str, reason: str) -> None:
    if bool(said.url) == bool(said.reason):
        raise JdihError(
            f"Tautan memerlukan salah satu dari {url} dan {reason}.",
            "Isi alamatnya bila sudah diunggah, atau alasannya bila tidak.",
        )
    if said.reason and (said.text is not None or said.screenshot):
        raise JdihError(
            "Yang tidak diunggah tidak mempunyai teks atau tangkapan layar.",
            "Hapus isian itu, atau isi alamat unggahannya.",
        )


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


def _told(recorded: Recorded, office: Office, *, shown: bool = True) -> list[str]:
    """Return what is said to whoever stated it; `shown` with the difference of the texts."""
    entry = recorded.entry
    about = f"{entry.event.value} {entry.platform}".strip()
    if recorded.new:
        subject = "" if entry.event is Event.INCIDENT else f" untuk {entry.id}"
        first = f"Tercatat: nomor {entry.label}, {about}{subject}, menurut {office.name}."
    else:
        first = f"Sudah tercatat: nomor {entry.label}, {about}; tidak ada yang berubah."
    lines = [first]
    if link := entry.detail(Detail.LINK):
        lines.append(f"Alamat: {link}")
    if compared := entry.detail(Detail.CAPTION):
        verdict = "sama dengan" if compared == SAME else "berbeda dari"
        lines.append(f"Teks yang diunggah {verdict} takarir yang disetujui.")
    return [*lines, *(recorded.difference if shown else ())]
