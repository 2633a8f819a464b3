"""What a forge told of a merge, as a file: canonical JSON (RFC 8785), accounts by their ids alone.

================  ===============================================================================
``gabungan``      the merge
``usulan``        number of the pull request that it merged
``pembuka``       account that opened it
``ujung``         tip of its branch
``digabung``      when it was merged (UTC)
``penulis``       of each of its commits: the accounts linked to author and committer
``peramban``      the commits that the forge itself made for somebody in the browser
``kiriman``       pushes to its branch, in the order told: account, tip before and after
``penilaian``     reviews in order of time: number, account, verdict, time (UTC), reviewed commit
``pemberi_saran`` accounts that proposed words in the browser
================  ===============================================================================

No name, no e-mail address, no words of anybody. An account that is gone is ``null``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from jdih.forge.witness import Opinion, Pull, Push, Review, Witness, approvals_among
from jdih.model.entry import Evidence
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.erasure import erasures_of
from jdih.register.errors import RegisterCorrupt
from jdih.register.fields import Fields, Malformed, decode
from jdih.register.kept import evidence_path, merge_of, names_told
from jdih.workflow.digest import canonical
from jdih.workflow.erasure import Erasures

SCHEMA = 1


def render(merge: str, pull: Pull) -> bytes:
    """Return the file that keeps what was told of `merge`."""
    return canonical(
        {
            "skema": SCHEMA,
            "gabungan": merge,
            "usulan": pull.number,
            "pembuka": pull.opener,
            "ujung": pull.head,
            "digabung": _utc(pull.merged) if pull.merged else None,
            "penulis": [
                {"commit": commit, "akun": list(accounts)}
                for commit, accounts in sorted(pull.authors.items())
            ],
            "peramban": sorted(pull.web),
            "kiriman": [
                {"akun": push.account_id, "sebelum": push.before, "sesudah": push.after}
                for push in pull.pushes
            ],
            "penilaian": [_review(review) for review in pull.reviews],
            "pemberi_saran": sorted(pull.advisers),
        }
    )


def _review(review: Review) -> dict[str, str | int | None]:
    return {
        "nomor": review.number,
        "akun": review.account_id,
        "putusan": review.opinion.value,
        "waktu": _utc(review.time),
        "commit": review.commit or None,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def parse(merge: str, data: bytes) -> Pull:
    """Return what the file on `merge` says was told.

    Raises RegisterCorrupt unless `data` is byte for byte what `render` writes.
    """
    try:
        fields = Fields(decode(data))
        pull = _pull(merge, fields)
        fields.close()
    except Malformed as error:
        raise RegisterCorrupt(evidence_path(merge), str(error)) from error
    try:
        written = render(merge, pull)
    except ValueError as error:
        wrong = "memuat bilangan di luar JSON kanonik"
        raise RegisterCorrupt(evidence_path(merge), wrong) from error
    if written != data:
        raise RegisterCorrupt(evidence_path(merge), "bukan JSON kanonik (RFC 8785)")
    return pull


def _pull(merge: str, fields: Fields) -> Pull:
    if (schema := fields.number("skema", 1)) != SCHEMA:
        raise Malformed(f"skema bukti {schema} belum dikenal program ini")
    if fields.commit("gabungan") != merge:
        raise Malformed("isinya tentang penggabungan lain")
    return Pull(
        number=fields.number("usulan", 1),
        opener=fields.number_or_none("pembuka"),
        head=fields.commit("ujung"),
        merged=_moment(fields.moment_or_none("digabung")),
        authors={
            one.commit("commit"): one.numbers_or_none("akun") for one in fields.objects("penulis")
        },
        web=frozenset(fields.commits("peramban")),
        pushes=tuple(
            Push(one.number_or_none("akun"), one.commit("sebelum"), one.commit("sesudah"))
            for one in fields.objects("kiriman")
        ),
        reviews=tuple(_parse_review(one) for one in fields.objects("penilaian")),
        advisers=frozenset(
            account for account in fields.numbers_or_none("pemberi_saran") if account is not None
        ),
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _parse_review(fields: Fields) -> Review:
    return Review(
        account_id=fields.number_or_none("akun"),
        opinion=fields.member("putusan", Opinion),
        time=datetime.fromisoformat(fields.moment("waktu")),
        commit=fields.commit_or_none("commit"),
        number=fields.number("nomor"),
    )


class OnFile:
    """A witness that first looks into the register, and asks another one for the rest.

    Of a merge that an entry of the chain rests on, everything was told already: what is kept with
    the entry, or, where it rests on a signature, that no pull request was merged. Only of what is
    shown for the time being the other one is asked again: an approval may follow. `register` is
    the book as it was read and verified; without one it is read when first needed.
    """

    def __init__(self, book: Book, witness: Witness, register: Register | None = None) -> None:
        self._book = book
        self._witness = witness
        self._register = register
        self._told: dict[str, Pull] = {}
        self._signed: frozenset[str] | None = None
        self._names: Mapping[str, tuple[str, ...]] | None = None
        self._waiting: frozenset[str] = frozenset()
        self._erasures: Erasures | None = None

    @property
    def erasures(self) -> Erasures:
        """What the register records of erasures. Raises RegisterCorrupt as `pulls` does."""
        if self._erasures is None:
            self._erasures = erasures_of(self._book, self._read())
        return self._erasures

    def _read(self) -> Register:
        if self._register is None:
            self._register = self._book.read()
        return self._register

    def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return the pull requests behind merges; see `jdih.forge.witness.Witness`.

        Raises RegisterCorrupt where the register is not whole.
        """
        register = self._read()
        names = self._kept(register)
        self._hear(register, {m: names[m] for m in merges if m in names and m not in self._told})
        known = {merge: self._told[merge] for merge in merges if merge in self._told}
        told = {merge for merge in known if merge not in self._waiting}
        without = self._without_pull(register)
        left = [merge for merge in merges if merge not in told and merge not in without]
        fresh = self._asked(left) if left else {}
        return {**known, **{merge: _after(known.get(merge), pull) for merge, pull in fresh.items()}}

    def _asked(self, merges: Collection[str]) -> Mapping[str, Pull]:
        """Ask the other witness, who knows commits by what they were called at first."""
        former = {self.erasures.former(merge): merge for merge in merges}
        told = self._witness.pulls(former)
        return {former[merge]: _now(pull, self.erasures) for merge, pull in told.items()}

    def _kept(self, register: Register) -> Mapping[str, tuple[str, ...]]:
        """Return how the evidence on each merge, as it is called now, is called in the book."""
        if self._names is None:
            current = self.erasures.current
            told = names_told(register.entries, register.kept)
            found: dict[str, tuple[str, ...]] = {}
            for merge, names in told.items():
                found[current(merge)] = (*found.get(current(merge), ()), *names)
            self._names = found
            self._waiting = frozenset(map(current, _pending(register)))
        return self._names

    def _hear(self, register: Register, wanted: Mapping[str, tuple[str, ...]]) -> None:
        """Read what is kept of merges, each by its names in the book."""
        every = (name for names in wanted.values() for name in names)
        data = self._book.evidence(register, every)
        for merge, names in wanted.items():
            for name in names:
                pull = _now(parse(merge_of(name), data[name]), self.erasures)
                self._told[merge] = _after(self._told.get(merge), pull)

    def _without_pull(self, register: Register) -> frozenset[str]:
        if self._signed is None:
            approvals = (entry.approval for entry in register.entries)
            self._signed = frozenset(
                self.erasures.current(approval.commit)
                for approval in approvals
                if approval is not None and approval.evidence is Evidence.SIGNATURE
            )
        return self._signed


def _pending(register: Register) -> Iterator[str]:
    """Yield the commits whose versions are shown last of their items, and are not approved yet."""
    for own in register.by_id.values():
        settling = (entry for entry in reversed(own) if entry.provisional or entry.approval)
        last = next(settling, None)
        if last is not None and last.provisional:
            yield last.commit


def _after(before: Pull | None, pull: Pull) -> Pull:
    """Return what is told of a merge now, together with what of it was recorded `before`."""
    if before is None:
        return pull
    stood = dict.fromkeys((*before.recorded, *approvals_among(before.reviews)))
    return replace(pull, recorded=tuple(stood))


def _now(pull: Pull, erasures: Erasures) -> Pull:
    """Return what was told, by the names that commits have since they were written anew."""
    current = erasures.current
    return replace(
        pull,
        head=current(pull.head),
        authors={current(commit): accounts for commit, accounts in pull.authors.items()},
        web=frozenset(map(current, pull.web)),
        pushes=tuple(
            replace(push, before=current(push.before), after=current(push.after))
            for push in pull.pushes
        ),
        reviews=tuple(replace(review, commit=current(review.commit)) for review in pull.reviews),
    )
