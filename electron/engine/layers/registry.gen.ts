// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdaptedNormalization } from './adapted-normalization';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { CategoryEncoding } from './category-encoding';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { AdaptedDiscretization, Discretization } from './discretization';
import { Dropout } from './dropout';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { LayerNormalization } from './layer-normalization';
import { Bidirectional, LSTM } from './lstm';
import { MinMaxScaling } from './min-max-scaling';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  AdaptedNormalization,
  AdditiveAttention,
  Attention,
  CategoryEncoding,
  ColumnEmbedding,
  DilatedConv2D,
  Discretization,
  AdaptedDiscretization,
  Dropout,
  GlobalAveragePooling1D,
  LayerNormalization,
  LSTM,
  Bidirectional,
  MinMaxScaling,
  MultiHeadAttention,
  PaddingMask,
];
