// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { ColumnEmbedding } from './column-embedding';
import { Convolution } from './convolution';
import { ConvolutionTranspose } from './convolution-transpose';
import { Cropping } from './cropping';
import { DepthwiseConvolution } from './depthwise-convolution';
import { Dropout } from './dropout';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { GlobalPooling } from './global-pooling';
import { LayerNormalization } from './layer-normalization';
import { Bidirectional, LSTM } from './lstm';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';
import { Pooling } from './pooling';
import { RepeatVector } from './repeat-vector';
import { SeparableConvolution } from './separable-convolution';
import { UpSampling } from './up-sampling';
import { ZeroPadding } from './zero-padding';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  AdditiveAttention,
  Attention,
  ColumnEmbedding,
  Convolution,
  ConvolutionTranspose,
  Cropping,
  DepthwiseConvolution,
  Dropout,
  GlobalAveragePooling1D,
  GlobalPooling,
  LayerNormalization,
  LSTM,
  Bidirectional,
  MultiHeadAttention,
  PaddingMask,
  Pooling,
  RepeatVector,
  SeparableConvolution,
  UpSampling,
  ZeroPadding,
];
