"""Indonesian-looking text without meaning, in every form of Markdown that documents use."""

from __future__ import annotations

from itertools import accumulate
from random import Random

_STEMS = """
yang dan di dengan untuk dalam pada dari oleh atau sebagai adalah tidak dapat setiap kepada atas
peraturan undang pasal ayat huruf angka bagian bab naskah putusan ketentuan keputusan pemerintah
presiden menteri lembaga negara daerah provinsi kabupaten kota desa kantor biro bidang seksi unit
jabatan pejabat pegawai petugas pimpinan ketua anggota dewan komisi mahkamah pengadilan hakim
perkara pemohon termohon saksi bukti sidang amar pertimbangan hukum hak kewajiban wewenang tugas
fungsi kedudukan susunan organisasi tata kerja kegiatan program anggaran belanja pendapatan pajak
retribusi keuangan barang jasa pengadaan kontrak penyedia perizinan izin usaha perusahaan koperasi
modal saham utang jaminan tanah bangunan hutan air laut sungai pantai tambang energi listrik
lingkungan limbah udara jalan jembatan angkutan pelabuhan bandara kereta kapal pendidikan sekolah
guru murid mahasiswa dosen kampus penelitian buku pustaka arsip dokumen jaringan informasi data
layanan masyarakat warga penduduk keluarga anak perempuan lansia difabel kesehatan rumah sakit
dokter perawat obat vaksin gizi pangan petani nelayan ternak pasar harga konsumen produk mutu
standar sertifikat merek paten cipta budaya bahasa adat agama ibadah wisata seni olahraga pemuda
pemilu pemilih calon partai suara kampanye daftar jadwal tahapan hasil sengketa pelanggaran sanksi
denda pidana penjara penyidik jaksa advokat korban perlindungan bantuan pengaduan laporan rapat
usulan rancangan pembahasan pengesahan pengundangan penetapan pencabutan perubahan pelaksanaan
pengawasan pembinaan penilaian evaluasi tindak lanjut batas waktu hari bulan tahun tanggal nomor
lampiran salinan tembusan tanda tangan meterai surat nota berita acara catatan kolom baris tabel
gambar peta grafik sumber rujukan tautan halaman situs aplikasi sistem perangkat akun sandi kunci
resmi terbuka tertulis lengkap cepat mudah akurat sah wajib berlaku baru lama utama khusus umum
terpadu berkala tetap sementara bersama sendiri langsung bertahap setempat nasional internasional
""".split()
_AFFIXED = [
    *(f"{stem}nya" for stem in _STEMS[17:120]),
    *(f"ber{stem}" for stem in _STEMS[60:110]),
    *(f"per{stem}an" for stem in _STEMS[90:150]),
    *(f"ke{stem}an" for stem in _STEMS[120:190]),
]
WORDS = tuple(dict.fromkeys([*_STEMS, *_AFFIXED]))
"""The vocabulary, the frequent words first."""

# Zipf's law, as in any language: the first words are said most.
_WEIGHTS = tuple(accumulate(1 / (rank + 5) for rank in range(len(WORDS))))


class Writer:
    """Writes text by the dice of `random`: the same dice, the same text."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def words(self, count: int) -> str:
        """Return `count` words in lower case."""
        return " ".join(self._random.choices(WORDS, cum_weights=_WEIGHTS, k=count))

    def title(self, count: int = 5) -> str:
        """Return a title of `count` words."""
        return self.words(count).title()

    def sentence(self) -> str:
        """Return a sentence of 8 to 16 words."""
        return self.words(self._random.randint(8, 16)).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        """Return a paragraph."""
        return " ".join(self.sentence() for _ in range(sentences))

    def bullets(self, count: int = 4) -> str:
        """Return a list whose points begin with bold words."""
        return "\n".join(f"- **{self.title(2)}.** {self.sentence()}" for _ in range(count))

    def steps(self, count: int = 3) -> str:
        """Return a numbered list."""
        return "\n".join(f"{number}. {self.sentence()}" for number in range(1, count + 1))

    def tasks(self) -> str:
        """Return a list of two tasks."""
        return f"- [x] {self.sentence()}\n- [ ] {self.sentence()}"

    def table(self, rows: int = 3) -> str:
        """Return a table of three columns."""
        lines = ["| Unsur | Arti | Jumlah |", "|---|---|--:|"]
        lines += [
            f"| {self.title(2)} | {self.words(6)} | {self._random.randint(1, 900)} |"
            for _ in range(rows)
        ]
        return "\n".join(lines)

    def alert(self) -> str:
        """Return an alert in GitHub's form."""
        return f"> [!NOTE]\n> {self.sentence()}"

    def body(self, links: tuple[str, ...]) -> str:
        """Return a body of about 480 words in which every target of `links` is linked."""
        parts = [f"## {self.title(3)}", self.paragraph(), self.bullets()]
        for target in links:
            parts.append(f"{self.sentence()} Lihat [{self.words(3)}]({target}). {self.sentence()}")
        parts += [f"## {self.title(3)}", self.paragraph(3), self.table(), self.alert()]
        parts += [f"### {self.title(2)}", self.steps(), f"{self.paragraph(2)}[^1]"]
        parts += [f"## {self.title(2)}", self.paragraph(3), self.tasks(), f"> {self.sentence()}"]
        parts.append(f"[^1]: {self.sentence()}")
        return "\n\n".join(parts) + "\n"
