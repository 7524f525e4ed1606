import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import { BINDING, TENSORFLOW_VERSION } from './binding-path';
import { runTool } from './run-tool';
import { commandFor, findCompiler } from './tools';

/** The binding that a package brings along, below the application's folder. */
export const SHIPPED_BINDING = path.join(
  'dist',
  `tensorflow-${TENSORFLOW_VERSION}`,
  `tfjs_binding-${process.platform}-${process.arch}.node`,
);

/** `g++`'s arguments. `app` holds `node_modules`, `folder` is the installation's. */
function compilerArguments(app: string, folder: string, sources: readonly string[]): readonly string[] {
  const origin = process.platform === 'darwin' ? '@loader_path' : '$ORIGIN';
  return [
    ...['-O2', '-shared', '-fPIC', '-std=c++17', '-fexceptions'],
    ...['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'],
    `-I${path.join(app, 'node_modules/node-api-headers/include')}`,
    `-I${path.join(folder, 'deps/include')}`,
    ...sources,
    ...['-o', path.join(folder, BINDING)],
    `-L${path.join(folder, 'deps/lib')}`,
    ...['-ltensorflow', '-ltensorflow_framework', `-Wl,-rpath,${origin}/../../deps/lib`],
    // Node's own symbols are there when it loads the binding.
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
  ];
}

/**
 * Puts the binding beside the libraries in `folder`: the one that the package ships, else tfjs-node's sources
 * compiled (about 16 s). No node-gyp and no download of Node's headers: its API is the stable N-API.
 *
 * @param app the application's folder, with `node_modules` in a clone.
 */
export async function compileBinding(app: string, folder: string): Promise<void> {
  await mkdir(path.join(folder, path.dirname(BINDING)), { recursive: true });
  const shipped = path.join(app, SHIPPED_BINDING);
  if (existsSync(shipped)) return copyFile(shipped, path.join(folder, BINDING));
  const compiler = await findCompiler();
  if (!compiler) {
    throw new StudioError('TensorFlow’s library is here, but no C++ compiler to connect it with.', {
      expected: 'g++ or clang++',
      received: 'neither',
      advice: `Run: ${commandFor('compiler')}`,
    });
  }
  const binding = path.join(app, 'node_modules/@tensorflow/tfjs-node/binding');
  const sources = (await readdir(binding)).filter((name) => name.endsWith('.cc')).map((name) => path.join(binding, name));
  const { status, problem } = await runTool(compiler, compilerArguments(app, folder, sources));
  if (status === 0) return;
  throw new StudioError('The connection to TensorFlow’s library could not be compiled.', {
    expected: `${compiler} with C++17`,
    received: problem.split('\n').find((line) => /error/i.test(line)) ?? problem.slice(-300),
    advice: 'Bring the compiler up to date, then try again. The slower engine works meanwhile.',
  });
}
