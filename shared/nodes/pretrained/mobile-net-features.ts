import { defineBlock } from '../../graph/define-block';
import { inputOf } from '../../graph/input-of';
import { choice } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { conv2d } from '../extractors/conv2d';
import { depthwiseConv2d } from '../extractors/depthwise-conv2d';
import { globalAveragePooling2d } from '../extractors/global-average-pooling-2d';
import { mendToMap } from '../mends';
import { activation } from '../normalisation/activation';
import { batchNormalization } from '../normalisation/batch-normalization';
import { rescaling } from '../preprocessing/rescaling';
import { chain } from './chain';
import { cutAt, frozenUpTo, frozenWords } from './frozen-words';
import { refuseLayerName } from './refuse-layer-name';
import { refusePicture, resizeTo } from './refuse-picture';
import { savedExpansion, savedParts } from './saved-expansion';

/** The folder in resources/pretrained. */
const SHIPPED = 'mobilenet-v1-block12';
/** Side of the pictures that it was trained on. */
const SIDE = 224;
/** Stride and filters of each depthwise separable block. */
const BLOCKS = [
  [1, 64],
  [2, 128],
  [1, 128],
  [2, 256],
  [1, 256],
  [2, 512],
  [1, 512],
  [1, 512],
  [1, 512],
  [1, 512],
  [1, 512],
  [2, 1024],
] as const;

type Part = readonly [name: string, kind: string, params: JsonObject];

const normalised = (name: string, kind: string, params: JsonObject): readonly Part[] => [
  [name, kind, { ...params, padding: 'same', use_bias: false, activation: 'linear' }],
  [`${name}_bn`, 'BatchNormalization', {}],
  [`${name}_relu`, 'Activation', { activation: 'relu6' }],
];

const LAYERS: readonly Part[] = [
  ...normalised('conv1', 'Conv2D', { filters: 32, kernel_size: [3, 3], strides: [2, 2] }),
  ...BLOCKS.flatMap(([stride, filters], i) => [
    ...normalised(`conv_dw_${i + 1}`, 'DepthwiseConv2D', { kernel_size: [3, 3], strides: [stride, stride] }),
    ...normalised(`conv_pw_${i + 1}`, 'Conv2D', { filters, kernel_size: [1, 1] }),
  ]),
];
const MAPS = chain([null, null, null, 3], LAYERS);
const VECTORS = chain([null, null, null, 3], [...LAYERS, ['global_average_pooling2d', 'GlobalAveragePooling2D', {}]]);

const PARTS = [rescaling, conv2d, depthwiseConv2d, batchNormalization, activation, globalAveragePooling2d];
const REGISTRY = Object.fromEntries(PARTS.map((part) => [part.kind, part]));

const modelOf = (p: { readonly pooling: 'none' | 'avg' }) => (p.pooling === 'avg' ? VECTORS : MAPS);

/** MobileNet V1 1.0 up to its twelfth block, with the weights that the application ships. */
export const mobileNetFeatures = defineBlock({
  kind: 'MobileNetFeatures',
  family: 'extractor',
  title: 'MobileNet features',
  letter: 'M',
  everyday: true,
  keywords: ['pretrained', 'imagenet', 'transfer', 'fine-tune', 'mobilenet', 'photos', 'few pictures'],
  doc: 'What a network that saw 1.2 million photographs sees in yours: 7 × 7 places with 1,024 features each. Its weights come with the application, so that a few hundred pictures suffice to teach what stands behind it. Pixels from 0 to 255 come in; it scales them itself.',
  formula: 'x / 127.5 − 1; relu6(BN(x ∗ W)); 12 × [ relu6(BN(D ∗ x)) one 3 × 3 filter a channel, then relu6(BN(x W)) ]',
  source: 'Howard et al. 2017, arXiv:1704.04861; weights: TensorFlow’s slim models, Apache-2.0',
  parts: PARTS,
  inputs: [{ name: 'input', doc: 'Pictures in colour, 0 to 255, best 224 × 224', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'A map of 1,024 features, or one vector a picture' }],
  params: {
    pooling: choice({ options: ['none', 'avg'], default: 'none', doc: 'avg: one vector a picture, the average over all places.' }),
    frozen_up_to: frozenUpTo(),
    cut_at: { ...cutAt(), advanced: true },
  },
  summary: (p) =>
    [p.pooling === 'avg' ? 'avg pooling' : '', p.cut_at === '' ? '' : `up to ${p.cut_at}`, frozenWords(p.frozen_up_to)]
      .filter(Boolean)
      .join(', '),
  mend: mendToMap,
  refuse: (inputs, p) => refusePicture(inputOf(inputs, 'input'), 'MobileNet') ?? refuseLayerName(modelOf(p), p),
  warn: (inputs) => {
    const { shape } = inputOf(inputs, 'input');
    if (shape[1] === SIDE && shape[2] === SIDE) return [];
    return [
      {
        message: 'MobileNet was trained on pictures of 224 × 224 and sees less in others.',
        port: 'input',
        expected: `${SIDE} × ${SIDE} × 3`,
        received: formatShape(shape),
        fix: resizeTo(SIDE, SIDE, 'input'),
      },
    ];
  },
  expand: (_inputs, p) => {
    const scaled = { kind: 'Rescaling', title: null, params: { scale: 1 / 127.5, offset: -1 } };
    const wires = [{ from: Sketch.input('input'), to: { node: 'scaled', port: 'input' } }];
    return savedExpansion(modelOf(p), p, REGISTRY, { node: 'scaled', port: 'output' }, { nodes: { scaled }, wires });
  },
  savedModel: modelOf,
  saved: (_inputs, p) => ({ source: { kind: 'shipped', name: SHIPPED }, layers: savedParts(modelOf(p), p) }),
  examples: [
    {
      name: 'up to the first block, fine-tuned',
      params: { cut_at: 'conv_dw_1_relu', frozen_up_to: 'none' },
      inputs: { input: [{ shape: ['batch', 4, 3, 3], carries: 'image' }] },
    },
    {
      name: 'frozen up to the first convolution',
      params: { cut_at: 'conv_dw_1_relu', frozen_up_to: 'conv1_relu' },
      inputs: { input: [{ shape: ['batch', 3, 4, 3], carries: 'image' }] },
    },
  ],
});
