import { bindingPath } from './binding-path';

/**
 * Stands in for `@mapbox/node-pre-gyp` in the bundles: tfjs-node calls only its `find`, to learn where its
 * binding lies. (CommonJS callers read `find` off the module.)
 */
export function find(): string {
  const file = bindingPath();
  if (!file) throw new Error('TensorFlow’s library is not installed: run “npm run cli -- doctor”');
  return file;
}
