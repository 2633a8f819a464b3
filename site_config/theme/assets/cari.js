// Pencarian di peramban pembaca: nomor peraturan lebih dahulu, lalu kata (Pagefind, berakar kata Indonesia).

const PER_PAGE = 10;
const PAUSE = 300;
const LENGTH = 30;
const angka = new Intl.NumberFormat("id");

const NUMBER = /(?:^|\s)(?:(?:nomor|nomer|no)\.?\s*)?(\d+[a-z]?(?:\/[a-z0-9.-]+)*)\s*(?:\/|(?:tahun|thn|th)\.?\s*)((?:19|20)\d\d)\b/i;

export function begin(place) {
  new Search(place);
}

class Search {
  constructor(place) {
    const part = (name) => place.querySelector(`[data-jdih="${name}"]`);
    this.base = new URL(place.dataset.dasar, document.baseURI);
    this.form = place.querySelector("form[role=search]");
    this.box = this.form.elements.q;
    this.choices = part("pilihan");
    this.told = part("jumlah");
    this.list = part("hasil");
    this.more = part("lagi");
    this.common = new Set(place.dataset.umum.split(" "));
    this.turn = 0;
    this.anew = "";
    this.choices.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search();
    });
    this.box.addEventListener("focus", () => this.engine().catch(() => {}), { once: true });
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), PAUSE);
    });
    this.choices.addEventListener("change", () => this.search());
    this.choices.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search();
    });
    this.more.addEventListener("click", () => this.show(PER_PAGE));
    window.addEventListener("popstate", () => this.restore());
    this.restore();
  }

  restore() {
    const asked = new URLSearchParams(location.search);
    this.box.value = asked.get("q") ?? "";
    for (const field of this.choices.elements) field.value = asked.get(field.name) ?? "";
    this.search();
  }

  remember(words) {
    const asked = new URLSearchParams();
    if (words) asked.set("q", words);
    for (const field of this.choices.elements) if (field.value) asked.set(field.name, field.value);
    const query = asked.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  engine() {
    this.loading ??= (async () => {
      const engine = await import(new URL(`pagefind/pagefind.js${this.anew}`, this.base).href);
      await engine.options({ ranking: { metaWeights: { title: 2, pokok: 5, jenis: 0, status: 0, saring: 0 } } });
      await engine.init();
      return engine;
    })().catch((error) => {
      // Mungkin yang tersimpan di peramban sudah lama: lain kali diambil lagi dari situs.
      this.loading = undefined;
      this.anew = `?${Date.now()}`;
      throw error;
    });
    return this.loading;
  }

  async search() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const words = this.box.value.trim();
    this.remember(words);
    if (!words) {
      this.list.replaceChildren();
      this.more.hidden = true;
      this.told.textContent = "";
      return;
    }
    this.told.textContent = "Mencari …";
    let numbers;
    let found;
    try {
      [numbers, found] = await Promise.all([this.byNumber(words), this.byWords(words)]);
    } catch {
      if (turn === this.turn) this.told.textContent = "Pencarian tidak dapat dimuat. Periksa sambungan, lalu coba lagi.";
      return;
    }
    if (turn !== this.turn) return;
    const known = new Set(numbers.map((line) => new URL(line.address, this.base).pathname));
    this.results = found;
    this.known = known;
    this.shown = 0;
    this.list.replaceChildren(...numbers.map((line) => this.numbered(line)));
    const count = numbers.length + found.length;
    this.told.textContent = count ? `${angka.format(count)} hasil` : `Tidak ada hasil untuk “${words}”. Coba kata dasar atau kata lain.`;
    await this.show(PER_PAGE, turn);
  }

  // “7 Tahun 2017”, “PKPU 8/2019”, “90/PUU-XXI/2023”: dari berkas kecil menurut tahun.
  async byNumber(words) {
    const match = NUMBER.exec(` ${words}`);
    if (!match) return [];
    const [, number, year] = match;
    const answer = await fetch(new URL(`cari/nomor/${year}.json`, this.base));
    if (!answer.ok) return [];
    const lines = (await answer.json()).map(([own, short, title, address, status]) => ({ own, short, title, address, status }));
    const plain = (text) => text.toLowerCase().replace(/^0+/, "");
    const wanted = new Set([plain(number), plain(`${number}/${year}`)]);
    const matching = lines.filter((line) => wanted.has(plain(line.own)) && this.chosen(line, year));
    const before = words.slice(0, match.index).toLowerCase();
    const named = matching.filter((line) => line.short && before.split(/[^a-z]+/).includes(line.short.toLowerCase()));
    return named.length ? named : matching;
  }

  chosen(line, year) {
    const { jenis, tahun, status } = this.choices.elements;
    const kind = line.address.split("/")[1];
    return (!jenis?.value || jenis.value === kind) && (!tahun?.value || tahun.value === year) && (!status?.value || status.value === line.status);
  }

  async byWords(words) {
    const engine = await this.engine();
    const every = words.toLowerCase().split(/\s+/);
    const telling = every.filter((word) => !this.common.has(word));
    const asked = telling.length ? telling : every;
    const facets = [...this.choices.elements].filter((field) => field.value).map((field) => facetWord(field.name, field.value));
    const ask = async (terms) => {
      const { results } = await engine.search([...terms, ...facets].join(" "));
      return results.filter((result) => result.score > 0);
    };
    const whole = await ask(asked);
    if (whole.length || asked.length === 1) return whole;
    // Tidak ada halaman yang memuat semuanya: yang memuat paling banyak di antaranya.
    const merged = new Map();
    for (const results of await Promise.all(asked.map((word) => ask([word])))) {
      for (const result of results) {
        const before = merged.get(result.id) ?? { ...result, data: result.data, hits: 0, score: 0 };
        merged.set(result.id, { ...before, hits: before.hits + 1, score: before.score + result.score });
      }
    }
    return [...merged.values()].sort((a, b) => b.hits - a.hits || b.score - a.score);
  }

  async show(count, turn = this.turn) {
    const part = this.results.slice(this.shown, this.shown + count);
    const pages = await Promise.all(part.map((result) => this.page(result)));
    if (turn !== this.turn) return;
    const exact = this.box.value.toLowerCase().split(/\s+/).filter((word) => word.length > 2);
    const holds = (page) => exact.filter((word) => page.text.toLowerCase().includes(word)).length;
    // Akar kata dapat menyamakan kata yang berlainan: yang memuat katanya sendiri didahulukan, dan di
    // antaranya yang pokoknya (judul sesudah “tentang”) paling dekat dengan yang dicari.
    const near = ({ meta }) => {
      const subject = (meta.pokok ?? "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      return exact.filter((word) => subject.includes(word)).length / Math.max(subject.length, 1);
    };
    const ordered = pages
      .map((page, place) => ({ page, place, hits: holds(page), near: near(page) }))
      .sort((a, b) => b.hits - a.hits || b.near - a.near || a.place - b.place);
    for (const { page } of ordered) {
      if (!this.known.has(new URL(page.url, location.href).pathname)) this.list.append(this.worded(page));
    }
    this.shown += part.length;
    this.more.hidden = this.shown >= this.results.length;
  }

  // Kata-kata halaman ada pada berkas di sampingnya; dari situ kutipannya.
  async page(result) {
    const page = await result.data();
    const words = page.content.split(/\s+/);
    const forms = new Set(result.words.map((place) => (words[place] ?? "").toLowerCase().replace(/[^\p{L}\p{N}_]/gu, "")));
    const answer = await fetch(new URL("teks.txt", new URL(page.url, location.href))).catch(() => null);
    return { ...page, forms, text: answer?.ok ? await answer.text() : "" };
  }

  numbered({ title, address, status }) {
    return entry(new URL(address, this.base).href, title, [], ["Nomor yang cocok", status]);
  }

  worded(page) {
    return entry(page.url, page.meta.title, excerpt(page), [page.meta.jenis, page.meta.status]);
  }
}

export function facetWord(name, value) {
  return `zzq${name}${value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")}`;
}

function entry(url, title, words, badges) {
  const made = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  made.append(link);
  const about = document.createElement("p");
  about.className = "jdih-keterangan";
  for (const words of badges.filter(Boolean)) {
    const badge = document.createElement("span");
    badge.className = `jdih-lencana${{ Berlaku: " jdih-lencana--baik", "Tidak Berlaku": " jdih-lencana--buruk" }[words] ?? ""}`;
    badge.textContent = words;
    about.append(badge);
  }
  made.append(about);
  if (words.length) {
    const text = document.createElement("p");
    text.append(...words);
    made.append(text);
  }
  return made;
}

// Bagian teks yang memuat paling banyak bentuk kata yang cocok, dengan kata-kata itu ditandai.
function excerpt({ text, forms }) {
  const words = text.split(" ");
  const fits = words.map((word) => forms.has(word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")));
  let start = 0;
  let most = -1;
  let count = 0;
  for (let end = 0; end < words.length; end += 1) {
    count += fits[end];
    if (end >= LENGTH) count -= fits[end - LENGTH];
    if (count > most) [most, start] = [count, Math.max(0, end - LENGTH + 1)];
  }
  const shown = words.slice(start, start + LENGTH).flatMap((word, place) => {
    if (!fits[start + place]) return [`${word} `];
    const made = document.createElement("mark");
    made.textContent = word;
    return [made, " "];
  });
  return shown.length && text ? [start ? "… " : "", ...shown, start + LENGTH < words.length ? "…" : ""] : [];
}
