// Audits pages one after another in one Chromium and prints a line of JSON for each:
//   CHROME_PATH=... node lighthouse.mjs CATEGORIES URL...
// CATEGORIES: comma-separated of accessibility, best-practices, seo, performance
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [categories, ...urls] = process.argv.slice(2);

const chrome = await launch({
  chromePath: process.env.CHROME_PATH,
  connectionPollInterval: 100,
  chromeFlags: [
    '--headless',
    '--no-sandbox', // containers and CI run as root, and every page here is our own
    '--disable-gpu',
    '--disable-quic',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // no other host
  ],
});

// What counts against a category: an audit that it weighs and that is not passed.
function failed({ categories, audits }) {
  return Object.values(categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter((ref) => ref.weight > 0 && (audits[ref.id].score ?? 1) < 0.9)
      .map((ref) => {
        const { title, displayValue, details } = audits[ref.id];
        const where = (details?.items ?? []).map(({ node }) => node?.selector).filter(Boolean);
        return { category: id, audit: ref.id, title, displayValue, where };
      }));
}

try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      output: [],
      logLevel: 'error',
      onlyCategories: categories.split(','),
      disableFullPageScreenshot: true,
    });
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, score]);
    console.log(JSON.stringify({
      url,
      seconds: lhr.timing.total / 1000,
      error: lhr.runtimeError?.message,
      warnings: lhr.runWarnings,
      scores: Object.fromEntries(scores),
      failed: failed(lhr),
      bytes: lhr.audits["total-byte-weight"]?.numericValue,
    }));
  }
} finally {
  chrome.kill();
}
