// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type * as tf from '@tensorflow/tfjs';
import { ActivityRegularization } from './activity-regularization';
import { AdaptedNormalization } from './adapted-normalization';
import { AdditiveAttention } from './additive-attention';
import { AllIds } from './all-ids';
import { Attention } from './attention';
import { AttentionMask } from './attention-mask';
import { AttentionPooling } from './attention-pooling';
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
import { AxialAttention } from './axial-attention';
import { BatchNormalization } from './batch-normalization';
import { BlankWherePadded } from './blank-where-padded';
import { CategoryEncoding } from './category-encoding';
import { ClassCentres } from './class-centres';
import { ColumnEmbedding } from './column-embedding';
import { ConvLSTM } from './conv-lstm';
import { Convolution } from './convolution';
import { ConvolutionTranspose } from './convolution-transpose';
import { CrissCrossAttention } from './criss-cross-attention';
import { CrissCrossScores } from './criss-cross-scores';
import { Cropping } from './cropping';
import { DepthwiseConvolution } from './depthwise-convolution';
import { AdaptedDiscretization, Discretization } from './discretization';
import { Dot } from './dot';
import { Dropout } from './dropout';
import { EuclideanAttention } from './euclidean-attention';
import { EuclideanSimilarity } from './euclidean-similarity';
import { EveryPlace } from './every-place';
import { FeatureModulation } from './feature-modulation';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { GlobalPooling } from './global-pooling';
import { GroupNormalization } from './group-normalization';
import { GroupQueryAttention } from './group-query-attention';
import { CenterCrop } from './image/center-crop';
import { ImageNetPreprocessing } from './image/imagenet-preprocessing';
import { Resizing } from './image/resizing';
import { LayerNormalization } from './layer-normalization';
import { LearnedQueries } from './learned-queries';
import { LineScores } from './line-scores';
import { LinearAttention } from './linear-attention';
import { LinearAttentionScores } from './linear-attention-scores';
import { LocalAttention } from './local-attention';
import { LocalAttentionScores } from './local-attention-scores';
import { LocationAttention } from './location-attention';
import { LocationAwareAttention } from './location-aware-attention';
import { MaskedScores } from './masked-scores';
import { Merge } from './merge';
import { MinMaxScaling } from './min-max-scaling';
import { MultiHeadAttention } from './multi-head-attention';
import { AlphaDropout, GaussianDropout, GaussianNoise } from './noise';
import { PaddingMask } from './padding-mask';
import { Pooling } from './pooling';
import { PositionEmbedding } from './position-embedding';
import { RotaryEmbedding, SinePositionEncoding } from './position-waves';
import { PrependOnes, PrependTokens } from './prepend-tokens';
import { RandomFeatures } from './random-features';
import { Bidirectional, BidirectionalLSTM } from './recurrent/bidirectional';
import { GRU } from './recurrent/gru';
import { LSTM } from './recurrent/lstm';
import { SimpleRNN } from './recurrent/simple-rnn';
import { RelativeAttention } from './relative-attention';
import { RepeatVector } from './repeat-vector';
import { RMSNormalization } from './rms-normalization';
import { SeparableConvolution } from './separable-convolution';
import { Softmax } from './softmax';
import { SpatialDropout } from './spatial-dropout';
import { TableScores } from './table-scores';
import { TakePlace } from './take-place';
import { TimeDistributed } from './time-distributed';
import { UnitNormalization } from './unit-normalization';
import { Unmask } from './unmask';
import { UpSampling } from './up-sampling';
import { WeightedSum } from './weighted-sum';
import { ZeroPadding } from './zero-padding';

/** The layers that tfjs lacks or has otherwise than Keras. Exports to TF.js carry these same files. */
export const OUR_LAYERS: readonly tf.serialization.SerializableConstructor<tf.layers.Layer>[] = [
  ActivityRegularization,
  AdaptedNormalization,
  AdditiveAttention,
  AllIds,
  Attention,
  AttentionMask,
  AttentionPooling,
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
  AxialAttention,
  BatchNormalization,
  BlankWherePadded,
  CategoryEncoding,
  ClassCentres,
  ColumnEmbedding,
  ConvLSTM,
  Convolution,
  ConvolutionTranspose,
  CrissCrossAttention,
  CrissCrossScores,
  Cropping,
  DepthwiseConvolution,
  Discretization,
  AdaptedDiscretization,
  Dot,
  Dropout,
  EuclideanAttention,
  EuclideanSimilarity,
  EveryPlace,
  FeatureModulation,
  GlobalAveragePooling1D,
  GlobalPooling,
  GroupNormalization,
  GroupQueryAttention,
  CenterCrop,
  ImageNetPreprocessing,
  Resizing,
  LayerNormalization,
  LearnedQueries,
  LineScores,
  LinearAttention,
  LinearAttentionScores,
  LocalAttention,
  LocalAttentionScores,
  LocationAttention,
  LocationAwareAttention,
  MaskedScores,
  Merge,
  MinMaxScaling,
  MultiHeadAttention,
  GaussianNoise,
  GaussianDropout,
  AlphaDropout,
  PaddingMask,
  Pooling,
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
  RepeatVector,
  RMSNormalization,
  SeparableConvolution,
  Softmax,
  SpatialDropout,
  TableScores,
  TakePlace,
  TimeDistributed,
  UnitNormalization,
  Unmask,
  UpSampling,
  WeightedSum,
  ZeroPadding,
];
