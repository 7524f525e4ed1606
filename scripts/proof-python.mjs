// A Python with the Keras that results are compared with: the one that ATTENTION_STUDIO_PYTHON names, else an
// environment of its own in the user's cache, made on the first use from scripts/keras/versions.txt.
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from './python-environment.mjs';

const versions = fileURLToPath(new URL('keras/versions.txt', import.meta.url));

/** The path of a python that has Keras; makes one where it has to. */
export function provePython() {
  return process.env.ATTENTION_STUDIO_PYTHON || pythonEnvironment({ name: 'keras', versions, size: '600 MB to fetch' });
}
