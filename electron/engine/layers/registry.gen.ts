// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { AttentionPooling } from './attention-pooling';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { Dropout } from './dropout';
import { EuclideanAttention } from './euclidean-attention';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { GroupQueryAttention } from './group-query-attention';
import { LayerNormalization } from './layer-normalization';
import { LinearAttention } from './linear-attention';
import { LinearAttentionScores } from './linear-attention-scores';
import { LocalAttention } from './local-attention';
import { LocalAttentionScores } from './local-attention-scores';
import { LocationAttention } from './location-attention';
import { Bidirectional, LSTM } from './lstm';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';
import { RandomFeatures } from './random-features';
import { RelativeAttention } from './relative-attention';
import { UnitNormalization } from './unit-normalization';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  AdditiveAttention,
  Attention,
  AttentionPooling,
  ColumnEmbedding,
  DilatedConv2D,
  Dropout,
  EuclideanAttention,
  GlobalAveragePooling1D,
  GroupQueryAttention,
  LayerNormalization,
  LinearAttention,
  LinearAttentionScores,
  LocalAttention,
  LocalAttentionScores,
  LocationAttention,
  LSTM,
  Bidirectional,
  MultiHeadAttention,
  PaddingMask,
  RandomFeatures,
  RelativeAttention,
  UnitNormalization,
];
