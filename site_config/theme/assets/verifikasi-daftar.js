// Daftar yang diterbitkan untuk verifikasi, dan sidik yang dihitung di peramban untuk mencarinya.

// Sama dengan `jdih.website.visible_text.normalised`: sebuah uji membandingkan keduanya.
export function normalised(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

export async function sha256(data) {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
export const label = (entry) => `${entry.nomor}/${entry.tahun}`;

// Daftar yang diterbitkan. Setiap blok catatan yang diambil dihitung rantainya.
export class Register {
  constructor(root) {
    const held = document.getElementById("jdih-data");
    this.held = held && JSON.parse(held.textContent);
    this.root = root;
    this.known = new Map();
  }

  once(path, make) {
    if (!this.known.has(path)) {
      const made = make(path);
      made.catch(() => this.known.delete(path));
      this.known.set(path, made);
    }
    return this.known.get(path);
  }

  async read(path) {
    if (this.held) return own(this.held, path) ?? Promise.reject(new Error(path));
    const answer = await fetch(new URL(`verifikasi/${path}`, this.root), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  }

  table(path) {
    return this.once(path, async () => JSON.parse(await this.read(path)));
  }

  index() {
    return this.table("daftar.json");
  }

  // Alamat situs; salinan luring tidak berada di sana.
  async base() {
    return this.held ? (await this.index()).situs : this.root.href;
  }

  async find(digest) {
    const { angka_pecahan: digits } = await this.index();
    const found = await this.table(`sidik/${digest.slice(0, digits) || "semua"}.json`);
    const names = digest.length === 64 ? [digest] : Object.keys(found).filter((name) => name.startsWith(digest));
    return names.flatMap((name) => (own(found, name) ?? []).map(([number, kind]) => ({ digest: name, number, kind })));
  }

  async place(number) {
    const [nomor, tahun] = number.split("/").map(Number);
    const { blok } = await this.index();
    const about = blok.find((one) => one.tahun === tahun && one.dari <= nomor && nomor <= one.sampai);
    return { about, offset: nomor - about?.dari };
  }

  async entry(number) {
    const { about, offset } = await this.place(number);
    return about && (await this.block(about.nama)).entries[offset];
  }

  async history(number) {
    const { about } = await this.place(number);
    return this.table(`riwayat/${about.nama}.json`);
  }

  // Judul dicari pada halaman yang berlaku sekarang; ia tidak termasuk yang dihitung sidiknya.
  async title(entry) {
    return own((await this.history(label(entry))).judul, entry.id);
  }

  // Data pribadi yang dihapus dari sebuah versi sesudah tercatat; catatannya sendiri tidak berubah.
  async removed(entry) {
    return own((await this.history(label(entry))).dihapus ?? {}, label(entry));
  }

  async related(entry) {
    const numbers = own((await this.history(label(entry))).riwayat, entry.id) ?? [label(entry)];
    return (await Promise.all(numbers.map((number) => this.entry(number)))).filter(Boolean);
  }

  block(name) {
    return this.once(`catatan/${name}.jsonl`, async (path) => {
      const { blok } = await this.index();
      const place = blok.findIndex((one) => one.nama === name);
      const about = blok[place];
      const lines = (await this.read(path)).split("\n").slice(0, -1);
      const digests = await Promise.all(lines.map(sha256));
      const entries = [];
      const faults = [];
      let before = place ? blok[place - 1].sidik : undefined;
      let last = place ? `${blok[place - 1].sampai}/${blok[place - 1].tahun}` : "awal daftar";
      for (const [offset, line] of lines.entries()) {
        const [entry, nomor, tahun] = [parsed(line), about.dari + offset, about.tahun];
        const number = `${nomor}/${tahun}`;
        if (label(entry) !== number) faults.push(`Di tempat nomor ${number} ada catatan lain.`);
        if (entry.sebelum !== before) faults.push(`Nomor ${last} tidak cocok dengan sidik yang disimpan nomor ${number}.`);
        entries.push({ ...entry, nomor, tahun });
        [before, last] = [digests[offset], number];
      }
      if (before !== about.sidik) faults.push(`Nomor ${last} tidak cocok dengan sidik yang disimpan daftar.json.`);
      if (entries.length !== about.sampai - about.dari + 1) faults.push(`Jumlah catatan nomor ${about.dari}–${about.sampai}/${about.tahun} tidak lengkap.`);
      return { entries, faults };
    });
  }

  // Yang dihitung sampai sekarang, dan yang tidak cocok.
  async checked() {
    const index = await this.index();
    const names = index.blok.map((one) => one.nama).filter((name) => this.known.has(`catatan/${name}.jsonl`));
    const blocks = await Promise.all(names.map((name) => this.block(name)));
    const faults = blocks.flatMap((block) => block.faults);
    const count = blocks.reduce((sum, block) => sum + block.entries.length, 0);
    const ends = index.blok.map((one) => one.sampai - one.dari + 1).reduce((sum, one) => sum + one, 0);
    const last = index.blok.at(-1);
    if (ends !== index.jumlah || (last?.sidik ?? null) !== index.sidik_daftar) faults.push("daftar.json tidak cocok dengan dirinya sendiri.");
    if (last && names.includes(last.nama) && (blocks.at(-1).entries.at(-1)?.entri ?? null) !== index.sidik_terakhir) {
      faults.push("Sidik catatan terakhir tidak cocok dengan daftar.json.");
    }
    const whole = names.length === index.blok.length;
    if (whole) faults.push(...(await this.unlinked(blocks.flatMap((block) => block.entries))));
    const witness = await this.witness(index);
    if (witness.fault) faults.push(witness.fault);
    return { count, of: index.jumlah, whole, faults, said: witness.said };
  }

  // Riwayat yang diterbitkan tidak boleh melewatkan ralat atau penarikan.
  async unlinked(entries) {
    const items = new Map();
    for (const entry of entries) items.set(entry.id, [...(items.get(entry.id) ?? []), entry]);
    const faults = [];
    for (const found of items.values()) {
      if (found.length === 1) continue;
      for (const entry of found) {
        const told = own((await this.history(label(entry))).riwayat, entry.id) ?? [];
        if (told.join() !== found.map(label).join()) faults.push(`Riwayat nomor ${label(entry)} tidak lengkap.`);
      }
    }
    return faults;
  }

  async witness(index) {
    if (this.held) return { said: `Sidik catatan terakhir pada salinan ini: ${index.sidik_terakhir}. Bandingkan dengan yang tertulis di kaki halaman situs atau pada cetakan.` };
    try {
      const answer = await fetch(new URL("terbitan.json", this.root), { cache: "no-cache" });
      const { buku_agenda: book } = await answer.json();
      const same = book.jumlah === index.jumlah && (book.sidik_terakhir || null) === index.sidik_terakhir;
      if (!same) return { fault: "Catatan terakhir tidak cocok dengan terbitan.json. Bila situs baru saja diperbarui, muat ulang halaman ini." };
      return { said: "Catatan terakhir cocok dengan yang disebut terbitan.json." };
    } catch {
      return { said: "terbitan.json tidak dapat diambil, jadi belum dibandingkan." };
    }
  }

  async all() {
    const { blok } = await this.index();
    await Promise.all(blok.map((one) => this.block(one.nama)));
  }
}

function parsed(line) {
  try {
    const told = JSON.parse(line);
    return told && typeof told === "object" ? told : {};
  } catch {
    return {};
  }
}
