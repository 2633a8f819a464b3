"""What is said on the forge once a run is over: under each pull request, and when it failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.entry import Entry, Event, Evidence
from jdih.publication.afterwards import Pending
from jdih.publication.markup import block, code
from jdih.publication.notice import Notice
from jdih.publication.selection import Held
from jdih.workflow.zone import parse_moment

MARK = "<!-- alur-jdih: terbit -->"
"""What the comment under a merged pull request begins with."""
TROUBLE_MARK = "<!-- alur-jdih: gangguan -->"
TROUBLE_LABEL = "gangguan"
TROUBLE_TITLE = "Penerbitan memerlukan perhatian"
_HEADINGS = {Event.CORRECTED: "Ralat terbit", Event.WITHDRAWN: "Ditarik"}
_LATER = (
    "**Pemberitahuan WhatsApp** dikirim sesudah setiap unggahan dicatat dengan formulir *Tautan "
    "unggahan* (tautannya, atau alasan tidak diunggah); naskah lengkapnya muncul di bawah formulir "
    "yang terakhir."
)
RECENT = timedelta(days=3)
"""How long a run goes on saying that an item is published: one that was cut is made up for."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """An item that the public can see, with its entry, full address and notice (None without).

    `pull` is the number of the pull request that brought it, 0 where none is known. `pending` is
    the approval that it waits for, `later` the entry of the one that came afterwards.
    """

    document: Document
    entry: Entry
    address: str
    notice: Notice | None
    pull: int
    pending: Pending | None = None
    later: Entry | None = None

    def words(self) -> str:
        """Return the comment under the pull request that brought it."""
        lines = [
            f"### {_HEADINGS.get(self.entry.event, 'Terbit')}: nomor {self.entry.label}",
            "",
            f"- Judul: {code(self.document.title)}",
            f"- Alamat: <{self.address}>",
            f"- Sidik: `{self.entry.digest}`",
            f"- Terlihat tayang: {self.entry.time}",
            *self._afterwards(),
            f"- Lembar asli untuk arsip: `jdih sheet {self.entry.id} --target pages`",
        ]
        if self.notice is not None and not self.notice.ready:
            lines += ["", _LATER]
        elif self.notice is not None:
            how = (
                f"**Pemberitahuan WhatsApp.** [Buka di WhatsApp]({self.notice.link}), pilih grup "
                "yang dituju, lalu kirim. Naskahnya:"
            )
            lines += ["", how, "", *block(self.notice.text)]
        return "\n".join(lines)

    def _afterwards(self) -> Iterator[str]:
        """Yield what is to be said of an approval that comes after the publication."""
        if self.pending is not None:
            kind = "mendesak" if self.pending.grant.consent else "penarikan seketika"
            yield (
                f"- **Tayang sementara ({kind}); persetujuan susulan belum ada.** Mohon keputusan "
                f"{code(self.pending.words())}: pada usulan ini, *Files changed → Review changes*."
            )
        elif self.later is not None and self.later.approval is not None:
            approval = self.later.approval
            yield (
                f"- Persetujuan susulan: nomor {self.later.label}, {code(approval.title)}, "
                f"{approval.time}"
            )


def sheets_at(run: str) -> str:
    """Return where the sheets lie that the workflow run at this address made."""
    if not run:
        return ""
    return (
        f"\n\n**Lembar asli (PDF/A).** Artefak *lembar* pada [proses ini]({run}), disimpan 90 "
        "hari: cetak, bubuhkan tanda tangan dan cap, lalu arsipkan."
    )


def kits_at(run: str, ids: Iterable[str]) -> str:
    """Return where the upload kits of items lie that the workflow run at this address made."""
    if not run:
        return ""
    return "".join(
        f"\n\n**Kit unggahan.** Artefak *kit* pada [proses ini]({run}), disimpan 30 hari, folder "
        f"`kit-{identity}`; sesudahnya `jdih kit {identity}`."
        for identity in ids
    )


def recent(entry: Entry, now: datetime) -> bool:
    """Say whether an entry is new enough to be told of, and rests on the forge's word."""
    approved = entry.approval is not None and entry.approval.evidence is Evidence.FORGE
    return approved and parse_moment(entry.time) > now - RECENT


def address_of(base: str, entry: Entry) -> str:
    """Return the full address of what an entry is about; `base` is the site's."""
    return base + quote(entry.address)


def trouble(held: Iterable[Held], unseen: dict[str, str], error: JdihError | None, run: str) -> str:
    """Return the words of the one issue on what keeps work from being published, empty for none.

    `unseen` says of each id why its live page did not count, `run` is the address of the workflow
    run.
    """
    lines = [*_stopped(error), *_held(held), *_unseen(unseen)]
    if not lines:
        return ""
    where = f"Catatan proses: {run}" if run else ""
    last = "Isu ini diperbarui sendiri, dan ditutup begitu penerbitan kembali lancar."
    return "\n".join((*lines, *((where, "") if where else ()), last))


def _stopped(error: JdihError | None) -> Iterator[str]:
    if error is not None:
        yield f"Penerbitan berhenti: {code(error.message)}"
        yield ""
        yield f"Yang perlu dilakukan: {code(error.remedy)}"
        yield ""
        yield "Situs yang tayang sebelumnya tetap berdiri; tidak ada naskah yang hilang."
        yield ""


def _held(held: Iterable[Held]) -> Iterator[str]:
    for one in held:
        kept = "versi sebelumnya tetap tayang" if one.shown else "tidak ditayangkan"
        yield f"- {code(one.id)} ({code(one.path)}), {kept}: {code(one.reason)}"
        yield ""


def _unseen(unseen: dict[str, str]) -> Iterator[str]:
    for identity, reason in sorted(unseen.items()):
        yield f"- {code(identity)}: halamannya {code(reason)}; dicoba lagi pada jam berikutnya."
        yield ""
