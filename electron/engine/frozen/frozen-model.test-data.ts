import type { ModelPlan } from '../../../shared/codegen/plan';
import type { LayerRecord } from '../../../shared/graph/layer-record';
import type { JsonObject } from '../../../shared/json';
import type { EncodedBatch } from '../../data/dataset';
import { seededBits } from '../epoch-order';

export const SAMPLES = 10;
export const CLASSES = 3;
const SIDE = 6;

/** A chain of layers from one picture to classes. */
export function chain(...layers: readonly (readonly [string, JsonObject])[]): ModelPlan {
  const records: LayerRecord[] = [
    { name: 'image', class_name: 'InputLayer', config: { batch_shape: [null, SIDE, SIDE, 3], dtype: 'float32' }, inbound: [] },
  ];
  for (const [i, [className, config]] of [...layers, ['Dense', { units: CLASSES, activation: 'softmax' }] as const].entries()) {
    const before = records.at(-1)?.name ?? '';
    const name = i === layers.length ? 'classes' : `layer${i}`;
    records.push({ name, class_name: className, config, inbound: [{ layer: before, output: 0 }] });
  }
  const plan = {
    kind: 'classes',
    node: 'classes',
    target: 'class',
    classes: CLASSES,
    loss: 'categorical_crossentropy',
    label_smoothing: 0,
  } as const;
  return {
    feeds: [{ kind: 'image', node: 'image', source: 'image', height: SIDE, width: SIDE, channels: 3, fit: 'stretch' }],
    records,
    targets: [{ plan, ref: { layer: 'classes', output: 0 } }],
    maps: [],
    parameters: 0,
  };
}

const conv = (filters: number): readonly [string, JsonObject] => [
  'Conv2D',
  { filters, kernel_size: [3, 3], padding: 'same', activation: 'relu', trainable: false },
];

export const FROZEN_CONVOLUTIONS = chain(
  ['Rescaling', { scale: 0.5, offset: 0 }],
  conv(4),
  ['MaxPooling2D', { pool_size: [2, 2] }],
  conv(5),
  ['Flatten', {}],
  ['Dropout', { rate: 0.25 }],
  ['Dense', { units: 6, activation: 'tanh' }],
);

/** A batch of samples of a data set that is made by a rule. */
export function batchOf(indices: readonly number[], known = true): EncodedBatch {
  const width = SIDE * SIDE * 3;
  const data = new Float32Array(indices.length * width);
  const target = new Float32Array(indices.length * CLASSES);
  for (const [row, index] of indices.entries()) {
    const bits = seededBits(5, 'pictures', index);
    for (let i = 0; i < width; i++) data[row * width + i] = bits() / 2 ** 32;
    target[row * CLASSES + (index % CLASSES)] = 1;
  }
  return {
    size: indices.length,
    feeds: { image: { shape: [indices.length, SIDE, SIDE, 3], data } },
    targets: { classes: { shape: [indices.length, CLASSES], data: target } },
    ...(known && { indices: Uint32Array.from(indices) }),
  };
}
