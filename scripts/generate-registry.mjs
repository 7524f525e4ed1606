// Writes shared/nodes/registry.gen.ts: the explicit list of node types, one file each.
// `--check` fails when the file is not fresh. Run: npm run generate
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../shared/nodes/', import.meta.url));
const found = [];
for (const family of readdirSync(root, { withFileTypes: true }).filter((e) => e.isDirectory())) {
  for (const file of readdirSync(path.join(root, family.name)).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))) {
    const text = readFileSync(path.join(root, family.name, file), 'utf8');
    const declared = /export const (\w+) = defineNode\(/.exec(text);
    const name = declared?.[1];
    // Helpers above may name other kinds, in the mends that they offer.
    const kind = /\bkind: '(\w+)'/.exec(text.slice(declared?.index ?? 0))?.[1];
    if (name && kind) found.push({ name, kind, from: `./${family.name}/${file.replace(/\.ts$/, '')}` });
  }
}
found.sort((a, b) => (a.from < b.from ? -1 : 1));
const text = `// Made by scripts/generate-registry.mjs from the files in this folder: run \`npm run generate\`.
import type { Registry } from '../graph/define-node';
${found.map((n) => `import { ${n.name} } from '${n.from}';`).join('\n')}

/** Every node type, by kind. */
export const NODES: Registry = {
${found.map((n) => `  ${n.kind}: ${n.name},`).join('\n')}
};
`;
const target = path.join(root, 'registry.gen.ts');
if (process.argv.includes('--check')) {
  let now = '';
  try {
    now = readFileSync(target, 'utf8');
  } catch {}
  if (now !== text) {
    console.error('shared/nodes/registry.gen.ts is not fresh. Run: npm run generate');
    process.exit(1);
  }
} else writeFileSync(target, text);
