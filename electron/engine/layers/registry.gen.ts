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
import { MinMaxScaling } from './min-max-scaling';
import { MultiHeadAttention } from './multi-head-attention';
import { PaddingMask } from './padding-mask';
import { PositionEmbedding } from './position-embedding';
import { RotaryEmbedding, SinePositionEncoding } from './position-waves';
import { PrependOnes, PrependTokens } from './prepend-tokens';
import { Bidirectional, BidirectionalLSTM } from './recurrent/bidirectional';
import { GRU } from './recurrent/gru';
import { LSTM } from './recurrent/lstm';
import { SimpleRNN } from './recurrent/simple-rnn';
import { TakePlace } from './take-place';

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
  MinMaxScaling,
  MultiHeadAttention,
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
  TakePlace,
];
