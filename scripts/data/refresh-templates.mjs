// Fills in what the templates say of their data – facts, fingerprint, samples, preview – out of the data itself, and
// lifts them to today's version of the format. Run by hand after a change of data, readers or format: `node scripts/data/refresh-templates.mjs`.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = path.join(root, 'node_modules/.cache/refresh-templates.cjs');
await build({
  stdin: {
    contents: `export { openDataset } from './electron/data/open-dataset';
      export { splitIndices } from './electron/data/split';
      export { resolveDataPath } from './electron/data/data-path';
      export { readProject } from './shared/project/read-project';
      export { stableJson } from './shared/project/write-project';
      export { templateInfo } from './shared/contract';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['sharp'],
  outfile: bundle,
  logLevel: 'error',
});
const { openDataset, splitIndices, resolveDataPath, readProject, stableJson, templateInfo } = createRequire(import.meta.url)(bundle);
rmSync(bundle);

/** Held-out samples on a template's card: one a class as far as they go. */
const SHOWN = 6;
const templates = path.join(root, 'resources/templates');
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

for (const name of readdirSync(templates).filter((file) => file.endsWith('.attention.json'))) {
  const file = path.join(templates, name);
  const { project } = readProject(readFileSync(file, 'utf8'));
  const dataset = await openDataset(resolveDataPath(project.data.path, file, path.join(root, 'resources')), project.data.read, null);
  if (dataset.warnings.length > 0) throw new Error(`${name}: ${dataset.warnings.join(' ')}`);
  const { test } = splitIndices(dataset, project.data.split);
  const seen = new Set();
  const [first] = Object.values(dataset.targets);
  const shown = [...test].filter((index) => !seen.has(first[index]) && seen.add(first[index]));
  for (const index of test) if (shown.length < SHOWN && !shown.includes(index)) shown.push(index);
  const preview = await Promise.all(shown.slice(0, SHOWN).map((index) => dataset.view(index, 'test')));
  await dataset.close();

  writeFileSync(file, stableJson({ ...project, data: { ...project.data, facts: dataset.facts, fingerprint: dataset.fingerprint } }));
  const facts = path.join(templates, name.replace('.attention.json', '.json'));
  writeFileSync(facts, stableJson(templateInfo.parse({ ...read(facts), samples: dataset.size, preview })));
  console.log(`${name}: ${dataset.size} samples, ${preview.length} shown`);
}
