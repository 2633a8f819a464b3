"""The one comment under a pull request: where each item stands, and who must act next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import quote

from jdih.forge.witness import Opinion, Pull, last_words
from jdih.model.document import Document, Kind
from jdih.model.entry import Activity
from jdih.model.finding import Finding, Severity
from jdih.model.sop import Proof, Sop, Step
from jdih.model.unit import Office
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.afterwards import Ask
from jdih.publication.examination import Examination
from jdih.publication.markup import block, code
from jdih.publication.notice import whatsapp
from jdih.publication.pull_steps import steps_table
from jdih.publication.state import unit_of
from jdih.reading.places import owner
from jdih.workflow.progress import NOTICE_FILE, Progress, progress
from jdih.workflow.working_time import Calendar

MARK = "<!-- alur-jdih: kedudukan -->"
"""What the comment begins with, so that it is found again."""

_MOST_FINDINGS = 30
_MOST_TEXT = 20_000
"""Characters of one document's texts; GitHub takes no comment above 65,536."""


class Comment:
    """Tells an examination in Markdown.

    `page` is the address of the repository on the forge, `voices` the accounts that commented or
    reacted under the pull request, `rounds` what was done of each item so far, by its path.
    """

    def __init__(
        self,
        found: Examination,
        page: str,
        today: date,
        voices: frozenset[int] = frozenset(),
        rounds: Mapping[str, tuple[Activity, ...]] = MappingProxyType({}),
    ) -> None:
        self._found = found
        self._page = page
        self._today = today
        self._voices = voices
        self._rounds = rounds
        self._unit = unit_of(found.state.tree)
        checked = found.state.checked
        calendar = Calendar.of(self._unit, checked.holidays)
        self._ask = Ask(self._unit, checked.context.sops, calendar, today)
        self._verdicts = {verdict.path: verdict for verdict in found.verdicts}

    @property
    def _pull(self) -> Pull:
        return self._found.proposal.pull

    def body(self) -> str:
        """Return the whole comment."""
        lines = ["### Kedudukan usulan", ""]
        paths = {*self._verdicts, *self._found.drafts}
        documents = self._documents()
        for document in documents:
            lines += [*self._document(document), ""]
        if documents:
            checks = f"{self._page}/pull/{self._pull.number}/checks"
            lines += [
                f"**Pratinjau:** [Checks]({checks}) → periksa → Artifacts → *pratinjau.html*.",
                "",
            ]
        else:
            lines += ["Usulan ini tidak mengubah naskah.", ""]
        lines += self._unexplained()
        for path in self._found.gone:
            lines += [f"Dihapus: {code(path)}", ""]
        lines += [*self._findings(paths), ""]
        for document in documents:
            lines += [*_full_text(document), ""]
        lines.append(
            "Komentar ini diperbarui sendiri. Yang memutuskan adalah pejabat, bukan label."
        )
        return "\n".join(lines)

    def _unexplained(self) -> Iterator[str]:
        """Yield what is missing where an officer asked for changes without a word."""
        officers = {who.account_id for office in self._unit.offices for who in office.holders}
        if any(
            review.silent and review.opinion is Opinion.CHANGES and review.account_id in officers
            for review in last_words(self._pull.reviews)
        ):
            yield (
                "**Alasan perbaikan belum ditulis.** Mohon pejabat yang meminta perbaikan "
                "menuliskannya dalam komentar di sini, agar penyusun tahu apa yang diperbaiki."
            )
            yield ""

    def _document(self, document: Document) -> Iterator[str]:
        verdict = self._verdicts.get(document.path)
        yield f"#### {code(document.title)}"
        yield ""
        sop = self._found.state.checked.context.sops.get(document.header.text("sop"))
        if document.kind is Kind.ITEM and sop is not None:
            yield from self._steps(document, sop, verdict)
            yield ""
            yield from self._unconfirmed(document)
            yield from self._urgent(document, verdict)
        yield _decision(verdict)
        pending = self._ask.pending(document, verdict)
        if pending is not None and verdict is not None and verdict.grant is None:
            yield (
                "**Yang sekarang tayang belum disetujui.** Persetujuan susulan masih dimohonkan "
                f"kepada {code(pending.words())}: pada usulan yang membawanya, *Review changes*."
            )
        elif pending is not None:
            yield (
                "Bila digabungkan, versi ini tayang sementara. **Persetujuan susulan** dimohonkan "
                f"kepada {code(pending.words())}: pada usulan ini, *Review changes*."
            )
        if sop is not None and verdict is not None and verdict.approval is not None:
            yield from self._order(document, sop)

    def _unconfirmed(self, item: Document) -> Iterator[str]:
        """Yield what is missing where another office wrote down an instruction (SOP KPU step 1)."""
        told = item.header.mapping("disposisi")
        giver = self._unit.office(told.text("dari"))
        if giver is None or told.text("dicatat_oleh") in {"", giver.code}:
            return
        spoke = {review.account_id for review in self._pull.reviews} | self._voices
        if not spoke & {who.account_id for who in giver.holders if who.holds(self._today)}:
            yield (
                f"**Disposisi belum dikonfirmasi** oleh {code(giver.name)}: cukup memberi reaksi, "
                "berkomentar, atau menyetujui di sini."
            )
            yield ""

    def _urgent(self, item: Document, verdict: Verdict | None) -> Iterator[str]:
        """Yield what an approval of an office that may publish urgently would bring about."""
        said = item.header.mapping("mendesak")
        if not said.entries or (verdict is not None and verdict.approval is not None):
            return
        found = map(self._unit.office, (said.text("disetujui_oleh"), *self._unit.urgent_offices))
        consenting, *listed = (office.name if office else "–" for office in found)
        yield (
            f"**Diajukan sebagai mendesak.** Menurut penulisnya {code(consenting)} menyetujui "
            f"({code(said.text('cara'))}, {code(said.text('waktu'))}). *Approve* dari pemegang "
            f"{code(', '.join(listed) or '–')} menayangkannya sebelum pemutus memutuskan."
        )
        yield ""

    def _order(self, item: Document, sop: Sop) -> Iterator[str]:
        """Yield the order to upload that an approval brings about (SOP KPU step 5, *Setuju*)."""
        steps = (step for step in sop.item_steps if Proof.PUBLICATION in step.proofs)
        officers = "; ".join(self._offices(sop, step) for step in steps)
        platforms = ", ".join(code(platform) for platform, _ in item.captions) or "situs saja"
        moment = item.header.text("tayang")
        yield ""
        yield f"**Perintah Pengunggahan.** Platform: {platforms}."
        yield f"Waktu: {code(moment) if moment else 'segera setelah digabungkan'}."
        yield f"Petugas: {officers}."

    def turn(self) -> tuple[str, tuple[str, ...]]:
        """Return the label of the step an item waits for, and the accounts whose turn it is.

        Both are empty where nothing waits for a step.
        """
        for document in self._documents():
            sop = self._found.state.checked.context.sops.get(document.header.text("sop"))
            if document.kind is Kind.ITEM and sop is not None:
                where = self._progress(document, sop, self._verdicts.get(document.path))
                step = where.waiting
                if step is None:
                    continue
                offices = self._holding(sop, step)
                turn = (account for office in offices for account in office.accounts(self._today))
                return f"kegiatan {step.number}", tuple(dict.fromkeys(turn))
        return "", ()

    def _documents(self) -> list[Document]:
        paths = {*self._verdicts, *self._found.drafts}
        return [d for d in self._found.state.checked.corpus.documents if d.path in paths]

    def _steps(self, item: Document, sop: Sop, verdict: Verdict | None) -> Iterator[str]:
        where = self._progress(item, sop, verdict)
        reached = where.reached.number if where.reached else 0
        yield f"Selesai sampai kegiatan {reached} dari {sop.item_steps[-1].number}."
        yield ""
        rounds = self._rounds.get(item.path, ())
        offices = {step.number: self._offices(sop, step) for step in sop.item_steps}
        yield from steps_table(sop, where, offices, rounds, self._unit.day_minutes)
        if where.waiting is not None:
            yield ""
            yield self._next(item, sop, where.waiting)

    def _progress(self, item: Document, sop: Sop, verdict: Verdict | None) -> Progress:
        approved = verdict is not None and verdict.state.decided
        return progress(item, sop, frozenset({Proof.APPROVAL} if approved else ()))

    def _next(self, item: Document, sop: Sop, step: Step) -> str:
        """Return who must act next, with a message that is ready to be sent."""
        names = ", ".join(office.name for office in self._holding(sop, step)) or "jabatan terkait"
        message = (
            f"Yth. {names}, mohon kesediaan Bapak/Ibu untuk konten “{item.title}” ({item.id}), "
            f"kegiatan {step.number}: {step.text}. Usulannya: {self._page}/pull/"
            f"{self._pull.number} Terima kasih."
        )
        sent = f"[Kirim pesan lewat WhatsApp]({whatsapp(message)})"
        return f"**Berikutnya:** {self._offices(sop, step)}. {sent}"

    def _offices(self, sop: Sop, step: Step) -> str:
        offices = self._holding(sop, step)
        return "; ".join(f"{code(office.name)}{self._accounts(office)}" for office in offices)

    def _holding(self, sop: Sop, step: Step) -> tuple[Office, ...]:
        return self._unit.offices_filling(sop.id, step.deciders or step.performers)

    def _accounts(self, office: Office) -> str:
        held = office.accounts(self._today)
        return f" ({', '.join(map(code, held))})" if held else " (belum ada pemegang)"

    def _findings(self, paths: set[str]) -> Iterator[str]:
        state = self._found.state
        found = [f for f in state.checked.findings if owner(f.location.path) in paths]
        errors = sum(finding.severity is Severity.ERROR for finding in found)
        yield f"**Temuan:** {errors} harus diperbaiki, {len(found) - errors} perlu dilihat."
        if found:
            yield ""
        ordered = sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)
        yield from (self._finding(finding) for finding in ordered[:_MOST_FINDINGS])
        if len(found) > _MOST_FINDINGS:
            yield f"- … dan {len(found) - _MOST_FINDINGS} lagi; jalankan `jdih check`."

    def _finding(self, finding: Finding) -> str:
        place = finding.location
        at = f"{self._page}/blob/{self._pull.head}/{quote(place.path)}?plain=1#L{place.line}"
        return (
            f"- [{code(f'{place.path}:{place.line}')}]({at}) {finding.code} "
            f"({finding.severity.label}): {code(finding.message)} → {code(finding.remedy)}"
        )


def summary(found: Examination) -> tuple[bool, str]:
    """Return whether everything may be published, and that in a line."""
    held = [verdict for verdict in found.verdicts if verdict.state is Judgement.HELD]
    if not found.verdicts:
        return True, "Tidak ada naskah yang memerlukan persetujuan"
    if held:
        return False, f"{len(held)} dari {len(found.verdicts)} naskah belum disetujui"
    waiting = sum(not verdict.state.decided for verdict in found.verdicts)
    if waiting:
        return True, f"{waiting} dari {len(found.verdicts)} naskah menunggu persetujuan susulan"
    return True, f"{len(found.verdicts)} naskah disetujui"


def _decision(verdict: Verdict | None) -> str:
    if verdict is None:
        return "**Persetujuan:** naskah masih di drafts/ dan belum diajukan."
    if verdict.state is Judgement.HELD:
        return f"**Persetujuan:** belum. {code(verdict.reason)}"
    if verdict.grant is not None:
        grant = verdict.grant
        return f"**Persetujuan:** belum; atas tindakan {code(grant.title)}, {grant.time}."
    if verdict.approval is None:
        return f"**Persetujuan:** {verdict.state.value}."
    return f"**Persetujuan:** {code(verdict.approval.title)}, {verdict.approval.time}."


def _full_text(document: Document) -> Iterator[str]:
    """Yield every text of a document as it will stand, each in a block of its own."""
    captions = [(f"takarir {platform}", text) for platform, text in document.captions]
    notice = (NOTICE_FILE, document.text_beside(NOTICE_FILE))
    yield f"<details><summary>Isi lengkap {code(document.title)}</summary>"
    left = _MOST_TEXT
    for name, text in (("naskah", document.body), *captions, notice):
        if text.strip() and left > 0:
            yield from ("", f"**{code(name)}**", "", *block(text.strip()[:left]))
            left -= len(text)
    yield ""
    if left < 0:
        yield "Terpotong di sini; selebihnya ada pada berkasnya."
    yield "</details>"
