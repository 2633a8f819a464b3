// Mencari di semua bagian indeks dan menyatukan jawabannya, seolah-olah indeksnya satu.
//
// Setiap bagian hanya mengenal katanya sendiri. Kata yang tidak dikenalnya diganti Pagefind dengan
// pangkal terpanjang yang dikenal, atau dilewati; padahal bagian lain mungkin mengenalnya. Maka
// bagian yang mengenal suatu kata kurang jauh daripada bagian lain tidak ikut menjawab.

const LANGUAGE = "id";
const WHOLE = Infinity;

let parts = [];

export async function open(base, names, { ranking }) {
  const { PagefindInstance } = await import(new URL("mesin.js", base).href);
  // Satu program untuk semua bagian, dimuat bersama daftar isi bagian-bagian itu.
  const program = new PagefindInstance({ basePath: base }).loadWasm(LANGUAGE);
  class Part extends PagefindInstance {
    async loadMeta(hash) {
      await Promise.all([super.loadMeta(hash), program]);
    }
  }
  parts = names.map((name) => new Part({ basePath: new URL(`${name}/`, base).href, ranking }));
  await Promise.all(
    parts.map(async (part) => {
      await part.init(LANGUAGE, { load_wasm: false });
      await part.enterPlaygroundMode(); // Hanya di sana Pagefind mengatakan kata mana yang cocok.
    }),
  );
}

export async function search(words) {
  const answers = await Promise.all(parts.map((part) => part.search(words)));
  const silent = await withoutWord(words, answers);
  const scales = scalesOf(answers);
  const weighed = ({ results }, at) => results.map(({ id, score, words: places }) => ({ id: `${at}/${id}`, score: score * scales[at], words: places }));
  return answers.flatMap((answer, at) => (silent.has(at) ? [] : weighed(answer, at))).sort((a, b) => b.score - a.score);
}

export async function page(id) {
  const [at, hash] = id.split("/");
  return parts[at].loadFragment(hash);
}

// Bagian yang tidak mengenal salah satu kata sejauh bagian lain mengenalnya.
async function withoutWord(words, answers) {
  const silent = new Set();
  const stems = (answers[0].query_term_idfs ?? []).map(({ term }) => term);
  const terms = words.split(/\s+/).filter((word) => /[^\p{P}\p{M}]|\p{Pc}/u.test(word));
  for (const [place, stem] of stems.entries()) {
    const reached = answers.map((answer) => reach(answer, stem));
    if (answers.every(({ results }, at) => !results.length || reached[at] === WHOLE)) continue;
    for (const [at, { results }] of answers.entries()) {
      if (!results.length) reached[at] = reach(await parts[at].search(terms[place]), stem);
    }
    const farthest = Math.max(...reached);
    reached.forEach((far, at) => far < farthest && silent.add(at));
  }
  return silent;
}

// Sejauh mana sebuah kata dikenal: utuh, atau sepanjang pangkal yang menggantikannya; 0 bila dilewati.
// Setiap halaman yang ditemukan memuat semua kata yang dikenal: satu halaman sudah mengatakannya.
function reach({ results: [found] }, stem) {
  if (!found) return 0;
  const known = [
    ...(found.scores ?? []).map(({ search_term }) => search_term),
    ...(found.verbose_meta_scores ?? []).flatMap(({ matched_terms }) => matched_terms),
  ];
  if (known.some((word) => word.startsWith(stem))) return WHOLE;
  return Math.max(0, ...known.filter((word) => stem.startsWith(word)).map((word) => word.length));
}

// Nilai sebuah bagian menurut kelangkaan kata di semua bagian, bukan di bagian itu saja.
function scalesOf(answers) {
  const sizes = parts.map(({ languages }) => languages[LANGUAGE].page_count);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const rare = (size, count) => Math.log((size - count + 0.5) / (count + 0.5) + 1);
  const counted = (size, rarity) => (size + 1) / Math.exp(rarity) - 0.5;
  const own = answers.map(({ query_term_idfs }) => (query_term_idfs ?? []).map(({ idf }) => idf));
  const all = own[0].map((_, place) => rare(total, own.reduce((sum, idfs, at) => sum + counted(sizes[at], idfs[place]), 0)));
  const sum = (values) => values.reduce((whole, value) => whole + value, 0);
  return own.map((idfs) => (sum(idfs) ? sum(all) / sum(idfs) : 1));
}

if (typeof document === "undefined") {
  const methods = { open, search, page };
  addEventListener("message", async ({ data: { number, method, values } }) => {
    try {
      postMessage({ number, answer: await methods[method](...values) });
    } catch (error) {
      postMessage({ number, error: String(error) });
    }
  });
}
