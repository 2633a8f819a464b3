// GitHub's own parser, expressions and language service, asked line by line: JSON in, JSON out.
//   {"do": "parse", "name", "folder", "text"} -> {"value": the workflow or action, its `if`s whole}
//   {"do": "text", "node", "contexts"}        -> {"value": the node with its expressions filled in}
//   {"do": "holds", "node", "contexts"}       -> {"value": whether the condition `node` is true}
//   {"do": "lint", "name", "folder", "text"}  -> {"value": what the language service finds}
// An expression inside a workflow is {"${{ }}": "…"}. What fails comes back as {"error": "…"}.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

// The packages are written for bundlers, which do not ask that an import of JSON says so.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});
const { Evaluator, Lexer, Parser, data } = await import('@actions/expressions');
const { truthy } = await import('@actions/expressions/result');
const parser = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
const { convertToIfCondition } =
  await import('@actions/workflow-parser/model/converter/if-condition');

const EXPRESSION = '${{ }}';
const statuses = { success: 'success', failure: 'failure', cancelled: 'cancelled', always: null };

function tree(token, context) {
  const kind = token.definition?.key;
  if (kind === 'job-if' || kind === 'step-if') {
    return convertToIfCondition(context, token).expression;
  }
  if (parser.isMapping(token)) {
    return Object.fromEntries(
      Array.from(token, ({ key, value }) => [key.value, tree(value, context)]));
  }
  if (parser.isSequence(token)) return Array.from(token, (item) => tree(item, context));
  return parser.isBasicExpression(token) ? { [EXPRESSION]: token.expression } : token.value ?? null;
}

// All workflows of a repository lie in one folder: what one calls lies beside it, and the actions in
// a folder of their own beside that.
const ACTIONS = '.github/actions/';
const beside = (folder) => ({
  async getFileContent({ path: name, repository }) {
    if (repository) throw new Error(`${repository} is another repository`);
    const place = name.startsWith(ACTIONS)
      ? join(folder, '..', 'actions', name.slice(ACTIONS.length))
      : join(folder, basename(name));
    return { name, content: readFileSync(place, 'utf8') };
  },
});

async function parse({ name, folder, text }) {
  const isAction = name === 'action.yml';
  const read = isAction ? parseAction : parser.parseWorkflow;
  const { context, value } = read({ name, content: text }, new parser.NoOperationTraceWriter());
  const options = { fetchReusableWorkflowDepth: 1 };
  if (value && !isAction) {
    await parser.convertWorkflowTemplate(context, value, beside(folder), options);
  }
  const errors = context.errors.getErrors();
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return tree(value, context);
}

function evaluate(expression, contexts) {
  const functions = Object.entries(statuses).map(([name, status]) => [name, {
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(status === null || contexts.job.status === status),
  }]);
  const known = JSON.parse(JSON.stringify(contexts), data.reviver);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions.map(([, f]) => f)).parse();
  return new Evaluator(parsed, known, new Map(functions)).evaluate();
}

function text({ node, contexts }) {
  const fill = (part) => text({ node: part, contexts });
  if (Array.isArray(node)) return node.map(fill);
  if (typeof node !== 'object' || node === null) return data.reviver('', node).coerceString();
  if (EXPRESSION in node) return evaluate(node[EXPRESSION], contexts).coerceString();
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, fill(part)]));
}

const holds = ({ node, contexts }) => truthy(evaluate(node, contexts));

async function lint({ name, folder, text }) {
  const { validate } = await import('@actions/languageservice');
  const { TextDocument } = await import('vscode-languageserver-textdocument');
  // By its whole path: the service remembers what it found of an address, and actions share a name.
  const document = TextDocument.create(`file://${join(folder, name)}`, 'yaml', 0, text);
  const found = await validate(document, { fileProvider: beside(folder) });
  return found.map(({ message, range }) => `${name}:${range.start.line + 1}: ${message}`);
}

const work = { parse, text, holds, lint };
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = { value: await work[asked.do](asked) };
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
}
