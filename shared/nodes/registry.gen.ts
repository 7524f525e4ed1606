// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { Registry } from '../graph/define-node';
import { additiveAttention } from './attention/additive-attention';
import { attention } from './attention/attention';
import { multiHeadAttention } from './attention/multi-head-attention';
import { blockInput } from './blocks/block-input';
import { blockOutput } from './blocks/block-output';
import { patchEmbedding } from './blocks/patch-embedding';
import { transformerEncoder } from './blocks/transformer-encoder';
import { columnEmbedding } from './extractors/column-embedding';
import { conv2d } from './extractors/conv2d';
import { dense } from './extractors/dense';
import { embedding } from './extractors/embedding';
import { flatten } from './extractors/flatten';
import { globalAveragePooling1d } from './extractors/global-average-pooling-1d';
import { globalAveragePooling2d } from './extractors/global-average-pooling-2d';
import { gru } from './extractors/gru';
import { lstm } from './extractors/lstm';
import { maxPooling2d } from './extractors/max-pooling-2d';
import { positionEmbedding } from './extractors/position-embedding';
import { prependTokens } from './extractors/prepend-tokens';
import { reshape } from './extractors/reshape';
import { rotaryEmbedding } from './extractors/rotary-embedding';
import { simpleRnn } from './extractors/simple-rnn';
import { sinePositionEncoding } from './extractors/sine-position-encoding';
import { takePlace } from './extractors/take-place';
import { add } from './fusion/add';
import { average } from './fusion/average';
import { concatenate } from './fusion/concatenate';
import { crossAttentionFusion } from './fusion/cross-attention-fusion';
import { dot } from './fusion/dot';
import { film } from './fusion/film';
import { gatedFusion } from './fusion/gated-fusion';
import { highway } from './fusion/highway';
import { maximum } from './fusion/maximum';
import { minimum } from './fusion/minimum';
import { multiply } from './fusion/multiply';
import { subtract } from './fusion/subtract';
import { weightedSum } from './fusion/weighted-sum';
import { imageInput } from './inputs/image-input';
import { tableInput } from './inputs/table-input';
import { textInput } from './inputs/text-input';
import { activation } from './normalisation/activation';
import { activityRegularization } from './normalisation/activity-regularization';
import { alphaDropout } from './normalisation/alpha-dropout';
import { batchNormalization } from './normalisation/batch-normalization';
import { dropout } from './normalisation/dropout';
import { gaussianDropout } from './normalisation/gaussian-dropout';
import { gaussianNoise } from './normalisation/gaussian-noise';
import { groupNormalization } from './normalisation/group-normalization';
import { layerNormalization } from './normalisation/layer-normalization';
import { leakyRelu } from './normalisation/leaky-relu';
import { prelu } from './normalisation/prelu';
import { rmsNormalization } from './normalisation/rms-normalization';
import { softmax } from './normalisation/softmax';
import { spatialDropout1d } from './normalisation/spatial-dropout-1d';
import { spatialDropout2d } from './normalisation/spatial-dropout-2d';
import { spatialDropout3d } from './normalisation/spatial-dropout-3d';
import { unitNormalization } from './normalisation/unit-normalization';
import { classification } from './outputs/classification';
import { regression } from './outputs/regression';
import { categoryEncoding } from './preprocessing/category-encoding';
import { discretization } from './preprocessing/discretization';
import { integerLookup } from './preprocessing/integer-lookup';
import { minMaxScaling } from './preprocessing/min-max-scaling';
import { normalization } from './preprocessing/normalization';
import { rescaling } from './preprocessing/rescaling';
import { stringLookup } from './preprocessing/string-lookup';
import { textVectorization } from './preprocessing/text-vectorization';
import { bilinearSimilarity } from './similarity/bilinear-similarity';
import { cosineSimilarity } from './similarity/cosine-similarity';
import { dotSimilarity } from './similarity/dot-similarity';
import { euclideanSimilarity } from './similarity/euclidean-similarity';
import { weightedMean } from './similarity/weighted-mean';

/** Every node type, by kind. */
export const NODES: Registry = {
  AdditiveAttention: additiveAttention,
  Attention: attention,
  MultiHeadAttention: multiHeadAttention,
  BlockInput: blockInput,
  BlockOutput: blockOutput,
  PatchEmbedding: patchEmbedding,
  TransformerEncoder: transformerEncoder,
  ColumnEmbedding: columnEmbedding,
  Conv2D: conv2d,
  Dense: dense,
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GRU: gru,
  LSTM: lstm,
  MaxPooling2D: maxPooling2d,
  PositionEmbedding: positionEmbedding,
  PrependTokens: prependTokens,
  Reshape: reshape,
  RotaryEmbedding: rotaryEmbedding,
  SimpleRNN: simpleRnn,
  SinePositionEncoding: sinePositionEncoding,
  TakePlace: takePlace,
  Add: add,
  Average: average,
  Concatenate: concatenate,
  CrossAttentionFusion: crossAttentionFusion,
  Dot: dot,
  FiLM: film,
  GatedFusion: gatedFusion,
  Highway: highway,
  Maximum: maximum,
  Minimum: minimum,
  Multiply: multiply,
  Subtract: subtract,
  WeightedSum: weightedSum,
  ImageInput: imageInput,
  TableInput: tableInput,
  TextInput: textInput,
  Activation: activation,
  ActivityRegularization: activityRegularization,
  AlphaDropout: alphaDropout,
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  GaussianDropout: gaussianDropout,
  GaussianNoise: gaussianNoise,
  GroupNormalization: groupNormalization,
  LayerNormalization: layerNormalization,
  LeakyReLU: leakyRelu,
  PReLU: prelu,
  RMSNormalization: rmsNormalization,
  Softmax: softmax,
  SpatialDropout1D: spatialDropout1d,
  SpatialDropout2D: spatialDropout2d,
  SpatialDropout3D: spatialDropout3d,
  UnitNormalization: unitNormalization,
  Classification: classification,
  Regression: regression,
  CategoryEncoding: categoryEncoding,
  Discretization: discretization,
  IntegerLookup: integerLookup,
  MinMaxScaling: minMaxScaling,
  Normalization: normalization,
  Rescaling: rescaling,
  StringLookup: stringLookup,
  TextVectorization: textVectorization,
  BilinearSimilarity: bilinearSimilarity,
  CosineSimilarity: cosineSimilarity,
  DotSimilarity: dotSimilarity,
  EuclideanSimilarity: euclideanSimilarity,
  WeightedMean: weightedMean,
};
