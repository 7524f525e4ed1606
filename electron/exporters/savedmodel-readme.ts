import { isBinary } from '../../shared/graph/targets/binary';
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
  return preprocessing.targets.flatMap(({ plan, state }, at) => {
    const value = `outputs["${plan.node}"].numpy()[0]`;
    if (plan.kind === 'classes' && isBinary(plan.loss)) {
      return [`best = int(${value}[0] >= 0.5)`, `print(targets[${at}]["state"]["labels"][best], ${value}[0] if best else 1 - ${value}[0])`];
    }
    if (state.kind === 'sequence') {
      // Of a decoder the word behind the start; of CTC the likeliest character at every step, blanks (0) between.
      const place = plan.kind === 'sequence' && plan.loss === 'ctc' ? value : `${value}[:1]`;
      return [`print([targets[${at}]["state"]["vocabulary"][word] for word in ${place}.argmax(axis=-1)])`];
    }
    if (state.kind === 'tags') return [`print([targets[${at}]["state"]["labels"][tag] for tag in ${value}.argmax(axis=-1)])`];
    if (state.kind === 'labels') {
      return [`print([label for label, p in zip(targets[${at}]["state"]["labels"], ${value}) if p >= 0.5])`];
    }
    if (state.kind === 'classes') {
      return [`best = ${value}.argmax()`, `print(targets[${at}]["state"]["labels"][best], ${value}[best])`];
    }
    const scaled = plan.kind === 'value' && plan.standardize;
    if (plan.kind === 'value' && plan.loss === 'quantile') {
      return [scaled ? `print(${value} * targets[${at}]["state"]["deviation"] + targets[${at}]["state"]["mean"])` : `print(${value})`];
    }
    return [scaled ? `print(${value}[0] * targets[${at}]["state"]["deviation"] + targets[${at}]["state"]["mean"])` : `print(${value}[0])`];
  });
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
  const labels = model.preprocessing.targets.some(({ state }) => state.kind === 'classes' || state.kind === 'labels');
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
