// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { Registry } from '../graph/define-node';
import { additiveAttention } from './attention/additive-attention';
import { attention } from './attention/attention';
import { attentionMask } from './attention/attention-mask';
import { attentionPooling } from './attention/attention-pooling';
import { axialAttention } from './attention/axial-attention';
import { cbam } from './attention/cbam';
import { channelAttention } from './attention/channel-attention';
import { crissCrossAttention } from './attention/criss-cross-attention';
import { generalAttention } from './attention/general-attention';
import { groupQueryAttention } from './attention/group-query-attention';
import { linearAttention } from './attention/linear-attention';
import { localAttention } from './attention/local-attention';
import { locationAttention } from './attention/location-attention';
import { locationAwareAttention } from './attention/location-aware-attention';
import { multiHeadAttention } from './attention/multi-head-attention';
import { nonLocal } from './attention/non-local';
import { performerAttention } from './attention/performer-attention';
import { relativeAttention } from './attention/relative-attention';
import { spatialAttention } from './attention/spatial-attention';
import { squeezeExcitation } from './attention/squeeze-excitation';
import { melSpectrogram } from './audio/mel-spectrogram';
import { mfcc } from './audio/mfcc';
import { stftSpectrogram } from './audio/stft-spectrogram';
import { randomBrightness } from './augmentation/random-brightness';
import { randomContrast } from './augmentation/random-contrast';
import { randomErasing } from './augmentation/random-erasing';
import { randomFlip } from './augmentation/random-flip';
import { randomRotation } from './augmentation/random-rotation';
import { randomTimeShift } from './augmentation/random-time-shift';
import { randomTranslation } from './augmentation/random-translation';
import { randomZoom } from './augmentation/random-zoom';
import { specAugment } from './augmentation/spec-augment';
import { wordDropout } from './augmentation/word-dropout';
import { blockInput } from './blocks/block-input';
import { blockOutput } from './blocks/block-output';
import { conformerBlock } from './blocks/conformer-block';
import { invertedResidual } from './blocks/inverted-residual';
import { patchEmbedding } from './blocks/patch-embedding';
import { residualBlock } from './blocks/residual-block';
import { resnetStage } from './blocks/resnet-stage';
import { transformerDecoder } from './blocks/transformer-decoder';
import { transformerEncoder } from './blocks/transformer-encoder';
import { unet } from './blocks/unet';
import { unetDownStage } from './blocks/unet-down-stage';
import { unetUpStage } from './blocks/unet-up-stage';
import { visionTransformer } from './blocks/vision-transformer';
import { averagePooling1d } from './extractors/average-pooling-1d';
import { averagePooling2d } from './extractors/average-pooling-2d';
import { averagePooling3d } from './extractors/average-pooling-3d';
import { columnEmbedding } from './extractors/column-embedding';
import { convLstm1d } from './extractors/conv-lstm-1d';
import { convLstm2d } from './extractors/conv-lstm-2d';
import { convLstm3d } from './extractors/conv-lstm-3d';
import { conv1d } from './extractors/conv1d';
import { conv1dTranspose } from './extractors/conv1d-transpose';
import { conv2d } from './extractors/conv2d';
import { conv2dTranspose } from './extractors/conv2d-transpose';
import { conv3d } from './extractors/conv3d';
import { conv3dTranspose } from './extractors/conv3d-transpose';
import { cropping1d } from './extractors/cropping-1d';
import { cropping2d } from './extractors/cropping-2d';
import { cropping3d } from './extractors/cropping-3d';
import { dense } from './extractors/dense';
import { depthwiseConv1d } from './extractors/depthwise-conv1d';
import { depthwiseConv2d } from './extractors/depthwise-conv2d';
import { embedding } from './extractors/embedding';
import { flatten } from './extractors/flatten';
import { globalAveragePooling1d } from './extractors/global-average-pooling-1d';
import { globalAveragePooling2d } from './extractors/global-average-pooling-2d';
import { globalAveragePooling3d } from './extractors/global-average-pooling-3d';
import { globalMaxPooling1d } from './extractors/global-max-pooling-1d';
import { globalMaxPooling2d } from './extractors/global-max-pooling-2d';
import { globalMaxPooling3d } from './extractors/global-max-pooling-3d';
import { gru } from './extractors/gru';
import { learnedQueries } from './extractors/learned-queries';
import { lstm } from './extractors/lstm';
import { maxPooling1d } from './extractors/max-pooling-1d';
import { maxPooling2d } from './extractors/max-pooling-2d';
import { maxPooling3d } from './extractors/max-pooling-3d';
import { permute } from './extractors/permute';
import { positionEmbedding } from './extractors/position-embedding';
import { prependTokens } from './extractors/prepend-tokens';
import { repeatVector } from './extractors/repeat-vector';
import { reshape } from './extractors/reshape';
import { rotaryEmbedding } from './extractors/rotary-embedding';
import { separableConv1d } from './extractors/separable-conv1d';
import { separableConv2d } from './extractors/separable-conv2d';
import { simpleRnn } from './extractors/simple-rnn';
import { sinePositionEncoding } from './extractors/sine-position-encoding';
import { takePlace } from './extractors/take-place';
import { timeDistributedConv2d } from './extractors/time-distributed-conv2d';
import { timeDistributedFlatten } from './extractors/time-distributed-flatten';
import { timeDistributedGlobalAveragePooling2d } from './extractors/time-distributed-global-average-pooling-2d';
import { timeDistributedMaxPooling2d } from './extractors/time-distributed-max-pooling-2d';
import { upSampling1d } from './extractors/up-sampling-1d';
import { upSampling2d } from './extractors/up-sampling-2d';
import { upSampling3d } from './extractors/up-sampling-3d';
import { zeroPadding1d } from './extractors/zero-padding-1d';
import { zeroPadding2d } from './extractors/zero-padding-2d';
import { zeroPadding3d } from './extractors/zero-padding-3d';
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
import { audioInput } from './inputs/audio-input';
import { decoderInput } from './inputs/decoder-input';
import { imageInput } from './inputs/image-input';
import { sequenceInput } from './inputs/sequence-input';
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
import { binaryClassification } from './outputs/binary-classification';
import { boxSetPrediction } from './outputs/box-set-prediction';
import { classification } from './outputs/classification';
import { ctcOutput } from './outputs/ctc-output';
import { gridBoxPrediction } from './outputs/grid-box-prediction';
import { metricLearning } from './outputs/metric-learning';
import { multiLabelClassification } from './outputs/multi-label-classification';
import { multiRegression } from './outputs/multi-regression';
import { nextItem } from './outputs/next-item';
import { quantileRegression } from './outputs/quantile-regression';
import { regression } from './outputs/regression';
import { sequenceDecoder } from './outputs/sequence-decoder';
import { sequenceTagging } from './outputs/sequence-tagging';
import { spectrogramPrediction } from './outputs/spectrogram-prediction';
import { verification } from './outputs/verification';
import { categoryEncoding } from './preprocessing/category-encoding';
import { centerCrop } from './preprocessing/center-crop';
import { discretization } from './preprocessing/discretization';
import { imageNetPreprocessing } from './preprocessing/imagenet-preprocessing';
import { integerLookup } from './preprocessing/integer-lookup';
import { minMaxScaling } from './preprocessing/min-max-scaling';
import { normalization } from './preprocessing/normalization';
import { rescaling } from './preprocessing/rescaling';
import { resizing } from './preprocessing/resizing';
import { stringLookup } from './preprocessing/string-lookup';
import { textVectorization } from './preprocessing/text-vectorization';
import { mobileNetFeatures } from './pretrained/mobile-net-features';
import { pretrainedModel } from './pretrained/pretrained-model';
import { vgg16 } from './pretrained/vgg16';
import { bilinearSimilarity } from './similarity/bilinear-similarity';
import { cosineSimilarity } from './similarity/cosine-similarity';
import { dotSimilarity } from './similarity/dot-similarity';
import { euclideanSimilarity } from './similarity/euclidean-similarity';
import { weightedMean } from './similarity/weighted-mean';

/** Every node type, by kind. */
export const NODES: Registry = {
  AdditiveAttention: additiveAttention,
  Attention: attention,
  AttentionMask: attentionMask,
  AttentionPooling: attentionPooling,
  AxialAttention: axialAttention,
  CBAM: cbam,
  ChannelAttention: channelAttention,
  CrissCrossAttention: crissCrossAttention,
  GeneralAttention: generalAttention,
  GroupQueryAttention: groupQueryAttention,
  LinearAttention: linearAttention,
  LocalAttention: localAttention,
  LocationAttention: locationAttention,
  LocationAwareAttention: locationAwareAttention,
  MultiHeadAttention: multiHeadAttention,
  NonLocal: nonLocal,
  PerformerAttention: performerAttention,
  RelativeAttention: relativeAttention,
  SpatialAttention: spatialAttention,
  SqueezeExcitation: squeezeExcitation,
  MelSpectrogram: melSpectrogram,
  MFCC: mfcc,
  STFTSpectrogram: stftSpectrogram,
  RandomBrightness: randomBrightness,
  RandomContrast: randomContrast,
  RandomErasing: randomErasing,
  RandomFlip: randomFlip,
  RandomRotation: randomRotation,
  RandomTimeShift: randomTimeShift,
  RandomTranslation: randomTranslation,
  RandomZoom: randomZoom,
  SpecAugment: specAugment,
  WordDropout: wordDropout,
  BlockInput: blockInput,
  BlockOutput: blockOutput,
  ConformerBlock: conformerBlock,
  InvertedResidual: invertedResidual,
  PatchEmbedding: patchEmbedding,
  ResidualBlock: residualBlock,
  ResNetStage: resnetStage,
  TransformerDecoder: transformerDecoder,
  TransformerEncoder: transformerEncoder,
  UNet: unet,
  UNetDownStage: unetDownStage,
  UNetUpStage: unetUpStage,
  VisionTransformer: visionTransformer,
  AveragePooling1D: averagePooling1d,
  AveragePooling2D: averagePooling2d,
  AveragePooling3D: averagePooling3d,
  ColumnEmbedding: columnEmbedding,
  ConvLSTM1D: convLstm1d,
  ConvLSTM2D: convLstm2d,
  ConvLSTM3D: convLstm3d,
  Conv1D: conv1d,
  Conv1DTranspose: conv1dTranspose,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  Conv3D: conv3d,
  Conv3DTranspose: conv3dTranspose,
  Cropping1D: cropping1d,
  Cropping2D: cropping2d,
  Cropping3D: cropping3d,
  Dense: dense,
  DepthwiseConv1D: depthwiseConv1d,
  DepthwiseConv2D: depthwiseConv2d,
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalAveragePooling3D: globalAveragePooling3d,
  GlobalMaxPooling1D: globalMaxPooling1d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  GlobalMaxPooling3D: globalMaxPooling3d,
  GRU: gru,
  LearnedQueries: learnedQueries,
  LSTM: lstm,
  MaxPooling1D: maxPooling1d,
  MaxPooling2D: maxPooling2d,
  MaxPooling3D: maxPooling3d,
  Permute: permute,
  PositionEmbedding: positionEmbedding,
  PrependTokens: prependTokens,
  RepeatVector: repeatVector,
  Reshape: reshape,
  RotaryEmbedding: rotaryEmbedding,
  SeparableConv1D: separableConv1d,
  SeparableConv2D: separableConv2d,
  SimpleRNN: simpleRnn,
  SinePositionEncoding: sinePositionEncoding,
  TakePlace: takePlace,
  TimeDistributedConv2D: timeDistributedConv2d,
  TimeDistributedFlatten: timeDistributedFlatten,
  TimeDistributedGlobalAveragePooling2D: timeDistributedGlobalAveragePooling2d,
  TimeDistributedMaxPooling2D: timeDistributedMaxPooling2d,
  UpSampling1D: upSampling1d,
  UpSampling2D: upSampling2d,
  UpSampling3D: upSampling3d,
  ZeroPadding1D: zeroPadding1d,
  ZeroPadding2D: zeroPadding2d,
  ZeroPadding3D: zeroPadding3d,
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
  AudioInput: audioInput,
  DecoderInput: decoderInput,
  ImageInput: imageInput,
  SequenceInput: sequenceInput,
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
  BinaryClassification: binaryClassification,
  BoxSetPrediction: boxSetPrediction,
  Classification: classification,
  CtcOutput: ctcOutput,
  GridBoxPrediction: gridBoxPrediction,
  MetricLearning: metricLearning,
  MultiLabelClassification: multiLabelClassification,
  MultiRegression: multiRegression,
  NextItem: nextItem,
  QuantileRegression: quantileRegression,
  Regression: regression,
  SequenceDecoder: sequenceDecoder,
  SequenceTagging: sequenceTagging,
  SpectrogramPrediction: spectrogramPrediction,
  Verification: verification,
  CategoryEncoding: categoryEncoding,
  CenterCrop: centerCrop,
  Discretization: discretization,
  ImageNetPreprocessing: imageNetPreprocessing,
  IntegerLookup: integerLookup,
  MinMaxScaling: minMaxScaling,
  Normalization: normalization,
  Rescaling: rescaling,
  Resizing: resizing,
  StringLookup: stringLookup,
  TextVectorization: textVectorization,
  MobileNetFeatures: mobileNetFeatures,
  PretrainedModel: pretrainedModel,
  VGG16: vgg16,
  BilinearSimilarity: bilinearSimilarity,
  CosineSimilarity: cosineSimilarity,
  DotSimilarity: dotSimilarity,
  EuclideanSimilarity: euclideanSimilarity,
  WeightedMean: weightedMean,
};
