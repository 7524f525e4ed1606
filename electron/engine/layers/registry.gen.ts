// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { ActivityRegularization } from './activity-regularization';
import { AdaptedNormalization } from './adapted-normalization';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { BatchNormalization } from './batch-normalization';
import { CategoryEncoding } from './category-encoding';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { AdaptedDiscretization, Discretization } from './discretization';
import { Dot } from './dot';
import { Dropout } from './dropout';
import { EuclideanSimilarity } from './euclidean-similarity';
import { EveryPlace } from './every-place';
import { FeatureModulation } from './feature-modulation';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { GroupNormalization } from './group-normalization';
import { LayerNormalization } from './layer-normalization';
import { MaskedScores } from './masked-scores';
import { Merge } from './merge';
import { MinMaxScaling } from './min-max-scaling';
import { MultiHeadAttention } from './multi-head-attention';
import { AlphaDropout, GaussianDropout, GaussianNoise } from './noise';
import { PaddingMask } from './padding-mask';
import { PositionEmbedding } from './position-embedding';
import { RotaryEmbedding, SinePositionEncoding } from './position-waves';
import { PrependOnes, PrependTokens } from './prepend-tokens';
import { Bidirectional, BidirectionalLSTM } from './recurrent/bidirectional';
import { GRU } from './recurrent/gru';
import { LSTM } from './recurrent/lstm';
import { SimpleRNN } from './recurrent/simple-rnn';
import { RMSNormalization } from './rms-normalization';
import { Softmax } from './softmax';
import { SpatialDropout } from './spatial-dropout';
import { TakePlace } from './take-place';
import { UnitNormalization } from './unit-normalization';
import { WeightedSum } from './weighted-sum';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  ActivityRegularization,
  AdaptedNormalization,
  AdditiveAttention,
  Attention,
  BatchNormalization,
  CategoryEncoding,
  ColumnEmbedding,
  DilatedConv2D,
  Discretization,
  AdaptedDiscretization,
  Dot,
  Dropout,
  EuclideanSimilarity,
  EveryPlace,
  FeatureModulation,
  GlobalAveragePooling1D,
  GroupNormalization,
  LayerNormalization,
  MaskedScores,
  Merge,
  MinMaxScaling,
  MultiHeadAttention,
  GaussianNoise,
  GaussianDropout,
  AlphaDropout,
  PaddingMask,
  PositionEmbedding,
  SinePositionEncoding,
  RotaryEmbedding,
  PrependTokens,
  PrependOnes,
  Bidirectional,
  BidirectionalLSTM,
  GRU,
  LSTM,
  SimpleRNN,
  RMSNormalization,
  Softmax,
  SpatialDropout,
  TakePlace,
  UnitNormalization,
  WeightedSum,
];
