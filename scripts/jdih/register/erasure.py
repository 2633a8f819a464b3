"""The proof of an erasure (UU 27/2022): what was written anew, by ids and hashes alone.

It is canonical JSON. ``commit`` lists old and new id of every commit that was written anew,
``pesan`` the SHA-256 of messages that changed, ``berkas`` every file that changed: the SHA-256 of
its path (which may name somebody) and those of its bytes before and after, null where it is gone.
``disetujui`` is what the gate said of versions that these commits brought, before their signatures
were lost: the approval, or null for what was imported. ``sementara``, in schema 2 alone, tells of
versions that were shown before anybody approved them: by what act, and with whose consent.
Whoever has the old and the new history can derive it again; it never holds what was removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.model.entry import Approval, Detail, Entry, Event, Evidence, erasure
from jdih.model.verdict import Consent, Grant
from jdih.register.book import Book
from jdih.register.chain import Register, collect
from jdih.register.fields import Fields, Malformed, decode
from jdih.workflow.digest import canonical, sha256
from jdih.workflow.erasure import Erasures, Recorded

_SCHEMA = 2
_WITHOUT_GRANTS = 1


@dataclass(frozen=True, slots=True)
class Approved:
    """The gate's word on the version of a file (SHA-256 of its path) that a commit brought.

    Commits are called as they were before. `grant` is by what act it was shown unapproved; with
    neither it was imported.
    """

    commit: str
    path: str
    approval: Approval | None
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What an erasure changed; `tips` are (old, new) of the main branch.

    `commits` are (old, new), `messages` (old commit, SHA-256 before, after), `files` (SHA-256 of
    the path, SHA-256 before, after or empty for a removed file), each in order; `approved` are in
    order of commit and path.
    """

    tips: tuple[str, str]
    commits: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str, str], ...]
    approved: tuple[Approved, ...] = ()

    def render(self) -> bytes:
        """Return the one spelling of the proof."""
        old, new = self.tips
        shown = [one for one in self.approved if one.grant is not None]
        settled = [one for one in self.approved if one.approval or not one.grant]
        return canonical(
            {
                "skema": _SCHEMA if shown else _WITHOUT_GRANTS,
                "utama": {"lama": old, "baru": new},
                "commit": [{"lama": old, "baru": new} for old, new in self.commits],
                "pesan": [
                    {"commit": commit, "lama": old, "baru": new}
                    for commit, old, new in self.messages
                ],
                "berkas": [
                    {"jalur": path, "lama": old, "baru": new or None}
                    for path, old, new in self.files
                ],
                "disetujui": [
                    {"commit": one.commit, "jalur": one.path, "persetujuan": _said(one.approval)}
                    for one in settled
                ],
                **({"sementara": [_granted(one) for one in shown]} if shown else {}),
            }
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of its file, by which the register names it."""
        return sha256(self.render())


def erasures_of(book: Book, register: Register) -> Erasures:
    """Return the erasures that the verified `register` of `book` records.

    Raises JdihError when one of their proofs cannot be read.
    """
    recorded = [entry for entry in register.entries if entry.event is Event.ERASED]
    names = [erasure(entry.detail(Detail.MAP)) for entry in recorded]
    data = book.evidence(register, names)
    proofs = [read_proof(data[name]) for name in names if name in data]
    known = Erasures(
        [dict(proof.commits) for proof in proofs],
        [{(path, old): new for path, old, new in proof.files} for proof in proofs],
    )
    approved = {}
    for one in (one for proof in proofs for one in proof.approved):
        commit, own = known.current(one.commit), one.approval
        if own is not None:
            own = replace(own, commit=commit, rules=known.current(own.rules))
        approved[commit, one.path] = Recorded(own, one.grant)
    return replace(known, approved=approved)


def seen(register: Register, erasures: Erasures) -> Register:
    """Return a register whose entries name commits, files and sidik as they are called now.

    For looking things up in Git only: nothing is hashed, rendered or recorded from it.
    """
    if not erasures.commits:
        return register
    entries = [erasures.seen(entry) for entry in register.entries]
    digests = {
        (old.id, old.digest): new.digest
        for old, new in zip(register.entries, entries, strict=True)
        if old.files
    }
    told = (_about(entry, digests) for entry in entries)
    return collect(register.head, told, register.head_hash, register.kept)


def _about(entry: Entry, digests: dict[tuple[str, str], str]) -> Entry:
    """Let an entry that is about a version, and names no files, name that version's sidik."""
    if entry.files:
        return entry
    return replace(entry, digest=digests.get((entry.id, entry.digest), entry.digest))


def _said(approval: Approval | None) -> dict[str, str | None] | None:
    if approval is None:
        return None
    return {
        "jabatan": approval.office,
        "sebutan": approval.title,
        "waktu": approval.time,
        "bukti": approval.evidence.value,
        "dasar": approval.basis or None,
        "aturan": approval.rules or None,
    }


def _granted(one: Approved) -> dict[str, object]:
    grant = one.grant
    if grant is None:
        raise ValueError("shown by no act")
    consent = grant.consent
    return {
        "commit": one.commit,
        "jalur": one.path,
        "jabatan": grant.office,
        "sebutan": grant.title,
        "waktu": grant.time,
        "bukti": grant.evidence.value,
        "sejak": grant.since,
        "izin": consent
        and {
            "jabatan": consent.office,
            "cara": consent.how,
            "waktu": consent.time.isoformat(),
            "sidik": consent.proof or None,
        },
    }


def _parse_granted(fields: Fields) -> Approved:
    commit, path = fields.commit("commit"), fields.digest("jalur")
    said = fields.object_or_none("izin")
    consent = None
    if said is not None:
        consent = Consent(
            said.text("jabatan"),
            said.text("cara"),
            datetime.fromisoformat(said.moment("waktu")),
            said.digest_or_none("sidik"),
        )
        said.close()
    grant = Grant(
        office=fields.text("jabatan"),
        title=fields.text("sebutan"),
        time=fields.moment("waktu"),
        evidence=fields.member("bukti", Evidence),
        consent=consent,
        since=fields.moment("sejak"),
    )
    fields.close()
    return Approved(commit, path, None, grant)


def _approved(fields: Fields) -> Approved:
    commit, path = fields.commit("commit"), fields.digest("jalur")
    said = fields.object_or_none("persetujuan")
    fields.close()
    if said is None:
        return Approved(commit, path, None)
    approval = Approval(
        office=said.text("jabatan"),
        title=said.text("sebutan"),
        commit=commit,
        time=said.moment("waktu"),
        evidence=said.member("bukti", Evidence),
        basis=said.text_or_none("dasar"),
        rules=said.commit_or_none("aturan"),
    )
    said.close()
    return Approved(commit, path, approval)


def read_proof(data: bytes) -> Proof:
    """Return the proof in `data`. Raises JdihError unless it is byte for byte one that we write."""
    try:
        proof = _proof(Fields(decode(data)))
    except Malformed as error:
        raise _unusable(str(error)) from error
    if proof.render() != data:
        raise _unusable("bukan JSON kanonik (RFC 8785)")
    return proof


def _proof(fields: Fields) -> Proof:
    if (schema := fields.number("skema", 1)) > _SCHEMA:
        raise Malformed("skemanya belum dikenal program ini")
    main = fields.object("utama")
    tips = main.commit("lama"), main.commit("baru")
    main.close()
    commits, messages, files = [], [], []
    for one in fields.objects("commit"):
        commits.append((one.commit("lama"), one.commit("baru")))
        one.close()
    for one in fields.objects("pesan"):
        messages.append((one.commit("commit"), one.digest("lama"), one.digest("baru")))
        one.close()
    for one in fields.objects("berkas"):
        files.append((one.digest("jalur"), one.digest("lama"), one.digest_or_none("baru")))
        one.close()
    settled = tuple(map(_approved, fields.objects("disetujui")))
    shown = fields.objects("sementara") if schema > _WITHOUT_GRANTS else ()
    granted = tuple(map(_parse_granted, shown))
    fields.close()
    keys, shown_keys = ([(one.commit, one.path) for one in told] for told in (settled, granted))
    listed: tuple[Sequence[tuple[str, ...]], ...] = (commits, messages, files, keys, shown_keys)
    if any(list(one) != sorted(set(one)) for one in listed):
        raise Malformed("isinya tidak urut atau disebut dua kali")
    if len(dict(commits)) < len(commits) or len({new for _, new in commits}) < len(commits):
        raise Malformed("sebuah commit disebut dua kali")
    if len({(path, old) for path, old, _ in files}) < len(files):
        raise Malformed("sebuah berkas disebut dua kali")
    approved = _together(settled, granted)
    return Proof(tips, tuple(commits), tuple(messages), tuple(files), approved)


def _together(settled: Sequence[Approved], granted: Sequence[Approved]) -> tuple[Approved, ...]:
    """Return what was said of each version once, in order of commit and path."""
    found = {(one.commit, one.path): one for one in settled}
    for one in granted:
        key = one.commit, one.path
        found[key] = replace(found.get(key, one), grant=one.grant)
    return tuple(found[key] for key in sorted(found))


def _unusable(wrong: str) -> JdihError:
    return JdihError(
        f"Peta penghapusan tidak dapat dipakai: {wrong}.",
        "Pakai berkas yang ditulis `jdih erase`, tanpa mengubahnya.",
    )
