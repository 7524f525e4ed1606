// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { LayerClass } from './define-layer';
import { activation } from './activation';
import { activityRegularization } from './activity-regularization';
import { adaptedDiscretization } from './adapted-discretization';
import { adaptedNormalization } from './adapted-normalization';
import { add } from './add';
import { additiveAttention } from './additive-attention';
import { allIds } from './all-ids';
import { alphaDropout } from './alpha-dropout';
import { attention } from './attention';
import { attentionMask } from './attention-mask';
import { attentionPooling } from './attention-pooling';
import { average } from './average';
import { averagePooling1d } from './average-pooling-1d';
import { averagePooling2d } from './average-pooling-2d';
import { averagePooling3d } from './average-pooling-3d';
import { batchNormalization } from './batch-normalization';
import { bidirectional } from './bidirectional';
import { blankWherePadded } from './blank-where-padded';
import { categoryEncoding } from './category-encoding';
import { centerCrop } from './center-crop';
import { classCentres } from './class-centres';
import { columnEmbedding } from './column-embedding';
import { concatenate } from './concatenate';
import { convLstm1d } from './conv-lstm-1d';
import { convLstm2d } from './conv-lstm-2d';
import { convLstm3d } from './conv-lstm-3d';
import { conv1d } from './conv1d';
import { conv1dTranspose } from './conv1d-transpose';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2d-transpose';
import { conv3d } from './conv3d';
import { conv3dTranspose } from './conv3d-transpose';
import { crissCrossAttention } from './criss-cross-attention';
import { crissCrossScores } from './criss-cross-scores';
import { cropping1d } from './cropping-1d';
import { cropping2d } from './cropping-2d';
import { cropping3d } from './cropping-3d';
import { dense } from './dense';
import { depthwiseConv1d } from './depthwise-conv1d';
import { depthwiseConv2d } from './depthwise-conv2d';
import { discretization } from './discretization';
import { dot } from './dot';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { euclideanAttention } from './euclidean-attention';
import { euclideanSimilarity } from './euclidean-similarity';
import { everyPlace } from './every-place';
import { featureModulation } from './feature-modulation';
import { flatten } from './flatten';
import { gaussianDropout } from './gaussian-dropout';
import { gaussianNoise } from './gaussian-noise';
import { globalAveragePooling1d } from './global-average-pooling-1d';
import { globalAveragePooling2d } from './global-average-pooling-2d';
import { globalAveragePooling3d } from './global-average-pooling-3d';
import { globalMaxPooling1d } from './global-max-pooling-1d';
import { globalMaxPooling2d } from './global-max-pooling-2d';
import { globalMaxPooling3d } from './global-max-pooling-3d';
import { groupNormalization } from './group-normalization';
import { groupQueryAttention } from './group-query-attention';
import { gru } from './gru';
import { imageNetPreprocessing } from './imagenet-preprocessing';
import { inputLayer } from './input-layer';
import { layerNormalization } from './layer-normalization';
import { leakyRelu } from './leaky-relu';
import { learnedQueries } from './learned-queries';
import { lineScores } from './line-scores';
import { linearAttention } from './linear-attention';
import { linearAttentionScores } from './linear-attention-scores';
import { localAttention } from './local-attention';
import { localAttentionScores } from './local-attention-scores';
import { locationAttention } from './location-attention';
import { locationAwareAttention } from './location-aware-attention';
import { lstm } from './lstm';
import { maskedRmsNormalization } from './masked-rms-normalization';
import { maskedScores } from './masked-scores';
import { maxPooling1d } from './max-pooling-1d';
import { maxPooling2d } from './max-pooling-2d';
import { maxPooling3d } from './max-pooling-3d';
import { maximum } from './maximum';
import { melSpectrogram } from './mel-spectrogram';
import { mfcc } from './mfcc';
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
import { randomBrightness } from './random-brightness';
import { randomContrast } from './random-contrast';
import { randomErasing } from './random-erasing';
import { randomFeatures } from './random-features';
import { randomFlip } from './random-flip';
import { randomRotation } from './random-rotation';
import { randomTimeShift } from './random-time-shift';
import { randomTranslation } from './random-translation';
import { randomZoom } from './random-zoom';
import { relativeAttention } from './relative-attention';
import { repeatVector } from './repeat-vector';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { resizing } from './resizing';
import { rmsNormalization } from './rms-normalization';
import { separableConv1d } from './separable-conv1d';
import { separableConv2d } from './separable-conv2d';
import { simpleRnn } from './simple-rnn';
import { softmax } from './softmax';
import { spatialDropout1d } from './spatial-dropout-1d';
import { spatialDropout2d } from './spatial-dropout-2d';
import { spatialDropout3d } from './spatial-dropout-3d';
import { specAugment } from './spec-augment';
import { stftSpectrogram } from './stft-spectrogram';
import { subtract } from './subtract';
import { tableScores } from './table-scores';
import { takePlace } from './take-place';
import { timeDistributed } from './time-distributed';
import { unitNormalization } from './unit-normalization';
import { unmask } from './unmask';
import { upSampling1d } from './up-sampling-1d';
import { upSampling2d } from './up-sampling-2d';
import { upSampling3d } from './up-sampling-3d';
import { weightedSum } from './weighted-sum';
import { wordDropout } from './word-dropout';
import { zeroPadding1d } from './zero-padding-1d';
import { zeroPadding2d } from './zero-padding-2d';
import { zeroPadding3d } from './zero-padding-3d';

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
  Activation: activation,
  ActivityRegularization: activityRegularization,
  AdaptedDiscretization: adaptedDiscretization,
  AdaptedNormalization: adaptedNormalization,
  Add: add,
  AdditiveAttention: additiveAttention,
  AllIds: allIds,
  AlphaDropout: alphaDropout,
  Attention: attention,
  AttentionMask: attentionMask,
  AttentionPooling: attentionPooling,
  Average: average,
  AveragePooling1D: averagePooling1d,
  AveragePooling2D: averagePooling2d,
  AveragePooling3D: averagePooling3d,
  BatchNormalization: batchNormalization,
  Bidirectional: bidirectional,
  BlankWherePadded: blankWherePadded,
  CategoryEncoding: categoryEncoding,
  CenterCrop: centerCrop,
  ClassCentres: classCentres,
  ColumnEmbedding: columnEmbedding,
  Concatenate: concatenate,
  ConvLSTM1D: convLstm1d,
  ConvLSTM2D: convLstm2d,
  ConvLSTM3D: convLstm3d,
  Conv1D: conv1d,
  Conv1DTranspose: conv1dTranspose,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  Conv3D: conv3d,
  Conv3DTranspose: conv3dTranspose,
  CrissCrossAttention: crissCrossAttention,
  CrissCrossScores: crissCrossScores,
  Cropping1D: cropping1d,
  Cropping2D: cropping2d,
  Cropping3D: cropping3d,
  Dense: dense,
  DepthwiseConv1D: depthwiseConv1d,
  DepthwiseConv2D: depthwiseConv2d,
  Discretization: discretization,
  Dot: dot,
  Dropout: dropout,
  Embedding: embedding,
  EuclideanAttention: euclideanAttention,
  EuclideanSimilarity: euclideanSimilarity,
  EveryPlace: everyPlace,
  FeatureModulation: featureModulation,
  Flatten: flatten,
  GaussianDropout: gaussianDropout,
  GaussianNoise: gaussianNoise,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalAveragePooling3D: globalAveragePooling3d,
  GlobalMaxPooling1D: globalMaxPooling1d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  GlobalMaxPooling3D: globalMaxPooling3d,
  GroupNormalization: groupNormalization,
  GroupQueryAttention: groupQueryAttention,
  GRU: gru,
  ImageNetPreprocessing: imageNetPreprocessing,
  InputLayer: inputLayer,
  LayerNormalization: layerNormalization,
  LeakyReLU: leakyRelu,
  LearnedQueries: learnedQueries,
  LineScores: lineScores,
  LinearAttention: linearAttention,
  LinearAttentionScores: linearAttentionScores,
  LocalAttention: localAttention,
  LocalAttentionScores: localAttentionScores,
  LocationAttention: locationAttention,
  LocationAwareAttention: locationAwareAttention,
  LSTM: lstm,
  MaskedRMSNormalization: maskedRmsNormalization,
  MaskedScores: maskedScores,
  MaxPooling1D: maxPooling1d,
  MaxPooling2D: maxPooling2d,
  MaxPooling3D: maxPooling3d,
  Maximum: maximum,
  MelSpectrogram: melSpectrogram,
  MFCC: mfcc,
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
  RandomBrightness: randomBrightness,
  RandomContrast: randomContrast,
  RandomErasing: randomErasing,
  RandomFeatures: randomFeatures,
  RandomFlip: randomFlip,
  RandomRotation: randomRotation,
  RandomTimeShift: randomTimeShift,
  RandomTranslation: randomTranslation,
  RandomZoom: randomZoom,
  RelativeAttention: relativeAttention,
  RepeatVector: repeatVector,
  Rescaling: rescaling,
  Reshape: reshape,
  Resizing: resizing,
  RMSNormalization: rmsNormalization,
  SeparableConv1D: separableConv1d,
  SeparableConv2D: separableConv2d,
  SimpleRNN: simpleRnn,
  Softmax: softmax,
  SpatialDropout1D: spatialDropout1d,
  SpatialDropout2D: spatialDropout2d,
  SpatialDropout3D: spatialDropout3d,
  SpecAugment: specAugment,
  STFTSpectrogram: stftSpectrogram,
  Subtract: subtract,
  TableScores: tableScores,
  TakePlace: takePlace,
  TimeDistributed: timeDistributed,
  UnitNormalization: unitNormalization,
  Unmask: unmask,
  UpSampling1D: upSampling1d,
  UpSampling2D: upSampling2d,
  UpSampling3D: upSampling3d,
  WeightedSum: weightedSum,
  WordDropout: wordDropout,
  ZeroPadding1D: zeroPadding1d,
  ZeroPadding2D: zeroPadding2d,
  ZeroPadding3D: zeroPadding3d,
};
