"""What people do to an item on GitHub, step by step, as the examples of the gate tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jdih.forge.board import CONTEXT
from jdih.forge.decision import APPROVAL, REFUSAL
from jdih.reading.unit import UNIT_PATH
from tests.forge.hub import Hub, Proposal
from tests.publishing import FOLDER, ITEM_ID, Office, item
from tests.signing import Person
from tests.trees import EXAMPLES

CASES = EXAMPLES / "gate"
BRANCH = "naskah"
URGENT, WITHDRAWN = "mendesak", "tarik"
USUAL = {
    URGENT: {
        "alasan": "Kabar keliru menyebar.",
        "disetujui_oleh": "kepala",
        "cara": "telepon",
        "waktu": "2026-09-21 20:14 WIB",
    },
    WITHDRAWN: {"tanggal": "2026-09-22", "jenis": "keliru", "penjelasan": "Nomornya keliru."},
}


def steps_of(case: str) -> list[dict[str, Any]]:
    """Return what people do in a case."""
    told: list[dict[str, Any]] = read_case(case)["langkah"]
    return told


def read_case(case: str) -> dict[str, Any]:
    """Return a case: its steps, and what the gate says in the end."""
    told: dict[str, Any] = json.loads((CASES / f"{case}.json").read_text(encoding="utf-8"))
    return told


class Play:
    """What the people of a case do."""

    def __init__(self, office: Office, hub: Hub, branch: str = BRANCH) -> None:
        self.office = office
        self.branch = branch
        self.hub = hub
        self.people = {
            **office.people,
            "tamu": Person("tamu", 999, office.people["kepala"].key),
            # Looks like the head, is another account.
            "kepa1a": Person("kepala", 555, office.people["kepala"].key),
            "bot": Person("alur[bot]", 41, office.people["kepala"].key),
            # The head's own account under another name.
            "kepala-baru": Person("kepala-baru", 100, office.people["kepala"].key),
            "wakil": Person("wakil", 77, office.people["kepala"].key),
            "hantu": None,
        }
        self.proposal: Proposal | None = None
        self.marks: dict[str, str] = {}
        office.git.branch(branch)

    def do(self, step: dict[str, Any]) -> None:
        """Do one step of a case."""
        who = self.people[step.get("oleh", "pengelola")]
        getattr(self, f"_{step['langkah']}")(step, who)
        if "tandai" in step:
            self.marks[step["tandai"]] = self.office.git.tip()

    def _tulis(self, step: dict[str, Any], who: Person) -> None:
        """Write a commit on the branch and push it."""
        git = self.office.git
        if git.git("branch", "--show-current") != self.branch:
            git.switch(self.branch)
        self.office.picture(step.get("folder", FOLDER))
        files = step.get("berkas") or item(
            step.get("isi", "Ketik nomornya."),
            extra="".join(
                block(key, {**usual, **step[key]}) for key, usual in USUAL.items() if key in step
            ),
            **({"folder": step["folder"]} if "folder" in step else {}),
        )
        message = "tulis" + "".join(
            f"\n\nCo-authored-by: x <{self._address(name)}>" for name in step.get("bersama", ())
        )
        claimed = step.get("alamat") or self._address(
            step.get("atas_nama", step.get("oleh", "pengelola"))
        )
        git.commit(files, address=claimed, message=message)
        if step.get("web"):
            self.hub.web.add(self._rewrite_as_web(claimed))
        pusher = self.people[step.get("pengirim", step.get("oleh", "pengelola"))]
        self.hub.push(self.branch, pusher, force=step.get("paksa", False))

    def _address(self, name: str) -> str:
        who = self.people[name]
        assert who is not None
        return who.address

    def _rewrite_as_web(self, author: str) -> str:
        git = self.office.git
        config = ("-c", "user.email=noreply@github.com")
        git.git(*config, "commit", "--quiet", "--amend", "--no-edit", f"--author=x <{author}>",
                address="noreply@github.com")  # fmt: skip
        return git.tip()

    def _ulang(self, _: dict[str, Any], __: Person) -> None:
        """Throw the branch's own commits away."""
        self.office.git.git("reset", "--quiet", "--hard", "main")

    def _buka(self, step: dict[str, Any], who: Person) -> None:
        self.proposal = self.hub.open(self.branch, who, step.get("dasar", "main"))

    def _nilai(self, step: dict[str, Any], who: Person) -> None:
        assert self.proposal
        commit = self.marks.get(step.get("pada", ""), "")
        self.hub.review(self.proposal, who, step.get("nilai", "APPROVED"), commit)

    def _status(self, _: dict[str, Any], __: Person) -> None:
        """Let a workflow of the branch's own say that all is approved."""
        tip = self.office.git.tip(self.branch)
        self.hub.statuses.append({"sha": tip, "state": "success", "context": CONTEXT})

    def _cabut(self, step: dict[str, Any], _: Person) -> None:
        """Dismiss every review so far, or as told."""
        assert self.proposal
        for review in self.proposal.reviews:
            review["state"] = step.get("nilai", "DISMISSED")

    def _usul(self, _: dict[str, Any], who: Person) -> None:
        assert self.proposal
        self.hub.suggest(self.proposal, who)

    def _gabung(self, step: dict[str, Any], who: Person) -> None:
        assert self.proposal
        self.hub.merge(self.proposal, who, title=step.get("pesan", ""), then=step.get("selip"))

    def _gabung_sendiri(self, step: dict[str, Any], who: Person) -> None:
        """Merge the branch on one's own machine and push the main branch."""
        git = self.office.git
        git.switch("main")
        git.clock += 60
        git.git("merge", "--quiet", "--no-ff", "-m", step["pesan"], self.branch, by=who)
        self.hub.push("main", who)

    def _perbarui(self, _: dict[str, Any], who: Person) -> None:
        """Take the main branch into the branch, as the button does, after something new there."""
        git = self.office.git
        git.switch("main")
        page = "---\ntipe: halaman\njudul: Kabar\nringkasan: Kabar.\n---\n\nKabar.\n"
        git.commit({"content/kabar/index.md": page}, self.office.people["pengelola"])
        git.switch(self.branch)
        git.clock += 60
        git.git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main'", "main", by=who)
        self.hub.push(self.branch, who)

    def _submodul(self, _: dict[str, Any], who: Person) -> None:
        """Put another repository into the item's folder."""
        git = self.office.git
        link = f"160000,{git.tip()},{FOLDER}/lain"
        git.git("update-index", "--add", "--cacheinfo", link)
        git.clock += 60
        git.git("commit", "--quiet", "-m", "lain", by=who)
        self.hub.push(self.branch, who)

    def _ganti(self, step: dict[str, Any], who: Person) -> None:
        """Replace words in a file, in the same pull request."""
        text = (self.office.root / step["berkas"]).read_text(encoding="utf-8")
        assert step["dari"] in text
        files = {step["berkas"]: text.replace(step["dari"], step["menjadi"])}
        self.office.git.commit({**files}, who)
        self.hub.push(self.branch, who)

    def _atur(self, step: dict[str, Any], _: Person) -> None:
        """Change the office's settings, approved by its head with a signature."""
        git = self.office.git
        git.switch("main")
        text = (self.office.root / UNIT_PATH).read_text(encoding="utf-8")
        for old, new in step["ganti"]:
            assert old in text, old
            text = text.replace(old, new, 1)
        self.office.approve({UNIT_PATH: text})
        self.hub.push("main", self.people["kepala"])
        if self.proposal is None:
            git.git("branch", "--force", self.branch, "main")

    def _gabung_bertanda(self, step: dict[str, Any], who: Person) -> None:
        """Merge the branch on one's own machine, signed, and push the main branch."""
        self.office.git.merge(self.branch, by=who, sign=step.get("tanda", True))
        self.hub.push("main", who)

    def _putuskan(self, step: dict[str, Any], who: Person) -> None:
        """Decide in Git alone: a commit that changes nothing, on main or, merged later, elsewhere.

        ``dari`` is where the commit stands instead, ``mundur`` how many days the clock is set back.
        """
        git = self.office.git
        if "dari" in step:
            git.branch("keputusan", self.marks.get(step["dari"], step["dari"]))
        else:
            git.switch(step.get("di", "main"))
        git.clock -= step.get("mundur", 0) * 86_400
        trailer = REFUSAL if step.get("tolak") else APPROVAL
        message = f"Susulan {step.get('id', ITEM_ID)}\n\n{trailer}"
        files = step.get("berkas", {})
        git.commit(files, who, message=message, sign=step.get("tanda", True))
        git.clock += step.get("mundur", 0) * 86_400
        if "dari" in step:
            git.merge("keputusan", by=self.office.people["pengelola"], sign=False)
        self.hub.push(git.git("branch", "--show-current"), who)

    def _pindah(self, step: dict[str, Any], who: Person) -> None:
        """Move the item from one folder to another, byte for byte."""
        git = self.office.git
        (git.root / step["ke"]).parent.mkdir(parents=True, exist_ok=True)
        git.git("mv", step["dari"], step["ke"])
        git.clock += 60
        git.git("commit", "--quiet", "-m", "pindah", by=who)
        self.hub.push(self.branch, who)

    def _dorong(self, step: dict[str, Any], who: Person) -> None:
        """Push straight to the main branch."""
        git = self.office.git
        git.switch("main")
        self.office.picture()
        git.commit(step.get("berkas") or item(step.get("isi", "Langsung.")), who)
        self.hub.push("main", who)

    def _maju(self, step: dict[str, Any], _: Person) -> None:
        """Let days go by."""
        self.office.git.clock += step["hari"] * 86_400

    def _hapus(self, _: dict[str, Any], __: Person) -> None:
        """Delete the branch's repository, as a fork that is gone."""
        self.hub.activity.clear()


def block(key: str, told: Mapping[str, str]) -> str:
    """Return the lines of a block in a header."""
    return "".join((f"{key}:\n", *(f"  {name}: {text}\n" for name, text in told.items())))


def perform(
    office: Office, hub: Hub, steps: list[dict[str, Any]], *, branch: str = BRANCH, text: str = ""
) -> Play:
    """Let people do `steps` on a branch of their own, and go back to the main one.

    `text` is what they write where a step does not say.
    """
    play = Play(office, hub, branch)
    for step in steps:
        play.do({"isi": text, **step} if text else step)
    office.git.switch("main")
    return play


def opened(office: Office, hub: Hub, **written: Any) -> Play:
    """Write the item on a branch and open a pull request for it; `written` tells how."""
    play = Play(office, hub)
    play.do({"langkah": "tulis", **written})
    play.do({"langkah": "buka"})
    return play


def proposed(office: Office, hub: Hub) -> None:
    """Bring the item to main, properly approved."""
    perform(office, hub, steps_of("disetujui"))


def checked_out(office: Office, hub: Hub, place: Path) -> Path:
    """Clone the main branch alone, whole: what ``actions/checkout`` leaves."""
    source = str(hub.bare)
    office.git.git("clone", "--quiet", "--single-branch", "--branch=main", source, str(place))
    return place
