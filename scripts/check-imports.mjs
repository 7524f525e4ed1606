// Checks every import against .dependency-cruiser.cjs.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// dependency-cruiser reads TypeScript with swc (TypeScript 7 has no parser to lend) and forgets to say that
// .tsx holds JSX. Patched before it is imported.
const swc = require('@swc/core');
const parse = swc.parseFileSync;
swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith('.tsx') });

const { cruise } = await import('dependency-cruiser');
const { forbidden, options } = require('../.dependency-cruiser.cjs');
const { output } = await cruise(['shared', 'electron', 'renderer', 'e2e'], { ...options, ruleSet: { forbidden }, validate: true });
const { violations, totalCruised } = output.summary;
for (const v of violations) {
  const path = v.cycle ? [v.from, ...v.cycle.map((c) => c.name)].join(' → ') : `${v.from} → ${v.to}`;
  console.error(`${v.rule.name}: ${path}`);
}
// An empty answer would mean that nothing was read, not that all is well.
if (totalCruised === 0) throw new Error('dependency-cruiser read no file');
if (violations.length) process.exitCode = 1;
else console.log(`Imports: ${totalCruised} modules, no violation.`);
