// Builds what exports are made of into dist/exporters, ahead of time: the packaged application has no esbuild.
//   tf.js       stock TF.js, as its package ships it for pages
//   layers.js   our layers, from electron/engine/layers, registered with whatever `tf` is there
//   page.js     the script of the exported page; page.css beside it
//   verify.cjs  loads an export again, in a thread that holds stock TF.js and nothing else
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Our layers import tfjs; in the export they find the page's, or the package of whoever requires them. */
const tfOfThePage = {
  name: 'tf-of-the-page',
  setup(b) {
    b.onResolve({ filter: /^@tensorflow\/tfjs(-core|-layers)?$/ }, () => ({ path: 'tf', namespace: 'tf-of-the-page' }));
    b.onLoad({ filter: /.*/, namespace: 'tf-of-the-page' }, () => ({
      contents: `module.exports = globalThis.tf || require('@tensorflow/tfjs');`,
      loader: 'js',
    }));
  },
};

export async function buildExportAssets(outdir) {
  mkdirSync(outdir, { recursive: true });
  const common = { absWorkingDir: root, bundle: true, logLevel: 'warning', legalComments: 'none', charset: 'ascii' };
  await Promise.all([
    build({
      ...common,
      entryPoints: ['electron/exporters/assets/layers-entry.ts'],
      outfile: path.join(outdir, 'layers.js'),
      format: 'iife',
      platform: 'neutral',
      target: 'es2017',
      plugins: [tfOfThePage],
      banner: { js: '// The layers of Attention Studio that stock TF.js lacks. Load after TF.js, before the model. Apache-2.0.' },
    }),
    build({
      ...common,
      entryPoints: ['electron/exporters/page/page.ts'],
      outfile: path.join(outdir, 'page.js'),
      format: 'iife',
      platform: 'browser',
      target: 'es2020',
      minify: true,
    }),
    build({
      ...common,
      entryPoints: ['electron/exporters/verify/verify-worker.ts'],
      outfile: path.join(outdir, 'verify.cjs'),
      format: 'cjs',
      platform: 'node',
      target: 'node16',
    }),
  ]);
  const tfjs = path.dirname(createRequire(path.join(root, 'package.json')).resolve('@tensorflow/tfjs/package.json'));
  copyFileSync(path.join(tfjs, 'dist/tf.es2017.min.js'), path.join(outdir, 'tf.js'));
  copyFileSync(path.join(root, 'electron/exporters/page/page.css'), path.join(outdir, 'page.css'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildExportAssets(process.argv[2] ?? path.join(root, 'dist/exporters'));
