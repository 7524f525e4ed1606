// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { LayerClass } from './define-layer';
import { activation } from './activation';
import { activityRegularization } from './activity-regularization';
import { adaptedDiscretization } from './adapted-discretization';
import { adaptedNormalization } from './adapted-normalization';
import { add } from './add';
import { additiveAttention } from './additive-attention';
import { alphaDropout } from './alpha-dropout';
import { attention } from './attention';
import { average } from './average';
import { batchNormalization } from './batch-normalization';
import { bidirectional } from './bidirectional';
import { categoryEncoding } from './category-encoding';
import { columnEmbedding } from './column-embedding';
import { concatenate } from './concatenate';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { discretization } from './discretization';
import { dot } from './dot';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { euclideanSimilarity } from './euclidean-similarity';
import { everyPlace } from './every-place';
import { featureModulation } from './feature-modulation';
import { flatten } from './flatten';
import { gaussianDropout } from './gaussian-dropout';
import { gaussianNoise } from './gaussian-noise';
import { globalAveragePooling1d } from './global-average-pooling-1d';
import { globalAveragePooling2d } from './global-average-pooling-2d';
import { groupNormalization } from './group-normalization';
import { gru } from './gru';
import { inputLayer } from './input-layer';
import { layerNormalization } from './layer-normalization';
import { leakyRelu } from './leaky-relu';
import { lstm } from './lstm';
import { maskedRmsNormalization } from './masked-rms-normalization';
import { maskedScores } from './masked-scores';
import { maxPooling2d } from './max-pooling-2d';
import { maximum } from './maximum';
import { minMaxScaling } from './min-max-scaling';
import { minimum } from './minimum';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { paddingMask } from './padding-mask';
import { permute } from './permute';
import { positionEmbedding } from './position-embedding';
import { rotaryEmbedding, sinePositionEncoding } from './position-waves';
import { prelu } from './prelu';
import { prependOnes, prependTokens } from './prepend-tokens';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { rmsNormalization } from './rms-normalization';
import { simpleRnn } from './simple-rnn';
import { softmax } from './softmax';
import { spatialDropout1d } from './spatial-dropout-1d';
import { spatialDropout2d } from './spatial-dropout-2d';
import { spatialDropout3d } from './spatial-dropout-3d';
import { subtract } from './subtract';
import { takePlace } from './take-place';
import { unitNormalization } from './unit-normalization';
import { weightedSum } from './weighted-sum';

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
  Activation: activation,
  ActivityRegularization: activityRegularization,
  AdaptedDiscretization: adaptedDiscretization,
  AdaptedNormalization: adaptedNormalization,
  Add: add,
  AdditiveAttention: additiveAttention,
  AlphaDropout: alphaDropout,
  Attention: attention,
  Average: average,
  BatchNormalization: batchNormalization,
  Bidirectional: bidirectional,
  CategoryEncoding: categoryEncoding,
  ColumnEmbedding: columnEmbedding,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Discretization: discretization,
  Dot: dot,
  Dropout: dropout,
  Embedding: embedding,
  EuclideanSimilarity: euclideanSimilarity,
  EveryPlace: everyPlace,
  FeatureModulation: featureModulation,
  Flatten: flatten,
  GaussianDropout: gaussianDropout,
  GaussianNoise: gaussianNoise,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GroupNormalization: groupNormalization,
  GRU: gru,
  InputLayer: inputLayer,
  LayerNormalization: layerNormalization,
  LeakyReLU: leakyRelu,
  LSTM: lstm,
  MaskedRMSNormalization: maskedRmsNormalization,
  MaskedScores: maskedScores,
  MaxPooling2D: maxPooling2d,
  Maximum: maximum,
  MinMaxScaling: minMaxScaling,
  Minimum: minimum,
  MultiHeadAttention: multiHeadAttention,
  Multiply: multiply,
  PaddingMask: paddingMask,
  Permute: permute,
  PositionEmbedding: positionEmbedding,
  SinePositionEncoding: sinePositionEncoding,
  RotaryEmbedding: rotaryEmbedding,
  PReLU: prelu,
  PrependTokens: prependTokens,
  PrependOnes: prependOnes,
  Rescaling: rescaling,
  Reshape: reshape,
  RMSNormalization: rmsNormalization,
  SimpleRNN: simpleRnn,
  Softmax: softmax,
  SpatialDropout1D: spatialDropout1d,
  SpatialDropout2D: spatialDropout2d,
  SpatialDropout3D: spatialDropout3d,
  Subtract: subtract,
  TakePlace: takePlace,
  UnitNormalization: unitNormalization,
  WeightedSum: weightedSum,
};
