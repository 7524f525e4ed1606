import os from 'node:os';
import path from 'node:path';
import type { CoreOptions } from '../core-options';
import type { Handlers } from './handlers';

export function appHandlers(options: CoreOptions): Handlers<'app'> {
  return {
    'app.info': async () => ({
      version: options.version,
      host: options.host,
      platform: process.platform,
      nativeDialogs: options.choose !== null,
      home: os.homedir(),
      separator: path.sep,
    }),
  };
}
