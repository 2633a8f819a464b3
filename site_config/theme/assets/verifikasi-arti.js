// Arti sebuah catatan bagi pembaca: kedudukannya sekarang, dan isinya. Tidak menyentuh halaman.

import { label, own } from "./verifikasi-daftar.js";

export const VERSIONS = new Set(["impor", "terbit", "ralat", "mendesak", "tarik"]);
const AT_ONCE = new Set(["mendesak", "tarik"]);
const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const ZONES = { "+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT", "+00:00": "UTC", Z: "UTC" };
const KINDS = {
  sidik: "sidik naskah",
  naskah: "salinan naskah",
  halaman: "judul, ringkasan, dan isi halaman",
  isi: "isi halaman",
  entri: "sidik catatan",
};
const PROOFS = {
  "tanda-tangan": "tanda tangan kunci pejabat",
  forge: "catatan layanan repositori tentang persetujuan pejabat",
  pernyataan: "pernyataan tertulis, tidak dibuktikan program",
};

// `words` memuat sebutan kejadian dan platform, dari templat.
export class Meaning {
  constructor(words) {
    this.words = words;
  }

  // Yang mempunyai sebuah sidik, seperti “takarir Instagram”.
  kind(name) {
    const [first, rest] = [name.split("/", 1)[0], name.slice(name.indexOf("/") + 1)];
    if (first === "takarir") return `takarir ${own(this.words.platform, rest) ?? rest}`;
    return first === "berkas" ? `berkas ${rest}` : (own(KINDS, first) ?? name);
  }

  event(entry) {
    const platform = entry.platform ? ` ${own(this.words.platform, entry.platform) ?? entry.platform}` : "";
    return (own(this.words.kejadian, entry.kejadian) ?? entry.kejadian) + platform;
  }

  // Kedudukan sebuah catatan di antara semua catatan tentang konten yang sama, urut nomor.
  standing(entry, related) {
    const versions = related.filter((one) => VERSIONS.has(one.kejadian));
    const latest = versions.at(-1) ?? entry;
    if (!VERSIONS.has(entry.kejadian)) return this.statement(entry, versions);
    const after = afterwards(entry, related);
    if (latest.kejadian === "tarik") {
      return {
        kind: "buruk",
        title: entry === latest ? "Konten ini telah ditarik" : "Pernah terbit, tetapi telah ditarik",
        text: `Ditarik ${moment(latest.waktu)} dengan nomor ${label(latest)}. Jangan dijadikan rujukan; penjelasannya ada pada halaman konten itu.`,
      };
    }
    if (entry !== latest) {
      return {
        kind: "hati",
        title: "Sudah ada versi yang lebih baru",
        text: `Versi ini digantikan nomor ${label(latest)} (${this.event(latest)}, ${moment(latest.waktu)}). Pakailah yang terbaru.`,
      };
    }
    if (approval(entry)) return { kind: "baik", title: "Disetujui, dan masih versi yang terbaru", text: `Disetujui oleh ${approval(entry)}.` };
    if (entry.kejadian === "impor") {
      return {
        kind: "netral",
        title: "Tercatat sebagai impor, tidak pernah disetujui",
        text: "Isinya sudah ada sebelum alur persetujuan dimulai. Situs ini tidak menyatakan siapa yang menyetujuinya.",
      };
    }
    if (entry.kejadian !== "mendesak") return { kind: "hati", title: "Tercatat tanpa persetujuan", text: "Nomor ini tidak memuat persetujuan pejabat." };
    if (after) return { kind: "baik", title: "Tayang mendesak, kemudian disetujui", text: `Persetujuan susulan: ${approval(after) ?? moment(after.waktu)}, dengan nomor ${label(after)}.` };
    const { cara, waktu_setuju: when } = entry.rincian ?? {};
    const stated = cara ? ` Menurut pernyataan, persetujuan diberikan melalui ${cara}${when ? `, ${moment(when)}` : ""}.` : "";
    return { kind: "hati", title: "Tayang mendesak, belum disetujui", text: `Konten ini ditayangkan sebelum disetujui.${stated} Persetujuan susulannya belum tercatat.` };
  }

  // Yang bukan versi konten: unggahan, pemberitahuan, persetujuan susulan, insiden, arsip.
  statement(entry, versions) {
    if (entry.kejadian === "insiden") {
      return { kind: "buruk", title: "Unggahan tanpa persetujuan", text: `Nomor ini mencatat unggahan yang tidak pernah disetujui. ${entry.rincian?.keterangan ?? ""}` };
    }
    const about = versions.findLast((one) => one.sidik === entry.sidik) ?? versions.at(-1);
    const rests = entry.bukti === "pernyataan" ? " menurut pernyataan petugas" : "";
    const more = about ? ` Isi dan persetujuannya ada pada nomor ${label(about)}.` : "";
    return { kind: "netral", title: `Catatan: ${this.event(entry)}`, text: `Nomor ini mencatat peristiwa itu${rests}; ia bukan versi konten.${more}` };
  }

  // Baris-baris [nama, isi] tentang sebuah catatan; yang tidak diketahui tidak ditulis.
  facts(entry, related) {
    const after = afterwards(entry, related);
    const version = VERSIONS.has(entry.kejadian);
    const none = AT_ONCE.has(entry.kejadian) ? "Belum disetujui saat tayang" : "Tidak ada persetujuan yang tercatat";
    const { tautan, takarir, tidak_diunggah: left } = entry.rincian ?? {};
    return [
      ["Nomor", label(entry)],
      ["Peristiwa", `${this.event(entry)}, dicatat ${moment(entry.waktu)}`],
      ["Disetujui oleh", approval(entry) || (version && none)],
      ["Disetujui kemudian", after && `${approval(after) ?? moment(after.waktu)} (nomor ${label(after)})`],
      ["Berdasarkan", (approval(entry) || !version) && (own(PROOFS, entry.bukti) ?? entry.bukti)],
      ["Alamat unggahan", tautan],
      ["Takarir unggahan", takarir && `${takarir} dengan yang disetujui`],
      ["Tidak diunggah", left],
      ["Nomor tetap", entry.id],
      ["Sidik naskah", entry.sidik],
    ].filter(([, value]) => value);
  }
}

// Persetujuan yang menyusul sesuatu yang tayang seketika menyebut nomornya.
const afterwards = (entry, related) => related.find((one) => one.kejadian === "persetujuan-susulan" && one.rincian?.menyetujui === label(entry));

const approval = ({ jabatan, disetujui }) => jabatan && (disetujui ? `${jabatan}, ${moment(disetujui)}` : jabatan);

// Waktu dibaca sebagaimana tertulis: zona kantor, bukan zona peramban.
export function moment(text) {
  const [, year, month, day, hour, minute, zone] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)[\d:.]*(.*)$/.exec(text) ?? [];
  if (!year) return String(text ?? "");
  return `${Number(day)} ${MONTHS[month - 1]} ${year} pukul ${hour}.${minute} ${own(ZONES, zone) ?? zone}`;
}
