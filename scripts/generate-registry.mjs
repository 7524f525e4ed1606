// Writes the explicit lists of what stands one a file: node types (shared/nodes/registry.gen.ts), layer classes
// (shared/layers/registry.gen.ts) and the engine's own layers (electron/engine/layers/registry.gen.ts).
// `--check` fails when one is not fresh. Run: npm run generate
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Sources of a folder and of the folders in it, without tests: name without `.ts`, and text. */
function sources(folder) {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && e.name.endsWith('.ts') && !/\.(test|test-data|gen)\.ts$/.test(e.name))
    .map((e) => path.join(e.parentPath ?? e.path, e.name))
    .map((file) => ({
      from: `./${path.relative(path.join(ROOT, folder), file).replaceAll(path.sep, '/').replace(/\.ts$/, '')}`,
      text: readFileSync(file, 'utf8'),
    }));
}

const byFile = (a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.at - b.at);

/** Every declaration that `pattern` finds: its first group is the exported name. */
function declared(folder, pattern, keyOf) {
  return sources(folder)
    .flatMap(({ from, text }) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const key = keyOf(text.slice(match.index));
        return key ? [{ from, at: match.index, name: match[1], key }] : [];
      }),
    )
    .sort(byFile);
}

const importLines = (found) => {
  const names = new Map();
  for (const { from, name } of found) names.set(from, [...(names.get(from) ?? []), name]);
  return [...names].map(([from, all]) => `import { ${all.sort().join(', ')} } from '${from}';`).join('\n');
};

const HEAD = '// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.';
const nodes = declared('shared/nodes', /export const (\w+) = define(?:Node|Block)\(/g, (text) => /\bkind: '(\w+)'/.exec(text)?.[1]);
const layers = declared('shared/layers', /export const (\w+) = defineLayer\(/g, (text) => /\bclassName: '(\w+)'/.exec(text)?.[1]);
const engine = declared(
  'electron/engine/layers',
  /export class (\w+) extends /g,
  (text) => /^[^}]*?static (?:override )?readonly className(?:: string)? = '(\w+)'/.exec(text)?.[1],
);

/** What may stand in a saved model: all but inputs and outputs, and the nodes that stand for saved models themselves. */
const parts = nodes.filter(({ from }) => !/^\.\/(inputs|outputs|pretrained)\//.test(from));

const FILES = {
  'shared/nodes/saved-parts.gen.ts': `${HEAD}
import type { Registry } from '../graph/define-node';
${importLines(parts)}

/** Node types that a saved model may be made of, by kind. */
export const SAVED_PARTS: Registry = {
${parts.map((n) => `  ${n.key}: ${n.name},`).join('\n')}
};
`,
  'shared/nodes/registry.gen.ts': `${HEAD}
import type { Registry } from '../graph/define-node';
${importLines(nodes)}

/** Every node type, by kind. */
export const NODES: Registry = {
${nodes.map((n) => `  ${n.key}: ${n.name},`).join('\n')}
};
`,
  'shared/layers/registry.gen.ts': `${HEAD}
${[`import type { LayerClass } from './define-layer';`, importLines(layers)].join('\n')}

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
${layers.map((n) => `  ${n.key}: ${n.name},`).join('\n')}
};
`,
  'electron/engine/layers/registry.gen.ts': `${HEAD}
import type * as tf from '@tensorflow/tfjs';
${importLines(engine)}

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
${engine.map((n) => `  ${n.name},`).join('\n')}
];
`,
};

for (const [file, text] of Object.entries(FILES)) {
  const target = path.join(ROOT, file);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
    continue;
  }
  let now = '';
  try {
    now = readFileSync(target, 'utf8');
  } catch {}
  if (now !== text) {
    console.error(`${file} is not fresh. Run: npm run generate`);
    process.exit(1);
  }
}
