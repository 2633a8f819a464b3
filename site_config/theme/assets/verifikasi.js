// Verifikasi di peramban pembaca: sidik dihitung di sini dan dicari dalam daftar yang diterbitkan.
// Salinan luring memuat berkas ini juga; di sana seluruh daftarnya ada dalam halaman itu sendiri.

import { Meaning, moment } from "./verifikasi-arti.js";
import { Register, label, normalised, sha256 } from "./verifikasi-daftar.js";

const NUMBER = /^(?:nomor|no\.?)?\s*0*(\d{1,5})\s*\/\s*(\d{4})$/i;
const DIGEST = /^[0-9a-f]{12,64}$/;
const TEXTS = /^(halaman$|isi$|takarir\/)/;
const FILES = /^(naskah$|berkas\/)/;
const FEW = 1000; // sampai sekian catatan seluruh rantai dihitung tanpa diminta
const EDGE = 12; // baris di awal teks yang boleh bukan bagiannya
const LONGEST = 300_000; // huruf
const LARGEST = 200_000_000; // bita
const angka = new Intl.NumberFormat("id");

export function begin(place) {
  new Verification(place);
}

class Verification {
  constructor(place) {
    const part = (name) => place.querySelector(`[data-jdih="${name}"]`);
    this.root = new URL(place.dataset.dasar ?? "../", document.baseURI);
    this.register = new Register(this.root);
    this.result = part("hasil");
    this.verdict = part("putusan");
    this.told = part("kabar");
    this.meaning = new Meaning(JSON.parse(part("isian").dataset.kata));
    this.turn = 0;
    part("tanpa").hidden = true;
    if (!globalThis.crypto?.subtle) {
      this.tell("Peramban ini hanya menghitung sidik pada alamat https. Buka situs ini dengan https, atau simpan halaman luring.");
      return;
    }
    part("isian").hidden = false;
    const [number, text, file] = ["nomor", "teks", "berkas"].map((name) => part(`periksa-${name}`));
    this.number = number.elements.nomor;
    number.addEventListener("submit", (event) => this.asked(event, () => this.byNumber(this.number.value)));
    text.addEventListener("submit", (event) => this.asked(event, () => this.byText(text.elements.teks.value)));
    file.addEventListener("change", (event) => this.asked(event, () => this.byFile(event.target.files[0])));
    for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      file.addEventListener(name, (event) => {
        event.preventDefault();
        file.classList.toggle("jdih-periksa--seret", over);
      });
    }
    file.addEventListener("drop", (event) => this.asked(event, () => this.byFile(event.dataTransfer.files[0])));
    window.addEventListener("hashchange", () => this.linked());
    this.linked();
  }

  linked() {
    let asked = "";
    try {
      asked = decodeURIComponent(location.hash.slice(1)).trim();
    } catch {
      return;
    }
    if (!NUMBER.test(asked) && !DIGEST.test(asked)) return;
    this.number.value = asked;
    this.show(() => this.byNumber(asked)).then(() => this.result.scrollIntoView({ block: "nearest" }));
  }

  asked(event, look) {
    event.preventDefault();
    this.show(look).then((shown) => shown && this.result.querySelector("h2").focus());
  }

  // `look` menghasilkan bagian-bagian hasil, atau kalimat yang meminta isian lain.
  async show(look) {
    const turn = ++this.turn;
    this.told.textContent = "Memeriksa …";
    try {
      const parts = await look();
      const said = typeof parts === "string";
      const { warning, proof } = said ? {} : await this.proof();
      if (turn !== this.turn) return false;
      this.result.hidden = said;
      if (said) return this.tell(parts);
      this.verdict.replaceChildren(...warning, ...parts, ...proof);
      // Terlihat pada hasilnya; di sini untuk pembaca layar.
      this.told.classList.add("jdih-sembunyi");
      this.told.textContent = `Hasil: ${this.verdict.querySelector("h3").textContent}.`;
      return true;
    } catch {
      if (turn !== this.turn) return false;
      this.result.hidden = true;
      return this.tell("Daftar tidak dapat diambil atau rusak, jadi tidak ada yang dapat disimpulkan. Periksa sambungan, lalu coba lagi.");
    }
  }

  tell(words) {
    this.told.classList.remove("jdih-sembunyi");
    this.told.textContent = words;
    this.told.scrollIntoView({ block: "nearest" });
    return false;
  }

  async byNumber(typed) {
    const asked = typed.trim().toLowerCase();
    const [, nomor, tahun] = NUMBER.exec(asked) ?? [];
    if (nomor) {
      const number = `${Number(nomor)}/${tahun}`;
      this.remember(number);
      const entry = await this.register.entry(number);
      return entry ? this.card(entry) : [unknown(`Nomor ${number} tidak tercatat`, "Buku Agenda yang diterbitkan situs ini tidak memuat nomor itu.")];
    }
    if (!DIGEST.test(asked)) return "Tulis nomor seperti 7/2026, atau sedikitnya 12 angka pertama sebuah sidik.";
    this.remember(asked);
    const hits = await this.register.find(asked);
    return hits.length ? this.cards(hits, "Sidik ini adalah") : [unknown("Sidik ini tidak dikenal", "Tidak ada yang tercatat di situs ini dengan sidik itu.")];
  }

  remember(asked) {
    if (location.hash !== `#${asked}`) history.replaceState(null, "", `#${asked}`);
  }

  async byText(text) {
    if (text.length > LONGEST) return "Teks ini terlalu panjang untuk diperiksa. Tempel satu konten saja.";
    const lines = text.split(/\r\n|\r|\n/).map((raw) => ({ raw: raw.trim(), words: normalised(raw) })).filter((line) => line.words);
    if (!lines.length) return "Tempel teksnya dahulu.";
    const { hits, extra } = await this.match(lines);
    if (!hits.length) return this.differing("Teks", "teks", async (number) => (await this.register.history(number)).berteks.includes(number));
    const cards = await this.cards(hits, extra.length ? "Sebagian teks ini sama, kata demi kata, dengan" : "Teks ini sama, kata demi kata, dengan");
    if (!extra.length) return cards;
    return [banner("hati", "Ada baris lain yang bukan bagian teks yang tercatat", "Baris berikut tidak termasuk yang dicocokkan dan tidak dinyatakan apa pun tentangnya:", list(extra.map((line) => line.raw))), ...cards];
  }

  // Pesan yang diteruskan kerap mendapat baris tambahan di awal atau akhir: itu disebut, bukan ditutupi.
  async match(lines) {
    const tries = [];
    for (let lead = 0; lead <= EDGE; lead += 1) {
      for (let trail = 0; trail <= (lead > 3 ? 1 : 4); trail += 1) {
        if (lead + trail < lines.length) tries.push({ lead, end: lines.length - trail, left_out: lead + trail });
      }
    }
    tries.sort((a, b) => a.left_out - b.left_out);
    const look = async ({ lead, end }) => {
      const digest = await sha256(lines.slice(lead, end).map((line) => line.words).join(" "));
      return (await this.register.find(digest)).filter(({ kind }) => TEXTS.test(kind));
    };
    const whole = await look(tries[0]);
    const found = whole.length ? [whole] : await Promise.all(tries.map(look));
    const place = found.findIndex((hits) => hits.length);
    if (place < 0) return { hits: [], extra: [] };
    const { lead, end } = tries[place];
    return { hits: found[place], extra: [...lines.slice(0, lead), ...lines.slice(end)] };
  }

  async byFile(file) {
    if (!file) return "Pilih sebuah berkas.";
    if (file.size > LARGEST) return "Berkas ini terlalu besar untuk diperiksa di peramban. Hitung sidiknya dengan sha256sum.";
    const data = await file.arrayBuffer();
    const hits = (await this.register.find(await sha256(data))).filter(({ kind }) => FILES.test(kind));
    if (hits.length) return this.cards(hits, `Berkas “${file.name}” sama, bita demi bita, dengan`);
    const plain = /^text\/|\.(md|txt)$/.test(file.type) || /\.(md|txt)$/i.test(file.name);
    if (plain && file.size <= LONGEST) return this.byText(new TextDecoder().decode(data));
    return this.differing("Berkas", "berkas", async () => true);
  }

  // Tidak ada yang cocok: yang diketahui hanya itu, kecuali pembaca menyebut nomornya.
  async differing(name, kind, comparable) {
    const [, nomor, tahun] = NUMBER.exec(this.number.value.trim()) ?? [];
    const number = nomor && `${Number(nomor)}/${tahun}`;
    const entry = number && (await this.register.entry(number));
    const nothing = unknown(`${name} ini tidak dikenal`, `Tidak ada ${kind} yang tercatat di situs ini dengan sidik itu. Itu belum tentu berarti palsu: mungkin dikutip sebagian, ditambah kata lain, atau berasal dari lembaga lain.`);
    if (!entry) return [nothing];
    if (!(await comparable(number))) return [unknown(`${name} ini tidak dapat dibandingkan dengan nomor ${number}`, `Sidik ${kind} untuk nomor itu tidak diterbitkan.`), ...(await this.card(entry))];
    return [banner("buruk", `${name} ini berbeda dari nomor ${number}`, `Sidiknya tidak sama dengan ${kind} mana pun yang tercatat pada nomor itu. Bandingkan dengan halaman aslinya.`), ...(await this.card(entry))];
  }

  async cards(hits, sentence) {
    const items = new Map();
    for (const hit of hits) {
      const entry = await this.register.entry(hit.number);
      if (!entry) continue;
      const item = items.get(entry.id) ?? { kinds: new Set(), numbers: new Set() };
      item.entry = entry;
      item.kinds.add(this.meaning.kind(hit.kind));
      item.numbers.add(hit.number);
      items.set(entry.id, item);
    }
    const asked = NUMBER.exec(this.number.value.trim());
    const parts = [];
    for (const { entry, kinds, numbers } of items.values()) {
      parts.push(made("p", "", `${sentence} ${[...kinds].join(", ")} pada nomor ${[...numbers].join(", ")}.`), ...(await this.card(entry)));
    }
    const named = asked && (await this.register.entry(`${Number(asked[1])}/${asked[2]}`));
    if (named && !items.has(named.id)) parts.unshift(banner("hati", `Ini bukan nomor ${label(named)}`, `Yang Anda periksa tercatat pada konten lain, bukan pada nomor ${label(named)}.`));
    return parts;
  }

  async card(entry) {
    const related = await this.register.related(entry);
    const { kind, title, text } = this.meaning.standing(entry, related);
    const gone = removal(await this.register.removed(entry), entry);
    const parts = [banner(kind, title, text), ...gone, await this.facts(entry, related)];
    if (related.length > 1) {
      const lines = related.map((one) => {
        const link = made("a", "", `Nomor ${label(one)}`);
        link.href = `#${label(one)}`;
        return made("li", "", link, `: ${this.meaning.event(one)}, ${moment(one.waktu)}`);
      });
      parts.push(folded(`Semua catatan tentang konten ini (${related.length})`, made("ul", "", ...lines)));
    }
    return parts;
  }

  async facts(entry, related) {
    const rows = [["Judul", await this.title(entry)], ...this.meaning.facts(entry, related)];
    const lines = rows.map(([name, value]) => {
      const head = made("th", "", name);
      head.scope = "row";
      return made("tr", "", head, made("td", "", value));
    });
    return made("table", "jdih-data", made("tbody", "", ...lines));
  }

  // Alamat berasal dari daftar: hanya yang berada di situs ini menjadi tautan.
  async title(entry) {
    const title = (await this.register.title(entry)) ?? "(tanpa judul)";
    const base = await this.register.base();
    const url = new URL(entry.alamat ?? "", base).href;
    if (!entry.alamat || !url.startsWith(base)) return title;
    const link = made("a", "", title);
    link.href = url;
    return link;
  }

  // Yang dihitung dari rantai: `warning` berdiri di atas hasil, `proof` di bawahnya.
  async proof() {
    if ((await this.register.index()).jumlah <= FEW) await this.register.all();
    const { count, of, whole, faults, said } = await this.register.checked();
    const lines = [`${angka.format(count)} dari ${angka.format(of)} catatan dihitung ulang${faults.length ? "" : "; semuanya tersambung"}.`];
    if (said) lines.push(said);
    if (!whole) lines.push("Catatan lain belum dihitung; ralat atau penarikan diketahui dari riwayat yang diterbitkan.");
    const told = faults.length ? "ada yang tidak cocok" : `${angka.format(count)} dari ${angka.format(of)} diperiksa`;
    const proof = [folded(`Rantai catatan: ${told}`, list(lines))];
    if (!whole) {
      const button = made("button", "jdih-tombol", `Periksa seluruh Buku Agenda (${angka.format(of)} catatan)`);
      button.type = "button";
      button.addEventListener("click", () => this.whole(button));
      proof.push(made("p", "", button));
    }
    const warning = faults.length
      ? [banner("buruk", "Daftar yang diterbitkan tidak utuh", "Hasil di bawah ini belum dapat dipercaya. Laporkan kepada pengelola situs:", list(faults))]
      : [];
    return { warning, proof };
  }

  async whole(button) {
    button.disabled = true;
    this.tell("Menghitung seluruh rantai …");
    try {
      await this.register.all();
    } catch {
      button.disabled = false;
      this.tell("Sebagian daftar tidak dapat diambil. Periksa sambungan, lalu coba lagi.");
      return;
    }
    const { warning, proof } = await this.proof();
    button.parentElement.previousElementSibling.replaceWith(...proof);
    button.parentElement.remove();
    this.verdict.prepend(...warning);
    this.tell(warning.length ? "Rantai catatan tidak utuh." : "Seluruh rantai catatan tersambung.");
  }
}

const unknown = (title, text) => banner("netral", title, text);

// Yang memegang teks lama tidak boleh mengira teks yang sekarang palsu, atau sebaliknya.
function removal(gone, entry) {
  if (!gone) return [];
  const by = gone.catatan.map(({ nomor, waktu, jabatan }) => `${moment(waktu)}${jabatan ? `, atas perintah ${jabatan}` : ""} (nomor ${nomor})`);
  const now = `Sidik yang tercatat adalah sidik sebelum penghapusan; naskah yang tersisa bersidik ${gone.sidik}. Tulisan atau berkas yang masih memuat data itu jangan disebarkan.`;
  const approved = entry.jabatan ? " Persetujuan di atas diberikan atas isi sebelum penghapusan; selebihnya tidak diubah." : "";
  return [banner("hati", "Data pribadi telah dihapus dari versi ini", `Dihapus menurut UU 27/2022: ${by.join("; ")}.${approved} ${now}`)];
}

function banner(kind, title, text, ...more) {
  return made("div", `jdih-putusan jdih-putusan--${kind}`, made("h3", "", title), made("p", "", text), ...more);
}

function list(lines) {
  return made("ul", "", ...lines.map((line) => made("li", "", line)));
}

function folded(title, content) {
  return made("details", "jdih-lipat", made("summary", "", title), content);
}

function made(tag, name, ...content) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...content);
  return element;
}
