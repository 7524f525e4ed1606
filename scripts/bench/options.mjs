import os from 'node:os';
import { parseArgs } from 'node:util';
import { MODELS } from './models.mjs';

export const PARTS = ['training', 'length', 'inference', 'edit', 'start', 'frames', 'overhead'];

function count(name, text, least) {
  const number = Number(text);
  if (!Number.isFinite(number) || number < least) throw new Error(`--${name} takes a number from ${least}; came ${text}.`);
  return number;
}

function names(name, text, known) {
  const chosen = text.split(',');
  const stranger = chosen.find((one) => !known.includes(one));
  if (stranger !== undefined) throw new Error(`--${name} knows ${known.join(', ')}; came ${stranger}.`);
  return chosen;
}

/** What the words after `npm run bench --` ask for; throws a sentence where they ask for nothing that is here. */
export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      pairs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '6' },
      threads: { type: 'string', default: String(os.availableParallelism()) },
      models: { type: 'string', default: Object.keys(MODELS).join(',') },
      only: { type: 'string', default: PARTS.join(',') },
      profile: { type: 'string' },
      check: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      'no-torch': { type: 'boolean', default: false },
      'torch-compile': { type: 'boolean', default: false },
    },
  });
  if (values.profile !== undefined) names('profile', values.profile, Object.keys(MODELS));
  return {
    ...values,
    pairs: Math.round(count('pairs', values.pairs, 1)),
    seconds: count('seconds', values.seconds, 0.5),
    threads: Math.round(count('threads', values.threads, 1)),
    models: names('models', values.models, Object.keys(MODELS)),
    parts: names('only', values.only, PARTS),
    torch: !values['no-torch'],
    torchCompile: values['torch-compile'],
  };
}
