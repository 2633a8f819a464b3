// Checks HTML files and prints a line of JSON for each fault: node html-validate.mjs FILE...
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const rules = {
  // Style, or a matter of taste, not of the standard.
  'doctype-style': 'off', // Material: lower case
  'no-trailing-whitespace': 'off', // Material's templates leave it
  'long-title': 'off', // names of laws are long
  'require-sri': 'off', // every script and style sheet is of this very site
  'valid-id': ['error', { relaxed: true }], // Material: __drawer, __nav_2; valid HTML
  'prefer-native-element': ['error', { exclude: ['region'] }], // a table's scroll area
};

// Faults that Material for MkDocs itself makes, each at its own place only.
const theme = {
  'attribute-allowed-values': /^#__nav_[\d_]+_label$/, // tabindex=""
  'input-attributes': /^#__(drawer|search)$/, // autocomplete on a checkbox
  'valid-autocomplete': /^#__(drawer|search)$/,
  'input-missing-label': /^(#__search|html > body > label)$/, // label without text
  'no-missing-references': /> nav > label$/, // for="__toc" on pages without contents
  'wcag/h32': /> header > nav > form:nth-child\(\d\)$/, // palette without a submit button
};

const checker = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:browser'],
  rules,
}));

for (const file of process.argv.slice(2)) {
  const { results } = await checker.validateFile(file);
  for (const { ruleId, message, line, column, selector } of results.flatMap((r) => r.messages)) {
    if (theme[ruleId]?.test(selector)) continue;
    console.log(JSON.stringify({ file, line, column, rule: ruleId, message, selector }));
  }
}
