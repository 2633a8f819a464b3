"""``jdih open``: opens work from a form that somebody filled in on GitHub.

Whoever holds an office may record a disposisi for its giver (SOP KPU step 1), begin the plan of a
month (SOP MK step 2), begin a line of the approved one (step 4), or say what is wrong with a
published item. Running it again for the same form changes nothing: the branch follows from it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property

from jdih.commands.new import Brought, new
from jdih.errors import JdihError
from jdih.forge.assets import Assets
from jdih.forge.people import credited
from jdih.forge.witness import Issue
from jdih.model.document import Kind
from jdih.model.unit import Office
from jdih.publication.amending import Amendment, begin, prepare
from jdih.publication.forges import assets_of, github_of, remote_of
from jdih.publication.intake import Intake, take_in
from jdih.publication.markup import block, code, told
from jdih.publication.monthly import named_month
from jdih.publication.origin import closing, identity_of
from jdih.publication.own_branch import unmerged
from jdih.publication.planning import Wish, branch_of, plan_month
from jdih.publication.recorder import FORM_MARK, filler
from jdih.publication.state import unit_of
from jdih.reading.form import (
    CORRECTION,
    DISPOSITION,
    FROM_PLAN,
    PLAN,
    WITHDRAWAL,
    form_of,
    read_form,
)
from jdih.reading.picture_links import pictures_in
from jdih.repository.git import Repository
from jdih.website import wording

EXAMPLES = """\
  jdih open 12                          membuka pekerjaan dari formulir nomor 12"""

FORMS = (DISPOSITION, FROM_PLAN, PLAN, CORRECTION, WITHDRAWAL)
"""The forms that open work: an item by a disposisi (SOP KPU) or by a line of the month's plan (SOP
MK), the plan itself, and what is wrong with a published item."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih open``."""
    parser.add_argument("nomor", type=int, metavar="NOMOR", help="nomor formulir (issue) di GitHub")


def run(args: argparse.Namespace) -> int:
    """Open what the form asks for and say so under it; what is wrong with it is said there too."""
    repository = Repository.open(args.root)
    forge = github_of(repository, os.environ)
    issue = forge.issue(args.nomor)
    try:
        unit = unit_of(repository.tree("HEAD"))
        asked = _asked(repository, issue, datetime.now(unit.zone).date())
        known = forge.pull_of_branch(asked.branch)
        if known:
            if isinstance(asked, _Month):
                forge.say(issue.number, FORM_MARK, f"Rencana itu dikerjakan pada usulan #{known}.")
            print(f"Formulir #{issue.number} sudah dibuka sebagai usulan #{known}.")
            return 0
        office = filler(issue, unit, datetime.now(unit.zone).date())
        title = asked.title
        remote = remote_of(repository, os.environ)
        if isinstance(asked, _Item) and pictures_in(issue.text):
            asked.look_at(forge.rendered(issue.number), assets_of(os.environ))
        if not unmerged(repository, remote.tip(asked.branch)):
            if repository.resolve(f"refs/heads/{asked.branch}") is None:
                asked.write(repository, office)
            remote.push(f"refs/heads/{asked.branch}", asked.branch)
    except JdihError as error:
        forge.say(issue.number, FORM_MARK, told(error))
        raise
    opened = f"dibuka dari formulir #{issue.number}, yang diisi oleh {code(office.name)}"
    body = f"{closing(issue.number)}\n\n{asked.body(opened)}"
    number = forge.propose(asked.branch, title, body, draft=True)
    forge.say(issue.number, FORM_MARK, f"Dibuka: usulan #{number}.")
    print(f"Dibuka: usulan #{number}, cabang {asked.branch}")
    return 0


def _asked(repository: Repository, issue: Issue, today: date) -> _Item | _Month | _Amendment:
    form = form_of(issue.text, FORMS)
    if form is PLAN:
        return _Month(issue)
    if form in {CORRECTION, WITHDRAWAL}:
        return _Amendment(repository, issue, today)
    return _Item(issue)


class _Item:
    """An item that a form asks for.

    Its id follows from the form, so that a second run finds the first one's work.
    """

    def __init__(self, issue: Issue) -> None:
        name = os.environ.get("GITHUB_REPOSITORY", "")
        self._issue = issue
        self._id = identity_of(name, issue.number, datetime.now(UTC).year)
        self._pictures = Intake({}, ())
        self.branch = f"naskah/{self._id}"

    @cached_property
    def _values(self) -> Mapping[str, str]:
        values = read_form(self._issue.text, form_of(self._issue.text, FORMS))
        if "gambar" in values:
            raise JdihError(
                "Isian “Gambar” memuat selain gambar.",
                "Sisakan gambarnya saja; kata-kata ditulis dalam naskah sesudah konten dibuka.",
            )
        return values

    @property
    def title(self) -> str:
        return f"Naskah {self._id}: {self._values['judul']}"

    def look_at(self, rendered: str, assets: Assets) -> None:
        """Download the pictures; `rendered` is the form as GitHub shows it."""
        self._pictures = take_in(self._issue.text, rendered, assets)

    def write(self, repository: Repository, office: Office) -> None:
        given = {key: value for key, value in self._values.items() if key != "judul"}
        given["id"] = self._id
        if "disposisi.isi" in given:
            given["disposisi.dicatat_oleh"] = office.code
        brought = Brought(self._pictures.files, credited(self._issue, office))
        new(repository, Kind.ITEM, self._values["judul"], given, brought=brought)

    def body(self, opened: str) -> str:
        return (
            f"Konten {self._id} {opened}. Naskahnya ada di folder `drafts/` pada cabang "
            f"`{self.branch}`.\n{self._pictures.told()}"
        )


class _Month:
    """A month's plan that a form asks for, or what is new for one that is there."""

    def __init__(self, issue: Issue) -> None:
        values = read_form(issue.text, PLAN)
        self._issue = issue
        self._month = named_month(values["bulan"])
        self._wishes = values.get("keinginan", "")
        self.branch = branch_of(self._month)
        self.title = f"Rencana {wording.month(str(self._month))}"

    def write(self, repository: Repository, office: Office) -> None:
        wish = Wish(trailer=credited(self._issue, office))
        planned = plan_month(repository, self._month, wish, branch=True)
        if not planned.branch:
            raise JdihError(
                f"Rencana {self._month} sudah ada, dan tidak ada baris baru untuk diusulkan.",
                f"Ubah {planned.path} pada cabang usulan.",
            )

    def body(self, opened: str) -> str:
        said = (
            f"Rencana {self._month} {opened}. Lengkapi, ubah, atau hapus baris yang diusulkan pada "
            f"cabang `{self.branch}`; kode baris jangan diubah.\n"
        )
        if not self._wishes:
            return said
        return "\n".join((said, "Keinginan dan masukan:", "", *block(self._wishes, "text"), ""))


class _Amendment:
    """The *ralat* or *tarik* of a published item that a form asks for."""

    def __init__(self, repository: Repository, issue: Issue, today: date) -> None:
        values = read_form(issue.text, form_of(issue.text, FORMS))
        said = Amendment(
            values["konten"],
            values["penjelasan"],
            values.get("jenis", ""),
            values.get("pengganti", ""),
        )
        self._issue = issue
        self._said = said
        self._ready = prepare(repository, said, today, issue.number)
        self.branch = self._ready.branch
        item = self._ready.item
        self.title = f"{said.word.capitalize()} {item.id}: {item.title}"

    def write(self, repository: Repository, office: Office) -> None:
        begin(repository, self._ready, self._said.word, credited(self._issue, office))

    def body(self, opened: str) -> str:
        item = self._ready.item
        at = f"di kepala berkasnya, {code(item.path)} pada cabang `{self.branch}`"
        if self._said.kind:
            return (
                f"Penarikan konten {item.id} {opened}. Keterangannya sudah tertulis pada `tarik` "
                f"{at}; tidak ada lagi yang perlu diubah. Tekan *Ready for review* agar "
                "diputuskan.\n"
            )
        return (
            f"Ralat konten {item.id} {opened}. Penjelasannya sudah tertulis pada `ralat` {at}: "
            "perbaiki sekarang naskahnya di berkas itu, lalu tekan *Ready for review*. Bila "
            "konten yang sudah ditarik ditampilkan kembali, hapus juga `tarik` dari kepalanya.\n"
        )
