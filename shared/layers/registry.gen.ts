// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { LayerClass } from './define-layer';
import { activation } from './activation';
import { adaptedDiscretization } from './adapted-discretization';
import { adaptedNormalization } from './adapted-normalization';
import { add } from './add';
import { additiveAttention } from './additive-attention';
import { attention } from './attention';
import { averagePooling1d } from './average-pooling-1d';
import { averagePooling2d } from './average-pooling-2d';
import { averagePooling3d } from './average-pooling-3d';
import { bidirectional } from './bidirectional';
import { categoryEncoding } from './category-encoding';
import { columnEmbedding } from './column-embedding';
import { concatenate } from './concatenate';
import { conv1d } from './conv1d';
import { conv1dTranspose } from './conv1d-transpose';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2d-transpose';
import { conv3d } from './conv3d';
import { conv3dTranspose } from './conv3d-transpose';
import { cropping1d } from './cropping-1d';
import { cropping2d } from './cropping-2d';
import { cropping3d } from './cropping-3d';
import { dense } from './dense';
import { depthwiseConv1d } from './depthwise-conv1d';
import { depthwiseConv2d } from './depthwise-conv2d';
import { discretization } from './discretization';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { flatten } from './flatten';
import { globalAveragePooling1d } from './global-average-pooling-1d';
import { globalAveragePooling2d } from './global-average-pooling-2d';
import { globalAveragePooling3d } from './global-average-pooling-3d';
import { globalMaxPooling1d } from './global-max-pooling-1d';
import { globalMaxPooling2d } from './global-max-pooling-2d';
import { globalMaxPooling3d } from './global-max-pooling-3d';
import { gru } from './gru';
import { inputLayer } from './input-layer';
import { layerNormalization } from './layer-normalization';
import { lstm } from './lstm';
import { maxPooling1d } from './max-pooling-1d';
import { maxPooling2d } from './max-pooling-2d';
import { maxPooling3d } from './max-pooling-3d';
import { maximum } from './maximum';
import { minMaxScaling } from './min-max-scaling';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { paddingMask } from './padding-mask';
import { permute } from './permute';
import { positionEmbedding } from './position-embedding';
import { rotaryEmbedding, sinePositionEncoding } from './position-waves';
import { prependOnes, prependTokens } from './prepend-tokens';
import { repeatVector } from './repeat-vector';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { separableConv1d } from './separable-conv1d';
import { separableConv2d } from './separable-conv2d';
import { simpleRnn } from './simple-rnn';
import { takePlace } from './take-place';
import { upSampling1d } from './up-sampling-1d';
import { upSampling2d } from './up-sampling-2d';
import { upSampling3d } from './up-sampling-3d';
import { zeroPadding1d } from './zero-padding-1d';
import { zeroPadding2d } from './zero-padding-2d';
import { zeroPadding3d } from './zero-padding-3d';

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
  Activation: activation,
  AdaptedDiscretization: adaptedDiscretization,
  AdaptedNormalization: adaptedNormalization,
  Add: add,
  AdditiveAttention: additiveAttention,
  Attention: attention,
  AveragePooling1D: averagePooling1d,
  AveragePooling2D: averagePooling2d,
  AveragePooling3D: averagePooling3d,
  Bidirectional: bidirectional,
  CategoryEncoding: categoryEncoding,
  ColumnEmbedding: columnEmbedding,
  Concatenate: concatenate,
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
  Discretization: discretization,
  Dropout: dropout,
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalAveragePooling3D: globalAveragePooling3d,
  GlobalMaxPooling1D: globalMaxPooling1d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  GlobalMaxPooling3D: globalMaxPooling3d,
  GRU: gru,
  InputLayer: inputLayer,
  LayerNormalization: layerNormalization,
  LSTM: lstm,
  MaxPooling1D: maxPooling1d,
  MaxPooling2D: maxPooling2d,
  MaxPooling3D: maxPooling3d,
  Maximum: maximum,
  MinMaxScaling: minMaxScaling,
  MultiHeadAttention: multiHeadAttention,
  Multiply: multiply,
  PaddingMask: paddingMask,
  Permute: permute,
  PositionEmbedding: positionEmbedding,
  SinePositionEncoding: sinePositionEncoding,
  RotaryEmbedding: rotaryEmbedding,
  PrependTokens: prependTokens,
  PrependOnes: prependOnes,
  RepeatVector: repeatVector,
  Rescaling: rescaling,
  Reshape: reshape,
  SeparableConv1D: separableConv1d,
  SeparableConv2D: separableConv2d,
  SimpleRNN: simpleRnn,
  TakePlace: takePlace,
  UpSampling1D: upSampling1d,
  UpSampling2D: upSampling2d,
  UpSampling3D: upSampling3d,
  ZeroPadding1D: zeroPadding1d,
  ZeroPadding2D: zeroPadding2d,
  ZeroPadding3D: zeroPadding3d,
};
