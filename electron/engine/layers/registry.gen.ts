// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdaptedNormalization } from './adapted-normalization';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { AttentionPooling } from './attention-pooling';
import { CategoryEncoding } from './category-encoding';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { AdaptedDiscretization, Discretization } from './discretization';
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
import { MinMaxScaling } from './min-max-scaling';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';
import { PositionEmbedding } from './position-embedding';
import { RotaryEmbedding, SinePositionEncoding } from './position-waves';
import { PrependOnes, PrependTokens } from './prepend-tokens';
import { RandomFeatures } from './random-features';
import { Bidirectional, BidirectionalLSTM } from './recurrent/bidirectional';
import { GRU } from './recurrent/gru';
import { LSTM } from './recurrent/lstm';
import { SimpleRNN } from './recurrent/simple-rnn';
import { RelativeAttention } from './relative-attention';
import { TakePlace } from './take-place';
import { UnitNormalization } from './unit-normalization';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  AdaptedNormalization,
  AdditiveAttention,
  Attention,
  AttentionPooling,
  CategoryEncoding,
  ColumnEmbedding,
  DilatedConv2D,
  Discretization,
  AdaptedDiscretization,
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
  MinMaxScaling,
  MultiHeadAttention,
  PaddingMask,
  PositionEmbedding,
  SinePositionEncoding,
  RotaryEmbedding,
  PrependTokens,
  PrependOnes,
  RandomFeatures,
  Bidirectional,
  BidirectionalLSTM,
  GRU,
  LSTM,
  SimpleRNN,
  RelativeAttention,
  TakePlace,
  UnitNormalization,
];
