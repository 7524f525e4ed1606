// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { AdaptedNormalization } from './adapted-normalization';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { MelSpectrogram } from './audio/mel-spectrogram';
import { MFCC } from './audio/mfcc';
import { STFTSpectrogram } from './audio/stft-spectrogram';
import { RandomBrightness } from './augment/random-brightness';
import { RandomContrast } from './augment/random-contrast';
import { RandomErasing } from './augment/random-erasing';
import { RandomFlip } from './augment/random-flip';
import { RandomRotation } from './augment/random-rotation';
import { RandomTimeShift } from './augment/random-time-shift';
import { RandomTranslation } from './augment/random-translation';
import { RandomZoom } from './augment/random-zoom';
import { SpecAugment } from './augment/spec-augment';
import { WordDropout } from './augment/word-dropout';
import { CategoryEncoding } from './category-encoding';
import { ColumnEmbedding } from './column-embedding';
import { DilatedConv2D } from './dilated-conv-2d';
import { AdaptedDiscretization, Discretization } from './discretization';
import { Dropout } from './dropout';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { CenterCrop } from './image/center-crop';
import { Resizing } from './image/resizing';
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
  MelSpectrogram,
  MFCC,
  STFTSpectrogram,
  RandomBrightness,
  RandomContrast,
  RandomErasing,
  RandomFlip,
  RandomRotation,
  RandomTimeShift,
  RandomTranslation,
  RandomZoom,
  SpecAugment,
  WordDropout,
  CategoryEncoding,
  ColumnEmbedding,
  DilatedConv2D,
  Discretization,
  AdaptedDiscretization,
  Dropout,
  GlobalAveragePooling1D,
  CenterCrop,
  Resizing,
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
