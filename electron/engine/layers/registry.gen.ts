// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { BatchNormalization } from './batch-normalization';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { Dropout } from './dropout';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { LayerNormalization } from './layer-normalization';
import { Bidirectional, LSTM } from './lstm';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  AdditiveAttention,
  Attention,
  BatchNormalization,
  ColumnEmbedding,
  DilatedConv2D,
  Dropout,
  GlobalAveragePooling1D,
  LayerNormalization,
  LSTM,
  Bidirectional,
  MultiHeadAttention,
  PaddingMask,
];
