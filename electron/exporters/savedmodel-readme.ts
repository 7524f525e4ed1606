import { printedTarget } from '../../shared/codegen/python/targets/python-targets';
import { DT } from '../engine/graph/proto';
import type { TensorSpec } from '../engine/graph/scope';
import type { Prediction } from '../engine/record-prediction';
import { inputLines } from './readme/input-lines';
import type { TrainedModel } from './trained-model';

/** What a README says of a SavedModel's graph; open sides are −1. */
export interface ServedForm extends Pick<Prediction, 'open' | 'reason'> {
  readonly inputs: readonly (TensorSpec & { readonly name: string })[];
  readonly outputs: readonly TensorSpec[];
}

function outputLines({ preprocessing }: TrainedModel): string[] {
  return preprocessing.targets.flatMap((target, at) =>
    printedTarget(target, `outputs["${target.plan.node}"].numpy()[0]`, `targets[${at}]["state"]`),
  );
}

/** The example of the README: run in the export's folder. */
export function savedModelExample(model: TrainedModel, inputs: ServedForm['inputs']): string {
  const parts = model.preprocessing.feeds.map(({ plan }, at) =>
    inputLines(plan, at, inputs.find(({ name }) => name === plan.node)?.shape[1] ?? -1),
  );
  const imports = new Set(['import json', ...parts.flatMap((part) => part.imports), 'import tensorflow as tf']);
  return [
    ...imports,
    '',
    'predict = tf.saved_model.load(".").signatures["serving_default"]',
    'with open("preprocessing.json", encoding="utf-8") as file:',
    '    preprocessing = json.load(file)',
    'feeds, targets = preprocessing["feeds"], preprocessing["targets"]',
    'inputs = {}',
    ...parts.flatMap((part) => part.lines),
    'outputs = predict(**inputs)',
    ...outputLines(model),
  ].join('\n');
}

const typeName = (dtype: number): string => (dtype === DT.int32 ? 'int32' : 'float32');
const shapeText = (shape: readonly number[]): string => `[${shape.map((side) => (side < 0 ? 'any' : side)).join(', ')}]`;

function sizesText({ open, reason }: ServedForm): string {
  const because = reason === null ? '' : ` (the model cannot be written for any size: ${reason})`;
  if (!open.batch) return `- It takes one sample a call${because}. Sequences have the length that the signature names.\n`;
  if (open.lengths === 'none') return `- Sequences have the length that the signature names${because}.\n`;
  return open.lengths === 'shared' ? '- All sequences of a call have the same length.\n' : '';
}

export function savedModelReadme(model: TrainedModel, form: ServedForm): string {
  const inputs = form.inputs.map(({ name, dtype, shape }) => `\`${name}\` ${typeName(dtype)} ${shapeText(shape)}`).join(', ');
  const outputs = form.outputs
    .map(({ dtype, shape }, i) => `\`${model.plan.targets[i]?.plan.node}\` ${typeName(dtype)} ${shapeText(shape)}`)
    .join(', ');
  const labels = model.preprocessing.targets.some(({ state }) => 'labels' in state);
  return `# A TensorFlow SavedModel

Made with Attention Studio. TensorFlow loads it in Python, C++, Java and Go; TensorFlow Serving serves this folder as it is.

- Signature \`serving_default\`: takes ${inputs}; gives ${outputs}.
${sizesText(form)}- \`preprocessing.json\` says how a sample becomes numbers (sizes, vocabulary, statistics) and what the outputs stand for${labels ? '; `labels.txt` lists the classes' : ''}.
- \`report.json\` says how closely this export agrees with the trained model, on real held-out samples.

In Python, in this folder (\`pip install tensorflow\`):

\`\`\`python
${savedModelExample(model, form.inputs)}
\`\`\`
`;
}
