import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { choice } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToMap } from '../mends';

/** Keras `applications.imagenet_utils.preprocess_input`, with the channels last. */
export const imageNetPreprocessing = defineNode({
  kind: 'ImageNetPreprocessing',
  family: 'preprocessing',
  title: 'ImageNet preprocessing',
  letter: 'P',
  keywords: ['preprocess_input', 'vgg', 'resnet', 'mobilenet', 'pretrained', 'caffe', 'bgr', 'normalize', 'keras applications'],
  doc: 'Brings pixels from 0 to 255 to the numbers that models trained on ImageNet expect. Each was trained with one of three modes: VGG and ResNet with caffe, MobileNet, Inception and Xception with tf, DenseNet and PyTorch’s models with torch.',
  formula: 'caffe: (B, G, R) − (103.939, 116.779, 123.68) · tf: x / 127.5 − 1 · torch: (x / 255 − mean) / std',
  source: 'Keras applications.imagenet_utils.preprocess_input',
  inputs: [{ name: 'input', doc: 'Pictures of three channels, red first, 0 to 255', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    mode: choice({
      options: ['caffe', 'tf', 'torch'],
      default: 'caffe',
      doc: 'caffe: blue first, the mean colour of ImageNet subtracted. tf: −1 to 1. torch: mean 0 and deviation 1 for each channel of ImageNet.',
    }),
  },
  summary: (p) => p.mode,
  mend: mendToMap,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) !== 3) {
      return refuse('ImageNet preprocessing needs three channels: red, green and blue.', {
        port: 'input',
        expected: '… × … × 3, such as Image with color_mode rgb',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'ImageNetPreprocessing', config: { mode: p.mode }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'caffe', params: {}, inputs: { input: [{ shape: ['batch', 3, 2, 3], carries: 'image' }] } },
    { name: 'tf', params: { mode: 'tf' }, inputs: { input: [{ shape: ['batch', 2, 3, 3], carries: 'image' }] } },
    { name: 'torch', params: { mode: 'torch' }, inputs: { input: [{ shape: ['batch', 2, 2, 3], carries: 'features' }] } },
  ],
});
