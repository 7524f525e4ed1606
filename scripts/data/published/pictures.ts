import type { PortRef } from '../../../shared/graph/document';
import type { Sketch } from '../../../shared/graph/sketch';
import type { JsonObject } from '../../../shared/json';
import { type PublishedModel, port } from './published-model';

function image(s: Sketch, side: number, mode: 'rgb' | 'grayscale' = 'rgb'): PortRef {
  s.node('image', 'ImageInput', { size: [side, side], color_mode: mode }, {});
  return port('image', 'image');
}

const classes = (s: Sketch, x: PortRef, count: number): PortRef => s.node('classes', 'Classification', { classes: count }, { input: x });

const conv = (filters: number, size: number, more: JsonObject = {}): JsonObject => ({ filters, kernel_size: [size, size], ...more });

const lenet: PublishedModel = {
  id: 'lenet-5',
  name: 'LeNet-5',
  notes:
    'LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition. 61,706 parameters; the paper has about 60,000, because its third layer sees only some of the maps and its last one is of another kind. Pooling is plain, and the activation of the hidden layers is tanh.',
  draw: (s) => {
    const pool = (name: string, x: PortRef): PortRef => s.node(name, 'AveragePooling2D', { pool_size: [2, 2] }, { input: x });
    const tanh = { padding: 'valid', activation: 'tanh' };
    const c1 = s.node('c1', 'Conv2D', conv(6, 5, tanh), { input: image(s, 32, 'grayscale') });
    const c3 = s.node('c3', 'Conv2D', conv(16, 5, tanh), { input: pool('s2', c1) });
    const c5 = s.node('c5', 'Conv2D', conv(120, 5, tanh), { input: pool('s4', c3) });
    const f6 = s.node('f6', 'Dense', { units: 84, activation: 'tanh' }, { input: s.node('flatten', 'Flatten', {}, { input: c5 }) });
    classes(s, f6, 10);
  },
};

const vgg16: PublishedModel = {
  id: 'vgg16',
  name: 'VGG16',
  notes: 'Simonyan & Zisserman 2014, arXiv:1409.1556, configuration D. 138,357,544 parameters.',
  draw: (s) => {
    let x = image(s, 224);
    for (const [block, [count, filters]] of [
      [2, 64],
      [2, 128],
      [3, 256],
      [3, 512],
      [3, 512],
    ].entries()) {
      for (let i = 1; i <= (count ?? 0); i++) x = s.node(`block${block + 1}_conv${i}`, 'Conv2D', conv(filters ?? 1, 3), { input: x });
      x = s.node(`block${block + 1}_pool`, 'MaxPooling2D', { pool_size: [2, 2] }, { input: x });
    }
    x = s.node('flatten', 'Flatten', {}, { input: x });
    for (const name of ['fc1', 'fc2']) {
      const dense = s.node(name, 'Dense', { units: 4096, activation: 'relu' }, { input: x });
      x = s.node(`${name}_dropout`, 'Dropout', { rate: 0.5 }, { input: dense });
    }
    classes(s, x, 1000);
  },
};

function resnet18(s: Sketch, attention: 'none' | 'cbam'): void {
  const stem = { strides: [2, 2], activation: 'linear', use_bias: false };
  let x = s.node('stem', 'Conv2D', conv(64, 7, stem), { input: image(s, 224) });
  x = s.node('stem_norm', 'BatchNormalization', {}, { input: x });
  x = s.node('stem_relu', 'Activation', { activation: 'relu' }, { input: x });
  x = s.node('stem_pool', 'MaxPooling2D', { pool_size: [3, 3], strides: 2, padding: 'same' }, { input: x });
  for (const [at, filters] of [64, 128, 256, 512].entries()) {
    x = s.node(`stage${at + 1}`, 'ResNetStage', { blocks: 2, filters, strides: at === 0 ? 1 : 2, attention }, { input: x });
  }
  classes(s, s.node('mean', 'GlobalAveragePooling2D', {}, { input: x }), 1000);
}

const resnet: PublishedModel = {
  id: 'resnet-18',
  name: 'ResNet-18',
  notes:
    'He et al. 2015, arXiv:1512.03385. 11,689,512 trained parameters; the moving means and variances of the normalisations come on top.',
  draw: (s) => resnet18(s, 'none'),
};

const cbamResnet: PublishedModel = {
  id: 'cbam-resnet-18',
  name: 'CBAM-ResNet-18',
  notes:
    'Woo et al. 2018, arXiv:1807.06521: ResNet-18 with attention over channels and places in every block. 11.78 million trained parameters, as its table 4 says.',
  draw: (s) => resnet18(s, 'cbam'),
};

const vitTiny: PublishedModel = {
  id: 'vit-tiny',
  name: 'ViT-Tiny',
  notes: 'Touvron et al. 2020, arXiv:2012.12877 (DeiT-Ti), after Dosovitskiy et al. 2020, arXiv:2010.11929. 5,717,416 parameters.',
  draw: (s) => {
    const params = { patch_size: [16, 16], embed_dim: 192, depth: 12, num_heads: 3, intermediate_dim: 768, dropout: 0 };
    classes(s, s.node('vit', 'VisionTransformer', params, { input: image(s, 224) }), 1000);
  },
};

const audioTransformer: PublishedModel = {
  id: 'audio-transformer',
  name: 'Audio spectrogram transformer',
  notes:
    'After Gong et al. 2021, arXiv:2104.01778 (AST): a spectrogram of ten seconds, 128 bands by 1,024 frames, cut into patches that overlap. It begins with the spectrogram as a picture. AST starts from DeiT’s distilled weights and takes the mean of two tokens; this has one class token. 527 classes of AudioSet.',
  draw: (s) => {
    s.node('image', 'ImageInput', { size: [128, 1024], color_mode: 'grayscale' }, {});
    const patches = { filters: 768, kernel_size: [16, 16], strides: [10, 10], padding: 'valid', activation: 'linear' };
    let x = s.node('patches', 'Conv2D', patches, { input: port('image', 'image') }, 'Patches, overlapping');
    x = s.node('rows', 'Reshape', { target_shape: [12 * 101, 768] }, { input: x });
    x = s.node('token', 'PrependTokens', {}, { input: x });
    x = s.node('positions', 'PositionEmbedding', {}, { input: x });
    const encoder = { layers: 12, num_heads: 12, key_dim: 64, intermediate_dim: 3072, dropout: 0 };
    x = s.node('encoder', 'TransformerEncoder', encoder, { input: x });
    x = s.node('norm', 'LayerNormalization', { epsilon: 1e-6 }, { input: x });
    classes(s, s.node('first', 'TakePlace', {}, { input: x }), 527);
  },
};

export const PICTURES = [lenet, vgg16, resnet, cbamResnet, vitTiny, audioTransformer] as const;
