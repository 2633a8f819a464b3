"""Why the gate holds a version back, in words an official can act on.

Every sentence says first what is missing and then what to do next. Commits are named, people are
not.
"""

from __future__ import annotations

from enum import Enum, auto

from jdih.workflow.amendment import Fault
from jdih.workflow.version import Doubt, Version

_SHORT = 10


class Refusal(Enum):
    """A reason to hold a version back."""

    NO_HISTORY = auto()
    CHANGED = auto()
    NOT_BEGUN = auto()
    NOT_AT_START = auto()
    DRAFT = auto()
    UNREADABLE = auto()
    NO_LABEL = auto()
    EARLY = auto()
    DIRECT = auto()
    OCTOPUS = auto()
    UNREVIEWED = auto()
    SENT_BACK = auto()
    LAPSED = auto()
    UNSIGNED = auto()
    FOREIGN = auto()
    UNKNOWN_KEY = auto()
    BAD_SIGNATURE = auto()
    SMUGGLED = auto()
    NO_AUTHOR = auto()
    UNKNOWN_AUTHOR = auto()
    UNLINKED = auto()
    NO_UNIT = auto()
    NO_SOP = auto()
    NO_DECIDER = auto()
    NOT_DECIDER = auto()
    NOT_HELD = auto()
    OWN_WORK = auto()
    MIXED = auto()
    BROKEN = auto()
    REMOVED = auto()
    TWICE = auto()
    NOT_OPEN = auto()
    NOT_URGENT = auto()
    DECLINED = auto()
    CONSENT_OF_OTHERS = auto()
    CONSENT_OF_NOBODY = auto()
    CONSENT_TO_COME = auto()
    UNPLANNED = auto()
    LINE_GONE = auto()
    UNEXPLAINED = auto()
    REWRITTEN = auto()
    MOVED = auto()
    VANISHED = auto()
    TAKEN = auto()


FOR_FAULT = {
    Fault.REWRITTEN: Refusal.REWRITTEN,
    Fault.UNEXPLAINED: Refusal.UNEXPLAINED,
    Fault.MOVED: Refusal.MOVED,
}
FOR_DOUBT = {
    Doubt.EARLY: Refusal.EARLY,
    Doubt.DIRECT: Refusal.DIRECT,
    Doubt.OCTOPUS: Refusal.OCTOPUS,
    Doubt.UNREVIEWED: Refusal.UNREVIEWED,
    Doubt.SENT_BACK: Refusal.SENT_BACK,
    Doubt.UNSIGNED: Refusal.UNSIGNED,
    Doubt.FOREIGN: Refusal.FOREIGN,
    Doubt.UNKNOWN_KEY: Refusal.UNKNOWN_KEY,
    Doubt.BAD_SIGNATURE: Refusal.BAD_SIGNATURE,
}

_AGAIN = (
    "Ajukan isinya sekali lagi dari cabang usulan, lalu mohon pejabat yang berwenang "
    "menggabungkannya dengan tanda tangan (`git merge --no-ff -S`)."
)
_SIGNER = "Penanda tangan penggabungan {commit}"
_REVIEWER = "Yang menyetujui usulan"
_REVIEW_AGAIN = "Mohon pejabat yang berwenang memberi persetujuan (Approve) pada usulan itu."

_WORDS = {
    Refusal.NO_HISTORY: (
        "Dokumen ini belum ada di cabang utama. Ajukan melalui usulan, lalu mohon pejabat yang "
        "berwenang menggabungkannya dengan tanda tangan."
    ),
    Refusal.CHANGED: (
        "Isi berkas tidak sama dengan isi di cabang utama. Simpan perubahan dalam cabang usulan "
        "dan ajukan, atau kembalikan berkas seperti di cabang utama."
    ),
    Refusal.NOT_BEGUN: (
        "Unit belum mulai menuntut persetujuan (`mulai` di site_config/unit.yml masih kosong), "
        "dan isi ini tidak tercantum di site_config/impor.yml. Tetapkan `mulai` lebih dahulu."
    ),
    Refusal.NOT_AT_START: (
        "Isi ini tercantum di site_config/impor.yml, tetapi belum ada pada commit `mulai`, jadi "
        "tidak dapat dianggap impor. Hapus barisnya dari impor.yml. {again}"
    ),
    Refusal.DRAFT: (
        "Dokumen ini masih di drafts/. Bila sudah lengkap, pindahkan dengan `jdih submit`."
    ),
    Refusal.UNREADABLE: (
        "Sidik dokumen tidak dapat dihitung: ada nama berkas yang bukan UTF-8, atau tautan "
        "simbolik. Ganti nama atau hapus berkas itu melalui usulan baru."
    ),
    Refusal.NO_LABEL: (
        "Kepala berkas pada commit {commit} tidak terbaca, sehingga tidak diketahui siapa yang "
        "berwenang memutuskan. Perbaiki kepala berkas melalui usulan baru."
    ),
    Refusal.EARLY: (
        "Versi ini masuk (commit {commit}) sebelum unit menetapkan `mulai` di "
        "site_config/unit.yml, dan tidak tercantum di site_config/impor.yml. {again}"
    ),
    Refusal.DIRECT: (
        "Versi ini masuk langsung ke cabang utama (commit {commit}), tanpa usulan yang "
        "digabungkan pejabat. {again}"
    ),
    Refusal.OCTOPUS: (
        "Penggabungan {commit} menyatukan beberapa cabang sekaligus, sehingga tidak jelas isi "
        "mana yang disetujui. Gabungkan usulan satu per satu. {again}"
    ),
    Refusal.UNREVIEWED: ("Belum ada yang menyetujui usulan ini. {again}"),
    Refusal.SENT_BACK: (
        "Pejabat meminta perbaikan pada usulan ini. Perbaiki naskahnya menurut catatan yang "
        "ditulis, lalu mohon pejabat itu memeriksa kembali."
    ),
    Refusal.LAPSED: (
        "Persetujuan yang diberikan tidak berlaku lagi: isi naskah berubah sesudahnya, atau isi "
        "yang dahulu disetujui sudah tidak ada. {again}"
    ),
    Refusal.UNSIGNED: (
        "Tanpa tanda tangan: penggabungan {commit} tidak ditandatangani dengan kunci SSH "
        "pejabat. {again}"
    ),
    Refusal.FOREIGN: (
        "Penggabungan {commit} ditandatangani oleh layanan (misalnya tombol Merge di GitHub), "
        "bukan dengan kunci SSH pejabat, dan usulannya tidak diketahui. {again}"
    ),
    Refusal.UNKNOWN_KEY: (
        "Kunci penanda tangan penggabungan {commit} tidak terdaftar atas nama suatu jabatan di "
        "site_config/unit.yml yang berlaku saat itu. Daftarkan kunci pejabat lebih dahulu dalam "
        "usulan tersendiri. {again}"
    ),
    Refusal.BAD_SIGNATURE: "Tanda tangan penggabungan {commit} tidak sah. {again}",
    Refusal.SMUGGLED: (
        "Isi dokumen sesudah penggabungan {commit} berbeda dari isi usulan yang diperiksa. "
        "Perbarui cabang usulan dari cabang utama, periksa kembali, lalu gabungkan tanpa "
        "mengubah isinya."
    ),
    Refusal.NO_AUTHOR: (
        "Tidak ada commit dalam usulan yang menulis versi ini (penggabungan {commit}), sehingga "
        "penulisnya tidak diketahui. Tulis perubahan sebagai commit di cabang usulan. {again}"
    ),
    Refusal.UNKNOWN_AUTHOR: (
        "Penulis tidak dapat dikenali: commit {other} tidak memakai alamat "
        "<nomor>+<akun>@users.noreply.github.com dan tidak ditandatangani dengan kunci yang "
        "terdaftar. Kembalikan dokumen ke versi terakhir yang disetujui (atau hapus bila belum "
        "pernah disetujui), lalu simpan lagi perubahannya dengan alamat itu dan ajukan kembali."
    ),
    Refusal.UNLINKED: (
        "Penulis tidak dapat dikenali: commit {other} tidak terhubung dengan akun GitHub, atau "
        "tidak diketahui siapa yang mengirimnya. Buat cabang usulan baru dari cabang utama, "
        "simpan lagi perubahannya dengan akun sendiri, lalu ajukan kembali."
    ),
    Refusal.NO_UNIT: (
        "Berkas site_config/unit.yml yang berlaku saat penggabungan {commit} tidak ada atau tidak "
        "terbaca. Pulihkan berkas itu lebih dahulu. {again}"
    ),
    Refusal.NO_SOP: (
        "SOP “{name}” belum berlaku di cabang utama saat penggabungan {commit}, atau tidak "
        "memuat kegiatan persetujuan. Setujui SOP itu lebih dahulu. {again}"
    ),
    Refusal.NO_DECIDER: (
        "Menurut site_config/unit.yml yang berlaku saat penggabungan {commit}, tidak ada jabatan "
        "yang berwenang memutuskan {name}. Lengkapi `peran` atau `keputusan` lebih dahulu. {again}"
    ),
    Refusal.NOT_DECIDER: (
        "{who} tidak memegang jabatan yang berwenang memutuskan "
        "{name}. Yang berwenang: {offices}. {again}"
    ),
    Refusal.NOT_HELD: (
        "{who} tidak sedang memegang jabatan {offices} pada "
        "{day}. Mohon persetujuan pejabat yang sedang menjabat, termasuk Plh. atau Plt. yang "
        "tercatat di site_config/unit.yml. {again}"
    ),
    Refusal.TWICE: (
        "Konten ini sudah ada dalam usulan {name}. Lanjutkan usulan itu, atau tutup dahulu salah "
        "satunya."
    ),
    Refusal.UNPLANNED: (
        "Baris rencana {name} belum ada dalam rencana yang disetujui. Ajukan rencananya lebih "
        "dahulu dalam usulan tersendiri, atau isi `di_luar_rencana` dengan alasannya."
    ),
    Refusal.LINE_GONE: (
        "Baris {name} hilang dari rencana yang sudah disetujui. Kembalikan barisnya dengan kode "
        "yang sama; yang dibatalkan diberi `batal` beserta sebabnya."
    ),
    Refusal.MIXED: (
        "Usulan ini mengubah naskah sekaligus berkas lain ({name}). Ajukan keduanya dalam usulan "
        "yang terpisah, agar pejabat memutuskan naskahnya saja."
    ),
    Refusal.BROKEN: "Naskah ini masih memuat galat. Perbaiki temuan yang disebut `jdih check`.",
    Refusal.REMOVED: (
        "Naskah yang sudah ada di content/ tidak dihapus atau dikosongkan: alamatnya tetap. "
        "Kembalikan berkasnya, dan bila konten itu keliru, tarik dengan `tarik` pada kepalanya."
    ),
    Refusal.UNEXPLAINED: (
        "Konten ini sudah terbit ({name}), tetapi perubahannya belum dijelaskan kepada pembaca. "
        "Tambahkan pada `ralat` di kepala berkas, paling bawah, butir baru dengan `tanggal` dan "
        "`penjelasan`: apa yang keliru dan menjadi apa."
    ),
    Refusal.REWRITTEN: (
        "Butir `ralat` yang sudah terbit ({name}) diubah atau hilang. Kembalikan butir itu "
        "seperti semula, lalu jelaskan perubahannya dalam butir baru di bawahnya."
    ),
    Refusal.MOVED: (
        "Konten ini sudah terbit ({name}), tetapi alamatnya berganti. Tambahkan alamat lamanya "
        "pada `alamat_lama` di kepala berkas, atau kembalikan foldernya."
    ),
    Refusal.VANISHED: (
        "Tercatat {name}, tetapi tidak ada lagi di content/. Kembalikan berkasnya dari riwayat "
        "Git; bila kontennya keliru, tarik dengan `tarik` pada kepalanya."
    ),
    Refusal.TAKEN: (
        "Alamat yang dipakai dokumen ini milik {name}, yang sudah terbit dan tidak ada lagi di "
        "content/. Kembalikan dokumen itu, atau pindahkan dokumen ini ke alamat lain."
    ),
    Refusal.OWN_WORK: (
        "{who} ikut menulis versi ini (commit {other}). Karya "
        "sendiri tidak dapat disetujui sendiri; mohon persetujuan pejabat lain yang berwenang: "
        "{offices}. {again}"
    ),
    Refusal.NOT_OPEN: (
        "Saat itu site_config/unit.yml tidak menyebut jabatan yang boleh menerbitkan konten ini "
        "tanpa menunggu persetujuan. {again}"
    ),
    Refusal.NOT_URGENT: (
        "Versi ini tidak dapat terbit sebelum disetujui: yang menyetujui usulannya, atau semua "
        "penulisnya, harus sedang memegang salah satu jabatan ini: {offices}. {again}"
    ),
    Refusal.DECLINED: (
        "Pejabat tidak menyetujui versi ini, jadi versi ini tidak ditayangkan. Perbaiki menurut "
        "catatannya dan ajukan kembali; bila yang pernah tayang keliru, tarik dengan `tarik` pada "
        "kepalanya."
    ),
    Refusal.CONSENT_OF_OTHERS: (
        "Jabatan pada `mendesak: disetujui_oleh` bukan pemutus konten ini. Mohon persetujuan "
        "{offices}, lalu tulis jabatan itu."
    ),
    Refusal.CONSENT_OF_NOBODY: (
        "Pada {day} jabatan {name} tidak dipegang orang lain selain yang menulis atau menerbitkan "
        "konten ini, jadi tidak ada yang dapat menyetujuinya. Mohon persetujuan pejabat lain yang "
        "berwenang. {again}"
    ),
    Refusal.CONSENT_TO_COME: (
        "Waktu pada `mendesak` lebih kemudian daripada penerbitannya: persetujuan lisan harus "
        "mendahului. Perbaiki waktunya melalui usulan baru."
    ),
}


def say(refusal: Refusal, *, reviewed: bool = False, **facts: str) -> str:
    """Return the sentence for a refusal; `facts` fill its gaps, commits are shortened.

    `reviewed` speaks of a pull request and its reviews, else of a signed merge.
    """
    for name in ("commit", "other"):
        if name in facts:
            facts[name] = facts[name][:_SHORT]
    again = _REVIEW_AGAIN if reviewed else _AGAIN
    who = _REVIEWER if reviewed else _SIGNER.format(commit=facts.get("commit", ""))
    return _WORDS[refusal].format(**facts, again=again, who=who)


class Refused(Exception):
    """A version that is not approved. `reason` is ready to be read."""

    def __init__(self, refusal: Refusal, reason: str) -> None:
        super().__init__(reason)
        self.refusal = refusal
        self.reason = reason


def refused(refusal: Refusal, version: Version, **facts: str) -> Refused:
    """Refuse a version; `facts` fill the gaps of the sentence, the commit is known."""
    sentence = say(refusal, reviewed=version.reviewed, commit=version.commit, **facts)
    return Refused(refusal, sentence)
