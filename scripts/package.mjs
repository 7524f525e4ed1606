// npm run package [-- electron-builder's arguments]: the application with the compiled binding, in release/.
//   npm run package -- --linux dir    a folder that runs; needs no download of electron-builder's own
// An Electron given by ELECTRON_OVERRIDE_DIST_PATH is packed in place of the one that would be downloaded.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run, say, setUp } from './set-up.mjs';
import { bindingFile, ensureTensorflow, TENSORFLOW } from './tensorflow.mjs';

await setUp();
if (await ensureTensorflow()) {
  // The library itself (850 MB) arrives on the user's machine as it does in a clone.
  const folder = path.join(root, 'dist', `tensorflow-${TENSORFLOW}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(bindingFile(), path.join(folder, `tfjs_binding-${process.platform}-${process.arch}.node`));
} else {
  say('TensorFlow’s library is missing here: the package compiles its binding on the user’s machine or does without.');
}
const args = process.argv.slice(2);
const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
if (dist && existsSync(path.join(dist, 'version'))) {
  const version = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  args.push(`--config.electronDist=${dist}`, `--config.electronVersion=${version}`);
}
const builder = path.join(root, 'node_modules/electron-builder/cli.js');
process.exit(await run(process.execPath, [builder, '--publish', 'never', ...args]));
