// Yang menambah kemudahan bila JavaScript ada. Tanpa berkas ini situs tetap dapat dipakai seluruhnya.

const pilih = (mark, from = document) => [...from.querySelectorAll(`[data-jdih="${mark}"]`)];
const angka = new Intl.NumberFormat("id");

function copyButtons() {
  for (const button of pilih("salin")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const from = button.dataset.dari && document.getElementById(button.dataset.dari);
      try {
        await navigator.clipboard.writeText(from ? from.textContent : button.dataset.teks);
        button.textContent = "Tersalin";
      } catch {
        button.textContent = "Tidak dapat disalin";
      }
      setTimeout(() => (button.textContent = words), 2500);
    });
  }
  for (const button of pilih("cetak")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// Menu pada layar sempit dibuka sebuah <label>; papan ketik memerlukan tombol.
function keyboardMenu() {
  const drawer = document.getElementById("__drawer");
  const [label] = pilih("menu-label");
  const [button] = pilih("menu");
  if (!drawer || !button) return;
  label.hidden = true;
  button.hidden = false;
  const set = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change"));
  };
  button.addEventListener("click", () => set(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      set(false);
      button.focus();
    }
  });
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  drawer.addEventListener("change", tell);
  tell();
  for (const inner of document.querySelectorAll(".md-nav label[for^=__nav]")) {
    inner.tabIndex = 0;
    inner.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        inner.click();
      }
    });
  }
}

// “/” membawa ke kotak pencarian, di halaman mana pun.
function searchKey() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...document.querySelectorAll('input[type="search"][name="q"]')];
    const box = boxes.reverse().find((input) => input.offsetParent !== null);
    event.preventDefault();
    if (box) {
      box.focus();
      box.select();
    } else {
      boxes[0]?.form.submit();
    }
  });
}

const PER_PAGE = 50;

// Saringan daftar: data diambil sekali, saat daftar pertama kali disaring.
class Filters {
  constructor(form) {
    this.form = form;
    this.table = document.getElementById("daftar");
    this.body = this.table.tBodies[0];
    this.whole = [...this.body.rows];
    this.pages = pilih("halaman")[0];
    this.wholePages = [...this.pages.childNodes];
    this.count = pilih("jumlah")[0];
    this.wholeCount = this.count.textContent;
    this.page = 1;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.changed());
    form.addEventListener("reset", () => setTimeout(() => this.changed()));
    window.addEventListener("popstate", () => this.restore());
    this.restore();
  }

  restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of this.form.elements) {
      if (field.name) field.value = asked.get(field.name) ?? "";
    }
    this.page = Number(asked.get("halaman")) || 1;
    const filtered = [...asked].some(([name]) => this.form.elements[name]);
    if (filtered) {
      this.form.parentElement.open = true;
      this.show();
    } else this.reset();
  }

  changed() {
    this.page = 1;
    this.remember();
    if (this.wanted().length) this.show();
    else this.reset();
  }

  wanted() {
    return [...new FormData(this.form)].filter(([, value]) => value.trim());
  }

  remember() {
    const asked = new URLSearchParams(this.wanted());
    if (this.page > 1) asked.set("halaman", this.page);
    const query = asked.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  reset() {
    this.body.replaceChildren(...this.whole);
    this.pages.replaceChildren(...this.wholePages);
    this.count.textContent = this.wholeCount;
  }

  async lines() {
    if (!this.data) {
      const answer = await fetch(this.form.dataset.sumber);
      if (!answer.ok) throw new Error(answer.status);
      const { isian, baris } = await answer.json();
      this.data = baris.map((line) => Object.fromEntries(isian.map((name, place) => [name, line[place]])));
    }
    return this.data;
  }

  async show() {
    let lines;
    try {
      lines = await this.lines();
    } catch {
      this.count.textContent = "Daftar tidak dapat disaring: sambungan terputus. Muat ulang halaman ini.";
      return;
    }
    const wanted = this.wanted();
    if (!wanted.length) return;
    const found = lines.filter((line) => wanted.every(([name, value]) => fits(line[name] ?? "", name, value)));
    const last = Math.max(1, Math.ceil(found.length / PER_PAGE));
    this.page = Math.min(this.page, last);
    const shown = found.slice((this.page - 1) * PER_PAGE, this.page * PER_PAGE);
    this.body.replaceChildren(...shown.map((line) => this.row(line)));
    this.pages.replaceChildren(...this.links(last));
    this.count.textContent = found.length
      ? `${angka.format(found.length)} dari ${angka.format(lines.length)} dokumen cocok.`
      : "Tidak ada dokumen yang cocok. Hapus sebagian saringan.";
  }

  row(line) {
    const base = this.form.dataset.dasar;
    const row = document.createElement("tr");
    const cell = (label, ...content) => {
      const made = document.createElement("td");
      made.dataset.label = label;
      made.append(...content);
      row.append(made);
    };
    const link = (address, words, name) => {
      const made = document.createElement("a");
      made.href = base + address;
      made.textContent = words;
      if (name) made.setAttribute("aria-label", name);
      return made;
    };
    cell("Judul", link(line.alamat, line.judul));
    cell("Nomor", line.nomor || "–");
    cell("Tahun", line.tahun || "–");
    cell("Status", line.status ? badge(line.status) : "–");
    cell("Detail", link(line.alamat, "Detail", `Detail ${line.judul}`));
    cell("Berkas", line.berkas ? link(line.berkas, line.bentuk_berkas, `${line.bentuk_berkas}, unduh ${line.judul}`) : "–");
    return row;
  }

  links(last) {
    if (last < 2) return [];
    const nav = document.createElement("nav");
    nav.className = "jdih-tahun jdih-halaman";
    nav.setAttribute("aria-label", "Halaman hasil saringan");
    const button = (page, words) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "jdih-tombol";
      made.textContent = words;
      made.disabled = page < 1 || page > last;
      made.addEventListener("click", () => {
        this.page = page;
        this.remember();
        this.show().then(() => this.table.scrollIntoView({ block: "start" }));
      });
      return made;
    };
    const place = document.createElement("span");
    place.textContent = `Halaman ${angka.format(this.page)} dari ${angka.format(last)}`;
    nav.append(button(this.page - 1, "Sebelumnya"), place, button(this.page + 1, "Selanjutnya"));
    return [nav];
  }
}

const EXACT = new Set(["jenis", "tahun", "status", "bidang", "teu"]);

function fits(found, name, wanted) {
  if (EXACT.has(name)) return found === wanted;
  const text = found.toLowerCase();
  const asked = wanted.trim().toLowerCase();
  if (name === "nomor") return text === asked || text.replace(/^0+/, "") === asked.replace(/^0+/, "");
  return asked.split(/\s+/).every((word) => text.includes(word));
}

function badge(words) {
  const kind = { Berlaku: "baik", "Tidak Berlaku": "buruk" }[words] ?? "netral";
  const made = document.createElement("span");
  made.className = `jdih-lencana jdih-lencana--${kind}`;
  made.textContent = words;
  return made;
}

copyButtons();
keyboardMenu();
searchKey();
for (const form of pilih("saring")) if (form.tagName === "FORM") new Filters(form);
for (const place of pilih("cari")) {
  import(new URL(`${place.dataset.dasar}assets/cari.js`, document.baseURI)).then((search) => search.begin(place));
}
for (const place of pilih("verifikasi")) {
  import(new URL(`${place.dataset.dasar}assets/verifikasi.js`, document.baseURI)).then((verification) => verification.begin(place));
}
