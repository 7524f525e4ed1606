// Run by export-page.spec.ts, bundled: writes a page for each kind of input, and what its model says of one sample.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { RawPart } from '../electron/data/dataset';
import { encodeOwn } from '../electron/data/encode-batch';
import { compileModel } from '../electron/engine/compile';
import { applyModel, feedTensors } from '../electron/engine/step/feeds';
import { htmlExporter } from '../electron/exporters/html';
import { madeUpModel } from '../electron/exporters/trained-model.test-data';
import { digitsProject, tableProject, textProject } from '../shared/codegen/python/projects.test-data';

const folder = process.argv[2] ?? '';

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const side = 24;
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 37) % 256);
  await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toFile(path.join(folder, 'picture.png'));
  const samples: { readonly [name: string]: RawPart } = {
    digits: { kind: 'image', width: side, height: side, channels: 3, pixels },
    table: { kind: 'table', values: Float64Array.of(12.5, 1) },
    text: { kind: 'text', text: 'Good, GOOD… not bad!' },
  };
  for (const [name, project] of Object.entries({ digits: digitsProject, table: tableProject(), text: textProject() })) {
    const model = await madeUpModel(project);
    await htmlExporter.write(model, path.join(folder, `${name}.html`));
    const raw = samples[name];
    if (!raw) throw new Error(`no sample for ${name}`);
    const batch = encodeOwn(project.preprocessing, [{ [raw.kind]: raw }]);
    const compiled = compileModel(project.plan, 3);
    const [output] = applyModel(compiled.model, feedTensors(compiled.model, batch), false);
    const expected = { output: [...(output?.dataSync() ?? [])], preprocessing: project.preprocessing };
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(expected));
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
