// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { LayerClass } from './define-layer';
import { activation } from './activation';
import { add } from './add';
import { additiveAttention } from './additive-attention';
import { attention } from './attention';
import { batchNormalization } from './batch-normalization';
import { bidirectional } from './bidirectional';
import { columnEmbedding } from './column-embedding';
import { concatenate } from './concatenate';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { flatten } from './flatten';
import { globalAveragePooling1d } from './global-average-pooling-1d';
import { globalAveragePooling2d } from './global-average-pooling-2d';
import { inputLayer } from './input-layer';
import { layerNormalization } from './layer-normalization';
import { lstm } from './lstm';
import { maxPooling2d } from './max-pooling-2d';
import { maximum } from './maximum';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { paddingMask } from './padding-mask';
import { rescaling } from './rescaling';
import { reshape } from './reshape';

/** Every layer class that records may name, by class. */
export const LAYERS: { readonly [className: string]: LayerClass } = {
  Activation: activation,
  Add: add,
  AdditiveAttention: additiveAttention,
  Attention: attention,
  BatchNormalization: batchNormalization,
  Bidirectional: bidirectional,
  ColumnEmbedding: columnEmbedding,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Dropout: dropout,
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  InputLayer: inputLayer,
  LayerNormalization: layerNormalization,
  LSTM: lstm,
  MaxPooling2D: maxPooling2d,
  Maximum: maximum,
  MultiHeadAttention: multiHeadAttention,
  Multiply: multiply,
  PaddingMask: paddingMask,
  Rescaling: rescaling,
  Reshape: reshape,
};
