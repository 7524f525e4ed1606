import os from 'node:os';
import { StudioError } from '../../shared/studio-error';
import type { CoreOptions } from '../core-options';
import { bindingPath, TENSORFLOW_VERSION } from '../runtime/binding-path';
import type { Handlers } from './handlers';

export function engineHandlers(options: CoreOptions): Handlers<'engines'> {
  return {
    'engines.status': async () => {
      const there = bindingPath() !== null;
      const threads = os.cpus().length;
      return {
        engines: [
          {
            name: 'tensorflow',
            available: there,
            device: there ? `CPU, ${threads} threads` : null,
            version: TENSORFLOW_VERSION,
            reason: there ? null : 'its library is not installed',
          },
          { name: 'cpu', available: true, device: 'CPU, 1 thread (JavaScript)', version: null, reason: null },
        ],
        chosen: there ? 'tensorflow' : 'cpu',
        electron: options.electron,
        fixes: there ? [] : ['npm run cli -- doctor'],
        install: there ? { state: 'ready' } : { state: 'missing', bytes: 0, source: '', sha256: '' },
      };
    },
    'engines.install': async () => {
      throw new StudioError('The library cannot be installed from here yet.');
    },
  };
}
