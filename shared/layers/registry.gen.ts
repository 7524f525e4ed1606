// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { LayerClass } from './define-layer';
import { activation } from './activation';
import { adaptedDiscretization } from './adapted-discretization';
import { adaptedNormalization } from './adapted-normalization';
import { add } from './add';
import { additiveAttention } from './additive-attention';
import { attention } from './attention';
import { bidirectional } from './bidirectional';
import { categoryEncoding } from './category-encoding';
import { centerCrop } from './center-crop';
import { columnEmbedding } from './column-embedding';
import { concatenate } from './concatenate';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { discretization } from './discretization';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { flatten } from './flatten';
import { globalAveragePooling1d } from './global-average-pooling-1d';
import { globalAveragePooling2d } from './global-average-pooling-2d';
import { gru } from './gru';
import { inputLayer } from './input-layer';
import { layerNormalization } from './layer-normalization';
import { lstm } from './lstm';
import { maxPooling2d } from './max-pooling-2d';
import { maximum } from './maximum';
import { melSpectrogram } from './mel-spectrogram';
import { mfcc } from './mfcc';
import { minMaxScaling } from './min-max-scaling';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { paddingMask } from './padding-mask';
import { permute } from './permute';
import { positionEmbedding } from './position-embedding';
import { rotaryEmbedding, sinePositionEncoding } from './position-waves';
import { prependOnes, prependTokens } from './prepend-tokens';
import { randomBrightness } from './random-brightness';
import { randomContrast } from './random-contrast';
import { randomErasing } from './random-erasing';
import { randomFlip } from './random-flip';
import { randomRotation } from './random-rotation';
import { randomTimeShift } from './random-time-shift';
import { randomTranslation } from './random-translation';
import { randomZoom } from './random-zoom';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { resizing } from './resizing';
import { simpleRnn } from './simple-rnn';
import { specAugment } from './spec-augment';
import { stftSpectrogram } from './stft-spectrogram';
import { takePlace } from './take-place';
import { wordDropout } from './word-dropout';

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
  Activation: activation,
  AdaptedDiscretization: adaptedDiscretization,
  AdaptedNormalization: adaptedNormalization,
  Add: add,
  AdditiveAttention: additiveAttention,
  Attention: attention,
  Bidirectional: bidirectional,
  CategoryEncoding: categoryEncoding,
  CenterCrop: centerCrop,
  ColumnEmbedding: columnEmbedding,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Discretization: discretization,
  Dropout: dropout,
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GRU: gru,
  InputLayer: inputLayer,
  LayerNormalization: layerNormalization,
  LSTM: lstm,
  MaxPooling2D: maxPooling2d,
  Maximum: maximum,
  MelSpectrogram: melSpectrogram,
  MFCC: mfcc,
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
  RandomBrightness: randomBrightness,
  RandomContrast: randomContrast,
  RandomErasing: randomErasing,
  RandomFlip: randomFlip,
  RandomRotation: randomRotation,
  RandomTimeShift: randomTimeShift,
  RandomTranslation: randomTranslation,
  RandomZoom: randomZoom,
  Rescaling: rescaling,
  Reshape: reshape,
  Resizing: resizing,
  SimpleRNN: simpleRnn,
  SpecAugment: specAugment,
  STFTSpectrogram: stftSpectrogram,
  TakePlace: takePlace,
  WordDropout: wordDropout,
};
