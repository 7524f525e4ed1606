import * as tf from '@tensorflow/tfjs';
import { pick, type Slots } from './attend';
import { featuresOf, type LayerArgs, type SymbolicShape, shapeList } from './layer-config';

export interface SequenceAttentionConfig {
  readonly numHeads: number;
  readonly useCausalMask?: boolean;
  readonly slots: Slots;
}

/** Attention among projections that were made before it, each [batch, places, heads · size]. */
export abstract class SequenceAttention extends tf.layers.Layer {
  protected readonly heads: number;
  protected readonly causal: boolean;
  protected readonly slots: Slots;

  constructor(config: LayerArgs & SequenceAttentionConfig) {
    super(config);
    this.heads = config.numHeads;
    this.causal = config.useCausalMask ?? false;
    this.slots = config.slots;
  }

  /** [batch, queries, heads · value size]. */
  protected contextShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.slots.query) ?? [];
    return [query[0] ?? null, query[1] ?? null, featuresOf(pick(shapes, this.slots.value) ?? [])];
  }

  /** [batch, heads, queries, keys]. */
  protected scoresShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.slots.query) ?? [];
    return [query[0] ?? null, this.heads, query[1] ?? null, pick(shapes, this.slots.value)?.[1] ?? null];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), numHeads: this.heads, useCausalMask: this.causal, slots: { ...this.slots } };
  }
}
