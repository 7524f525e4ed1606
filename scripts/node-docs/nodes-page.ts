// docs/nodes.md from the definitions of the node types. Bundled by scripts/generate-node-docs.mjs.
import { countWeights } from '../../shared/graph/count-weights';
import type { AnyNode, Family, NodeExample } from '../../shared/graph/define-node';
import type { Param, ParamSchema, ParamsOf } from '../../shared/graph/params';
import { readExample } from '../../shared/graph/read-example';
import { sourceParts } from '../../shared/graph/source-parts';
import { formatShape, type ValueSpec } from '../../shared/graph/spec';
import { carriesInWords } from '../../shared/graph/value-words';

/** From this many node types on, a parameter is told once for all of them. */
const MANY = 4;
const COMMON = 'Parameters of many nodes';

const FAMILIES: { readonly [family in Family]: string } = {
  input: 'Inputs',
  preprocessing: 'Preprocessing',
  extractor: 'Extractors',
  similarity: 'Similarity',
  attention: 'Attention',
  fusion: 'Fusion',
  normalisation: 'Normalisation',
  block: 'Blocks',
  output: 'Predictions',
};

/** Text in a table of Markdown. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ') || '–';
const code = (value: unknown): string => (value === undefined ? '–' : `\`${JSON.stringify(value)}\``);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** GitHub's names for headings in the order of the page: what comes again gets a number. */
function anchors(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const name = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
}

/** What a parameter takes, in the words of its own check. */
function takes(param: Param): string {
  const parsed = param.parse(undefined);
  if (parsed.ok) throw new Error('a parameter takes nothing at all');
  return parsed.expected;
}

const paramRow = ([name, param]: readonly [string, Param]): string[] => [`\`${name}\``, takes(param), code(param.default), param.doc];
const PARAM_HEAD = ['parameter', 'takes', 'default', 'what it does'];

function valueInWords(port: string, { shape, dtype, masked }: ValueSpec): string {
  if (dtype === 'string') return port;
  return `${port} ${formatShape(shape).replaceAll('×', ' × ')}${masked ? ', padded' : ''}`;
}

function valuesInWords(values: { readonly [port: string]: readonly ValueSpec[] }): string {
  return Object.entries(values)
    .flatMap(([port, specs]) => specs.map((spec) => valueInWords(port, spec)))
    .join('; ');
}

function exampleRow(definition: AnyNode, example: NodeExample<ParamsOf<ParamSchema>>): string[] {
  const { params, inputs } = readExample(definition, example);
  const context = { id: 'node', facts: example.facts ?? null };
  const inference = definition.infer(inputs, params, context);
  if (!inference.ok) throw new Error(`${definition.kind}, ${example.name}: ${inference.problem.message}`);
  const outputs = Object.fromEntries(Object.entries(inference.outputs).map(([port, spec]) => [port, [spec]]));
  const weights = definition.weights?.(inputs, params, context) ?? [];
  const given = Object.entries(example.params).map(([name, value]) => `\`${name}=${JSON.stringify(value)}\``);
  return [example.name, given.join(' '), valuesInWords(inputs), valuesInWords(outputs), countWeights(weights).all.toLocaleString('en')];
}

function sourceLine(source: string): string {
  return sourceParts(source)
    .map(({ text, address }) => (address ? `[${text}](${address})` : text))
    .join('');
}

function mapLine({ map }: AnyNode): string | null {
  if (!map) return null;
  const what =
    map.type === 'matrix' ? 'a matrix, a weight for every place asked from and every place looked at' : 'a gate, a weight for every place';
  return `Attention map: ${what}; from \`${map.output}\`.`;
}

function portTables(definition: AnyNode): string[] {
  const inputs = definition.inputs.map((port) => [
    `\`${port.name}\``,
    `${port.accepts.map(carriesInWords).join(', ')}${port.optional ? '; may be left out' : ''}${port.multiple ? '; any number of wires' : ''}`,
    port.doc,
  ]);
  const outputs = definition.outputs.map((port) => [`\`${port.name}\``, port.doc]);
  return [
    ...(inputs.length > 0 ? [table(['input', 'takes', 'what it is'], inputs)] : []),
    ...(outputs.length > 0 ? [table(['output', 'what it is'], outputs)] : []),
  ];
}

function nodeSection(definition: AnyNode, common: ReadonlySet<Param>): string {
  const params = Object.entries(definition.params);
  const own = params.filter(([, param]) => !common.has(param));
  const shared = params.filter(([, param]) => common.has(param)).map(([name]) => `\`${name}\``);
  const examples = definition.examples.map((example) => exampleRow(definition, example));
  const parts = [
    `### ${definition.title}`,
    `\`${definition.kind}\`. ${definition.doc}`,
    definition.formula ? `\`\`\`text\n${definition.formula}\n\`\`\`` : null,
    definition.source ? `Source: ${sourceLine(definition.source)}` : null,
    mapLine(definition),
    ...portTables(definition),
    own.length > 0 ? table(PARAM_HEAD, own.map(paramRow)) : null,
    shared.length > 0 ? `Also, as many others: ${shared.join(', ')}.` : null,
    examples.length > 0 ? table(['example', 'set', 'in', 'out', 'parameters'], examples) : null,
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

/** Parameters that many node types share, by the object that declares them. */
function commonParams(nodes: readonly AnyNode[]): ReadonlyMap<Param, string> {
  const uses = new Map<Param, { readonly name: string; count: number }>();
  for (const [name, param] of nodes.flatMap((node) => Object.entries(node.params))) {
    const use = uses.get(param);
    if (use) use.count += 1;
    else uses.set(param, { name, count: 1 });
  }
  return new Map([...uses].filter(([, { count }]) => count >= MANY).map(([param, { name }]) => [param, name]));
}

/**
 * The page on every node type: contents by family, then one section a node. Sorted by title, so that a new node adds lines
 * and moves none.
 *
 * @param nodes every node type of the registry
 */
export function nodesPage(nodes: readonly AnyNode[]): string {
  const common = commonParams(nodes);
  const byTitle = [...nodes].sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.kind < b.kind ? -1 : 1));
  const families = Object.entries(FAMILIES)
    .map(([family, title]) => ({ title, members: byTitle.filter((node) => node.family === family) }))
    .filter(({ members }) => members.length > 0);
  const first = ['Nodes', ...(common.size > 0 ? [COMMON] : [])];
  const names = anchors([...first, ...families.flatMap(({ title, members }) => [title, ...members.map((node) => node.title)])]);
  let at = first.length;
  const contents = families.map(({ title, members }) => {
    at += 1;
    const links = members.map((node) => `[${node.title}](#${names[at++]})`);
    return `- **${title}**: ${links.join(', ')}`;
  });
  const sections = families.flatMap(({ title, members }) => [
    `## ${title}`,
    ...members.map((node) => nodeSection(node, new Set(common.keys()))),
  ]);
  return `${[
    '# Nodes',
    'Made by `npm run generate` from the definitions in `shared/nodes/`: do not edit. Shapes are those of one sample. Every example is computed by our engine and by its reference in the conformance test.',
    contents.join('\n'),
    ...(common.size > 0
      ? [
          `## ${COMMON}`,
          table(
            PARAM_HEAD,
            [...common].map(([param, name]) => paramRow([name, param])),
          ),
        ]
      : []),
    ...sections,
  ].join('\n\n')}\n`;
}
