import type { ModelPlan } from '../../shared/codegen/plan';
import type { FeedPlan, TargetPlan } from '../../shared/graph/feed';
import type { LayerRecord, TensorRef } from '../../shared/graph/layer-record';
import type { JsonObject } from '../../shared/json';

/** A model that is measured: what the engine builds, and the batch. */
export interface BenchModel {
  readonly plan: ModelPlan;
  readonly batch: number;
  /** Of the targets, without the batch: empty for one class a sample. */
  readonly places: readonly number[];
}

/** Writes Keras layer records one after the other. */
export class Stack {
  readonly feeds: FeedPlan[] = [];
  readonly records: LayerRecord[] = [];

  #add(className: string, config: JsonObject, inbound: readonly TensorRef[]): TensorRef {
    const name = `${className.toLowerCase()}_${this.records.length}`;
    this.records.push({ name, class_name: className, config, inbound });
    return { layer: name, output: 0 };
  }

  layer(className: string, config: JsonObject, ...inbound: readonly TensorRef[]): TensorRef {
    return this.#add(className, config, inbound);
  }

  #input(shape: readonly number[], dtype: string): TensorRef {
    return this.#add('InputLayer', { batch_shape: [null, ...shape], dtype }, []);
  }

  ids(length: number, below: number): TensorRef {
    const ref = this.#input([length], 'int32');
    const words = { standardize: 'none', split: 'whitespace' } as const;
    this.feeds.push({ kind: 'text', node: ref.layer, source: 'text', max_tokens: below, output_sequence_length: length, ...words });
    return ref;
  }

  image(side: number, channels: 1 | 3): TensorRef {
    const ref = this.#input([side, side, channels], 'float32');
    this.feeds.push({ kind: 'image', node: ref.layer, source: 'image', height: side, width: side, channels, fit: 'stretch' });
    return ref;
  }

  /** `width` numbers at each of `length` places, with a last axis of 1: the feed of a picture, since there is none of a sequence of numbers. */
  numbers(length: number, width: number): TensorRef {
    const ref = this.#input([length, width, 1], 'float32');
    this.feeds.push({ kind: 'image', node: ref.layer, source: 'image', height: length, width, channels: 1, fit: 'stretch' });
    return ref;
  }

  columns(count: number): TensorRef {
    const ref = this.#input([count], 'float32');
    this.feeds.push({
      kind: 'table',
      node: ref.layer,
      source: 'table',
      columns: Array.from({ length: count }, (_, i) => `c${i}`),
      standardize: false,
    });
    return ref;
  }

  conv(x: TensorRef, filters: number, window: number, rest: JsonObject = {}): TensorRef {
    const config = {
      filters,
      kernel_size: [window, window],
      padding: 'valid',
      strides: [1, 1],
      activation: 'relu',
      use_bias: true,
      ...rest,
    };
    return this.layer('Conv2D', config, x);
  }

  pool(x: TensorRef): TensorRef {
    return this.layer('MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }, x);
  }

  dense(x: TensorRef, units: number, activation = 'linear', bias = true): TensorRef {
    return this.layer('Dense', { units, activation, use_bias: bias }, x);
  }

  norm(x: TensorRef): TensorRef {
    return this.layer('LayerNormalization', { epsilon: 1e-3 }, x);
  }

  attend(x: TensorRef, heads: number, size: number): TensorRef {
    return this.layer('MultiHeadAttention', { num_heads: heads, key_dim: size, dropout: 0, use_bias: true }, x, x);
  }

  add(a: TensorRef, b: TensorRef): TensorRef {
    return this.layer('Add', {}, a, b);
  }

  /** Attention and a wide layer, each on normalised inputs and added to them. */
  preNormBlock(x: TensorRef, heads: number, size: number, wide: number, activation: string): TensorRef {
    const attended = this.add(x, this.attend(this.norm(x), heads, size));
    return this.add(attended, this.dense(this.dense(this.norm(attended), wide, activation), heads * size));
  }

  mean(x: TensorRef): TensorRef {
    return this.layer('GlobalAveragePooling1D', {}, x);
  }

  done(x: TensorRef, classes: number, batch: number, places: readonly number[] = []): BenchModel {
    const ref = this.dense(x, classes, 'softmax');
    const plan: TargetPlan = {
      kind: 'classes',
      node: ref.layer,
      target: 'class',
      classes,
      loss: 'categorical_crossentropy',
      label_smoothing: 0,
    };
    return { plan: { feeds: this.feeds, records: this.records, targets: [{ plan, ref }], maps: [], parameters: 0 }, batch, places };
  }
}
