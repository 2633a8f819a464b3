"""What a filled-in form states, and what is said to whoever stated something."""

from __future__ import annotations

from jdih.errors import JdihError
from jdih.model.entry import Detail, Event
from jdih.model.unit import Office
from jdih.publication.clerk import Recorded
from jdih.publication.markup import block, code, told
from jdih.publication.statement import SAME, Statement
from jdih.reading.form import (
    FILING,
    INCIDENT,
    LINK,
    MISTAKEN,
    NOTICE,
    TREATMENT,
    form_of,
    read_form,
)
from jdih.workflow.postings import Action

_EVENTS = {
    LINK: Event.LINKED,
    TREATMENT: Event.LINKED,
    NOTICE: Event.NOTIFIED,
    INCIDENT: Event.INCIDENT,
    FILING: Event.FILED,
}

_MADE = "Tercatat: nomor "


def stated(text: str) -> Statement:
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
        action=_action(given.get("tindakan", "")) if form is TREATMENT else None,
        clarification=given.get("klarifikasi", ""),
        takes_back=given.get("batal", ""),
        place=given.get("tempat", ""),
        classification=given.get("klasifikasi", ""),
        retention=given.get("retensi", ""),
    )
    if form is TREATMENT and (said.action is None) != bool(said.takes_back):
        raise JdihError(
            f"Nomor catatan diisi bila catatannya “{MISTAKEN}”, dan hanya bila demikian.",
            "Lengkapi atau kosongkan nomor catatannya, lalu isi formulir yang baru.",
        )
    require_either(said, "isian “Alamat unggahan”", "“Alasan tidak diunggah”")
    return said


def _action(chosen: str) -> Action | None:
    """Return what was done to a post, None for an entry that was wrong. Raises JdihError."""
    if chosen == MISTAKEN:
        return None
    try:
        return Action(chosen)
    except ValueError as error:
        known = ", ".join(action.value for action in Action)
        raise JdihError(
            f"“{chosen[:40]}” bukan tindakan atas unggahan.", f"Pilih: {known}, {MISTAKEN}."
        ) from error


def require_either(said: Statement, url: str, reason: str) -> None:
    """Raise JdihError unless a link has either its address or a reason why there is none.

    `url` and `reason` are how the two are called where they were typed.
    """
    if said.event is not Event.LINKED or said.action is not None or said.takes_back:
        return
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


def refusal(error: JdihError) -> str:
    """Return what is said under a form that cannot be recorded."""
    return (
        f"Belum dicatat. {told(error)}\n\n"
        "Bila sudah jelas, isi formulir yang baru dan tutup yang ini."
    )


def answer(recorded: Recorded, office: Office) -> str:
    """Return what is said under a form that was recorded."""
    lines = [code(line) for line in told_of(recorded, office, shown=False)]
    if recorded.difference:
        lines.append("\n".join(block("\n".join(recorded.difference), "diff")))
    return "\n\n".join(lines)


def tells(said: str, recorded: Recorded) -> bool:
    """Say whether an answer under a form tells that its entry was made then, by that form."""
    return code(f"{_MADE}{recorded.entry.label},").removesuffix("</code>") in said


def told_of(recorded: Recorded, office: Office, *, shown: bool = True) -> list[str]:
    """Return what is said to whoever stated it; `shown` with the difference of the texts."""
    entry = recorded.entry
    what = entry.detail(Detail.ACTION)
    if label := entry.detail(Detail.TAKES_BACK):
        what = f"membatalkan nomor {label}"
    about = " ".join(word for word in (entry.event.value, entry.platform, what) if word)
    if recorded.new:
        subject = "" if entry.event is Event.INCIDENT else f" untuk {entry.id}"
        first = f"{_MADE}{entry.label}, {about}{subject}, menurut {office.name}."
    else:
        first = f"Sudah tercatat: nomor {entry.label}, {about}; tidak ada yang berubah."
    lines = [first]
    if link := entry.detail(Detail.LINK):
        lines.append(f"Alamat: {link}")
    if compared := entry.detail(Detail.CAPTION):
        verdict = "sama dengan" if compared == SAME else "berbeda dari"
        lines.append(f"Teks yang diunggah {verdict} takarir yang disetujui.")
    return [*lines, *(recorded.difference if shown else ())]
