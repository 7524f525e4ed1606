import { defineBlock } from '../../graph/define-block';
import type { Inference } from '../../graph/define-node';
import { refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { bool, choice, file } from '../../graph/params';
import type { SavedModel } from '../../graph/saved-model';
import { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { conv2d } from '../extractors/conv2d';
import { dense } from '../extractors/dense';
import { flatten } from '../extractors/flatten';
import { globalAveragePooling2d } from '../extractors/global-average-pooling-2d';
import { globalMaxPooling2d } from '../extractors/global-max-pooling-2d';
import { maxPooling2d } from '../extractors/max-pooling-2d';
import { mendToMap } from '../mends';
import { chain } from './chain';
import { cutAt, frozenUpTo, frozenWords } from './frozen-words';
import { refuseLayerName } from './refuse-layer-name';
import { refusePicture, resizeTo } from './refuse-picture';
import { savedExpansion, savedParts } from './saved-expansion';

/** Convolutions of each block, and their filters. */
const BLOCKS = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
] as const;
const CLASSES = 1000;
/** Side of the pictures that the layers behind the convolutions were made for. */
const SIDE = 224;

type Part = readonly [name: string, kind: string, params: JsonObject];

function features(): readonly Part[] {
  return BLOCKS.flatMap(([convolutions, filters], block): Part[] => [
    ...Array.from(
      { length: convolutions },
      (_, i): Part => [`block${block + 1}_conv${i + 1}`, 'Conv2D', { filters, kernel_size: [3, 3], padding: 'same', activation: 'relu' }],
    ),
    [`block${block + 1}_pool`, 'MaxPooling2D', { pool_size: [2, 2], strides: 2 }],
  ]);
}

const TOP: readonly Part[] = [
  ['flatten', 'Flatten', {}],
  ['fc1', 'Dense', { units: 4096, activation: 'relu' }],
  ['fc2', 'Dense', { units: 4096, activation: 'relu' }],
  ['predictions', 'Dense', { units: CLASSES, activation: 'softmax' }],
];

const WITHOUT_TOP = chain([null, null, null, 3], features());
const WITH_TOP = chain([null, SIDE, SIDE, 3], [...features(), ...TOP]);
const POOLED = {
  none: WITHOUT_TOP,
  avg: chain([null, null, null, 3], [...features(), ['global_average_pooling2d', 'GlobalAveragePooling2D', {}]]),
  max: chain([null, null, null, 3], [...features(), ['global_max_pooling2d', 'GlobalMaxPooling2D', {}]]),
};

const PARTS = [conv2d, maxPooling2d, flatten, dense, globalAveragePooling2d, globalMaxPooling2d];
const REGISTRY = Object.fromEntries(PARTS.map((part) => [part.kind, part]));

function modelOf(p: { readonly include_top: boolean; readonly pooling: keyof typeof POOLED }): SavedModel {
  return p.include_top ? WITH_TOP : POOLED[p.pooling];
}

/** Each of five poolings halves the sides: Keras asks for as much. */
const LEAST = 32;

function refuseSize({ shape }: ValueSpec, p: { readonly include_top: boolean; readonly cut_at: string }): Inference | null {
  const [, height, width] = shape;
  if (!p.include_top) {
    if (p.cut_at !== '' || Math.min(Number(height), Number(width)) >= LEAST) return null;
    return refuse('The pictures are too small for VGG16, which halves them five times.', {
      port: 'input',
      expected: `at least ${LEAST} × ${LEAST}, best ${SIDE} × ${SIDE}`,
      received: formatShape(shape),
      fix: resizeTo(SIDE, SIDE, 'input'),
    });
  }
  if (height === SIDE && width === SIDE) return null;
  return refuse('With its top VGG16 takes pictures of one size only.', {
    port: 'input',
    expected: `${SIDE} × ${SIDE} × 3, or include_top off`,
    received: formatShape(shape),
    fix: resizeTo(SIDE, SIDE, 'input'),
  });
}

/** Keras `applications.VGG16`: the same layers, names and weights. */
export const vgg16 = defineBlock({
  kind: 'VGG16',
  family: 'extractor',
  title: 'VGG16',
  letter: 'V',
  keywords: ['pretrained', 'imagenet', 'transfer', 'fine-tune', 'keras applications', 'vgg'],
  doc: 'Thirteen convolutions in five blocks, the classic extractor of features from pictures. With Keras’s file of weights it knows what it learned from ImageNet; without one it begins as any other layer. It expects ImageNet preprocessing in mode caffe before it.',
  formula: '5 × [ 2 or 3 × relu(x ∗ W + b), 3 × 3, then max over 2 × 2 ]; with its top: relu(W x + b) twice, softmax(W x + b)',
  source: 'Simonyan & Zisserman 2014, arXiv:1409.1556; Keras applications.VGG16',
  parts: PARTS,
  inputs: [{ name: 'input', doc: 'Pictures in colour after ImageNet preprocessing (caffe)', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'The features, or the 1,000 classes of ImageNet with its top' }],
  params: {
    weights: file({
      read: 'model-weights',
      accepts: ['.h5'],
      doc: 'Keras’s file: vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5, or the one without _notop for include_top. A run needs it only to begin. None: from the seed.',
    }),
    include_top: bool({ default: false, doc: 'With the dense layers that tell the 1,000 classes of ImageNet, for pictures of 224 × 224.' }),
    pooling: choice({
      options: ['none', 'avg', 'max'],
      default: 'none',
      doc: 'Without its top: one vector a picture, the average or the maximum over all places.',
    }),
    frozen_up_to: frozenUpTo(),
    cut_at: cutAt(),
  },
  summary: (p) =>
    [
      p.include_top ? 'with top' : p.pooling === 'none' ? '' : `${p.pooling} pooling`,
      p.cut_at === '' ? '' : `up to ${p.cut_at}`,
      p.weights ? frozenWords(p.frozen_up_to) : 'from the seed',
    ]
      .filter(Boolean)
      .join(', '),
  mend: mendToMap,
  refuse: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    if (p.weights && p.weights.facts.top === undefined) {
      return refuse('The file of weights has not been read yet. Choose it again in the inspector.', { received: p.weights.path });
    }
    const hasTop = p.weights ? p.weights.facts.top === 1 : null;
    // Of a file with the top the layers below it can be taken, as by_name does in Keras.
    if (p.include_top && hasTop === false) {
      return refuse('The file has no weights for the top.', {
        expected: 'vgg16_weights_tf_dim_ordering_tf_kernels.h5',
        received: 'the file without the top',
        fix: { type: 'set', title: 'Leave the top away', param: 'include_top', value: false },
      });
    }
    return refusePicture(x, 'VGG16') ?? refuseSize(x, p) ?? refuseLayerName(modelOf(p), p);
  },
  warn: (_inputs, p) =>
    p.weights || p.frozen_up_to === 'none'
      ? []
      : [
          {
            message: 'VGG16 is frozen without a file of weights: it keeps the random numbers that it begins with.',
            expected: 'a file of weights, or frozen_up_to none',
            received: 'neither',
            fix: { type: 'set', title: 'Train all of it', param: 'frozen_up_to', value: 'none' },
          },
        ],
  expand: (_inputs, p) => savedExpansion(modelOf(p), p, REGISTRY, Sketch.input('input')),
  savedModel: modelOf,
  saved: (_inputs, p) =>
    p.weights
      ? {
          source: { kind: 'file', path: p.weights.path, sha256: p.weights.sha256 ?? null },
          layers: savedParts(modelOf(p), p),
        }
      : null,
  examples: [
    {
      name: 'the first convolution, fine-tuned',
      params: { cut_at: 'block1_conv1', frozen_up_to: 'none' },
      inputs: { input: [{ shape: ['batch', 3, 4, 3], carries: 'image' }] },
    },
  ],
});
