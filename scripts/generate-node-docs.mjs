// Writes docs/nodes.md from the definitions of the node types. `--check` fails when it is not fresh. Run: npm run generate
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FILE = 'docs/nodes.md';

const { outputFiles } = await build({
  absWorkingDir: ROOT,
  stdin: {
    contents: `import { nodesPage } from './scripts/node-docs/nodes-page';
import { NODES } from './shared/nodes/registry.gen';
export default nodesPage(Object.values(NODES));`,
    resolveDir: ROOT,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
  logLevel: 'warning',
});
const { default: text } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

const target = path.join(ROOT, FILE);
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error(`${FILE} is not fresh. Run: npm run generate`);
  process.exit(1);
}
