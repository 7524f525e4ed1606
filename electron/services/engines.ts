import type { EngineCheck } from './engines/engine-check';
import type { Handlers } from './handlers';

export function engineHandlers(engines: EngineCheck): Handlers<'engines'> {
  return {
    'engines.status': () => engines.status(),
    'engines.install': async () => {
      await engines.install();
      return {};
    },
  };
}
