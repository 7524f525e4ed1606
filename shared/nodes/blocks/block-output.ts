import { defineNode } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { text } from '../../graph/params';

/** Where a value leaves a block of the user's own. Only inside a block: around it, the block has a port of that name. */
export const blockOutput = defineNode({
  kind: 'BlockOutput',
  family: 'block',
  title: 'Block output',
  letter: 'O',
  keywords: ['port', 'exit'],
  doc: 'A value that the block gives to what stands behind it.',
  inside: 'block',
  inputs: [
    {
      name: 'input',
      doc: 'Any value',
      accepts: ['text', 'image', 'audio', 'features', 'volume', 'volumes', 'sequence', 'vector', 'ids', 'scores'],
    },
  ],
  outputs: [],
  params: {
    name: text({
      default: 'output',
      pattern: /^[a-z][a-z0-9_]{0,31}$/,
      expected: 'a short name in lower-case letters',
      doc: 'Name of the port.',
    }),
  },
  summary: (p) => p.name,
  infer: (inputs) => {
    inputOf(inputs, 'input');
    return { ok: true, outputs: {} };
  },
  layers: () => ({ records: [], outputs: {} }),
  examples: [],
});
