// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { Registry } from '../graph/define-node';
import { additiveAttention } from './attention/additive-attention';
import { attention } from './attention/attention';
import { multiHeadAttention } from './attention/multi-head-attention';
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
import { imageInput } from './inputs/image-input';
import { tableInput } from './inputs/table-input';
import { textInput } from './inputs/text-input';
import { dropout } from './normalisation/dropout';
import { layerNormalization } from './normalisation/layer-normalization';
import { classification } from './outputs/classification';
import { regression } from './outputs/regression';
import { categoryEncoding } from './preprocessing/category-encoding';
import { centerCrop } from './preprocessing/center-crop';
import { discretization } from './preprocessing/discretization';
import { integerLookup } from './preprocessing/integer-lookup';
import { minMaxScaling } from './preprocessing/min-max-scaling';
import { normalization } from './preprocessing/normalization';
import { rescaling } from './preprocessing/rescaling';
import { resizing } from './preprocessing/resizing';
import { stringLookup } from './preprocessing/string-lookup';
import { textVectorization } from './preprocessing/text-vectorization';

/** Every node type, by kind. */
export const NODES: Registry = {
  AdditiveAttention: additiveAttention,
  Attention: attention,
  MultiHeadAttention: multiHeadAttention,
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
  ImageInput: imageInput,
  TableInput: tableInput,
  TextInput: textInput,
  Dropout: dropout,
  LayerNormalization: layerNormalization,
  Classification: classification,
  Regression: regression,
  CategoryEncoding: categoryEncoding,
  CenterCrop: centerCrop,
  Discretization: discretization,
  IntegerLookup: integerLookup,
  MinMaxScaling: minMaxScaling,
  Normalization: normalization,
  Rescaling: rescaling,
  Resizing: resizing,
  StringLookup: stringLookup,
  TextVectorization: textVectorization,
};
