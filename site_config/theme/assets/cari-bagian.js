// Mesin pencari untuk indeks yang terbagi: dipanggil seperti Pagefind, menjawab seperti satu indeks.

const WORKER = new URL("cari-pekerja.js", import.meta.url).href;

// `base` adalah folder indeks, `names` nama bagian-bagiannya.
export function joined(base, names) {
  let settings = {};
  let ask;
  return {
    options(given) {
      settings = given;
    },
    async init() {
      ask = await started();
      await ask("open", base, names, settings);
    },
    async search(words) {
      const results = await ask("search", words);
      return { results: results.map((result) => ({ ...result, data: () => ask("page", result.id) })) };
    },
  };
}

// Mencari kata yang umum makan waktu: di pekerja, supaya halaman tetap menjawab. Peramban yang tidak
// mengenal modul di pekerja tidak membaca `type`; di sana modulnya berjalan di halaman sendiri.
async function started() {
  let known = false;
  const worker = new Worker(WORKER, {
    get type() {
      known = true;
      return "module";
    },
  });
  if (known) return asked(worker);
  worker.terminate();
  const engine = await import(WORKER);
  return async (method, ...values) => engine[method](...values);
}

function asked(worker) {
  const waiting = new Map();
  let count = 0;
  worker.addEventListener("message", ({ data: { number, answer, error } }) => {
    const { done, failed } = waiting.get(number);
    waiting.delete(number);
    if (error) failed(new Error(error));
    else done(answer);
  });
  worker.addEventListener("error", () => {
    for (const { failed } of waiting.values()) failed(new Error("pekerja berhenti"));
    waiting.clear();
  });
  return (method, ...values) =>
    new Promise((done, failed) => {
      waiting.set(++count, { done, failed });
      worker.postMessage({ number: count, method, values });
    });
}
