"""``jdih open``: opens an item from a form that somebody filled in on GitHub.

Whoever holds an office may record a disposisi for its giver (SOP KPU step 1), or begin a line of
the approved plan (SOP MK step 4). Running it again for the same form changes nothing: the item's
id follows from the form's number.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, datetime

from jdih.commands.new import Brought, new
from jdih.errors import JdihError
from jdih.forge.people import credited
from jdih.forge.witness import Issue
from jdih.model.document import Kind
from jdih.model.unit import Office
from jdih.publication.forges import assets_of, github_of, remote_of
from jdih.publication.intake import take_in
from jdih.publication.markup import code, told
from jdih.publication.origin import closing, identity_of
from jdih.publication.recorder import FORM_MARK, filler
from jdih.publication.state import unit_of
from jdih.reading.form import DISPOSITION, FROM_PLAN, form_of, read_form
from jdih.reading.picture_links import pictures_in
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih open 12                          membuka konten dari formulir nomor 12"""

FORMS = (DISPOSITION, FROM_PLAN)
"""The forms that open an item: a disposisi (SOP KPU), or a line of the month's plan (SOP MK)."""
_BODY = """\
{closes}

Konten {id} dibuka dari formulir #{number}, yang dicatat oleh {office}. Naskahnya ada di folder
`drafts/` pada cabang `{branch}`.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih open``."""
    parser.add_argument("nomor", type=int, metavar="NOMOR", help="nomor formulir (issue) di GitHub")


def run(args: argparse.Namespace) -> int:
    """Open the item and say so under the form; what is wrong with the form is said there too."""
    repository = Repository.open(args.root)
    forge = github_of(repository, os.environ)
    issue = forge.issue(args.nomor)
    name = os.environ.get("GITHUB_REPOSITORY", "")
    identity = identity_of(name, issue.number, datetime.now(UTC).year)
    branch = f"naskah/{identity}"
    known = forge.pull_of_branch(branch)
    if known:
        print(f"Formulir #{issue.number} sudah dibuka sebagai usulan #{known}.")
        return 0
    try:
        values = _answers(issue.text)
        unit = unit_of(repository.tree("HEAD"))
        office = filler(issue, unit, datetime.now(unit.zone).date())
        shown = forge.rendered(issue.number) if pictures_in(issue.text) else ""
        intake = take_in(issue.text, shown, assets_of(os.environ))
        remote = remote_of(repository, os.environ)
        if not remote.holds(branch):
            if repository.resolve(f"refs/heads/{branch}") is None:
                brought = Brought(intake.files, credited(issue, office))
                _open(repository, identity, values, office, brought)
            remote.push(f"refs/heads/{branch}", branch)
    except JdihError as error:
        forge.say(issue.number, FORM_MARK, told(error))
        raise
    body = _BODY.format(
        closes=closing(issue.number), number=issue.number, id=identity, branch=branch,
        office=code(office.name),
    )  # fmt: skip
    title = f"Naskah {identity}: {values['judul']}"
    number = forge.open_draft(branch, title, f"{body}{intake.told()}")
    forge.say(issue.number, FORM_MARK, f"Konten dibuka: usulan #{number}.")
    print(f"Dibuka: usulan #{number}, cabang {branch}")
    return 0


def _answers(text: str) -> Mapping[str, str]:
    values = read_form(text, form_of(text, FORMS))
    if "gambar" in values:
        raise JdihError(
            "Isian “Gambar” memuat selain gambar.",
            "Sisakan gambarnya saja; kata-kata ditulis dalam naskah sesudah konten dibuka.",
        )
    return values


def _open(
    repository: Repository,
    identity: str,
    values: Mapping[str, str],
    office: Office,
    brought: Brought,
) -> None:
    given = {key: value for key, value in values.items() if key != "judul"}
    given["id"] = identity
    if "disposisi.isi" in given:
        given["disposisi.dicatat_oleh"] = office.code
    new(repository, Kind.ITEM, values["judul"], given, brought=brought)
