import { hubTokenizer } from '../../shared/codegen/python/hub-tokenizer';
import type { FeedPlan } from '../../shared/graph/feed';
import { DT } from '../engine/graph/proto';
import type { TensorSpec } from '../engine/graph/scope';
import type { Prediction } from '../engine/record-prediction';
import type { TrainedModel } from './trained-model';

/** What a README says of a SavedModel's graph; open sides are −1. */
export interface ServedForm extends Pick<Prediction, 'open' | 'reason'> {
  readonly inputs: readonly (TensorSpec & { readonly name: string })[];
  readonly outputs: readonly TensorSpec[];
}

/** How the numbers of one input are made in Python; `feeds` is that of `preprocessing.json`. */
function inputLines(
  plan: FeedPlan,
  at: number,
  length: number,
): { readonly imports: readonly string[]; readonly lines: readonly string[] } {
  const input = `inputs["${plan.node}"]`;
  switch (plan.kind) {
    case 'image': {
      const { width, height, channels } = plan;
      const fit = {
        stretch: [`picture = tf.image.resize(picture, (${height}, ${width}), antialias=True)`],
        crop: [
          `scale = max(${height} / picture.shape[0], ${width} / picture.shape[1])`,
          'picture = tf.image.resize(picture, [round(side * scale) for side in picture.shape[:2]], antialias=True)',
          `picture = tf.image.resize_with_crop_or_pad(picture, ${height}, ${width})`,
        ],
        pad: [`picture = tf.image.resize_with_pad(picture, ${height}, ${width}, antialias=True)`],
      }[plan.fit];
      return {
        imports: [],
        lines: [
          `picture = tf.io.decode_image(tf.io.read_file("picture.png"), ${channels}, expand_animations=False)`,
          ...fit,
          `${input} = picture[None]  # numbers from 0 to 255`,
        ],
      };
    }
    case 'text': {
      const lower = plan.standardize === 'none' ? 'text' : 'text.lower()';
      const clean =
        plan.standardize === 'lower_and_strip_punctuation' ? `${lower}.translate(str.maketrans("", "", string.punctuation))` : lower;
      const padded = `${input} = tf.constant([${length < 0 ? 'row' : `(row + [0] * ${length})[:${length}]`}], tf.int32)`;
      if (plan.split === 'bpe' || plan.split === 'file') {
        const { imports, setup, ids } = hubTokenizer(plan, `feeds[${at}]["state"]`);
        return {
          imports,
          lines: ['text = "Put your own text here."', ...setup, `row = ${ids(plan.split === 'file' ? 'text' : clean)}`, padded],
        };
      }
      const words = {
        whitespace: `${clean}.split()`,
        character: `list(${clean})`,
        whole: `[${clean}.strip()]`,
        integer: '[str(int(text))]',
      }[plan.split];
      return {
        imports: plan.standardize === 'lower_and_strip_punctuation' ? ['import string'] : [],
        lines: [
          'text = "Put your own text here."',
          `ids = {word: i for i, word in enumerate(feeds[${at}]["state"]["vocabulary"])}`,
          `row = [ids.get(word, 1) for word in ${words}]`,
          padded,
        ],
      };
    }
    case 'table':
      return {
        imports: [],
        lines: [
          `state = feeds[${at}]["state"]`,
          `row = state["mean"]  # your own numbers, in the order of feeds[${at}]["plan"]["columns"]`,
          ...(plan.standardize
            ? ['row = [(x - mean) / deviation for x, mean, deviation in zip(row, state["mean"], state["deviation"])]']
            : []),
          `${input} = tf.constant([row], tf.float32)`,
        ],
      };
  }
}

function outputLines({ preprocessing }: TrainedModel): string[] {
  return preprocessing.targets.flatMap(({ plan, state }, at) => {
    const value = `outputs["${plan.node}"].numpy()[0]`;
    if (state.kind === 'classes') {
      return [`best = ${value}.argmax()`, `print(targets[${at}]["state"]["labels"][best], ${value}[best])`];
    }
    const scaled = plan.kind === 'value' && plan.standardize;
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
  const labels = model.preprocessing.targets.some(({ state }) => state.kind === 'classes');
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
