import * as tf from '@tensorflow/tfjs';
import { maskedSoftmax } from './allowed';
import { partsOf, pick, type Slots } from './attend';
import { differentiableScan } from './differentiable-scan';
import { featuresOf, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly filters: number;
  readonly kernelSize: number;
  readonly cumulative?: boolean;
  readonly slots: Slots;
}

/**
 * Location-aware attention (arXiv:1506.07503, eq. 8 and 9): queries ask one after the other, and each sees, through a
 * convolution, where the one before it looked (`cumulative`: where all before it did). Query and key come projected to the same
 * size. Outputs: [batch, queries, features], scores [batch, queries, keys].
 */
export class LocationAwareAttention extends tf.layers.Layer {
  static readonly className = 'LocationAwareAttention';
  readonly #filters: number;
  readonly #kernelSize: number;
  readonly #cumulative: boolean;
  readonly #slots: Slots;
  #weights: readonly tf.LayerVariable[] = [];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#filters = config.filters;
    this.#kernelSize = config.kernelSize;
    this.#cumulative = config.cumulative ?? false;
    this.#slots = config.slots;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const units = featuresOf(pick(shapeList(inputShape), this.#slots.query) ?? []);
    const add = (name: string, shape: number[]) => this.addWeight(name, shape, 'float32', tf.initializers.zeros());
    this.#weights = [
      add('location_kernel', [this.#kernelSize, 1, this.#filters]),
      add('location_weights', [this.#filters, units]),
      add('scale', [units]),
    ];
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.#slots.query) ?? [];
    const value = pick(shapes, this.#slots.value) ?? [];
    return [
      [query[0] ?? null, query[1] ?? null, featuresOf(value)],
      [query[0] ?? null, query[1] ?? null, value[1] ?? null],
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const { query, value, key, queryMask, valueMask } = partsOf(tensorList(inputs), this.#slots);
      const [batch, queries, units] = query.shape;
      const keys = value.shape[1];
      const real = valueMask ? [valueMask] : [];
      const state = [batch, keys];
      const alignments = differentiableScan({
        steps: queries,
        inputs: [query.transpose([1, 0, 2])],
        fixed: [],
        // The weights of the step, and the sum of those before it.
        carry: this.#cumulative ? [state, state] : [state],
        weights: [key, ...this.#weights.map((weight) => weight.read()), ...real],
        step: ([asked], _fixed, [last, earlier], [found, kernel, project, scale, allowed = null]) => {
          if (!asked || !last || !found || !kernel || !project || !scale) throw new Error('a step of location-aware attention is missing');
          const seen = earlier ? earlier.add(last) : last;
          const features = tf.conv1d(seen.reshape<tf.Tensor3D>([batch, keys, 1]), kernel as tf.Tensor3D, 1, 'same');
          const located = tf.matMul(features.reshape([batch * keys, this.#filters]), project as tf.Tensor2D);
          const compared = asked
            .expandDims(1)
            .add(found)
            .add(located.reshape([batch, keys, units]))
            .tanh();
          const weights = maskedSoftmax(compared.mul(scale).sum(-1), allowed);
          return earlier ? [weights, seen] : [weights];
        },
      });
      const weights = alignments.transpose([1, 0, 2]) as tf.Tensor3D;
      const context = tf.matMul(weights, value);
      // As Keras's attention layers: a padded query gives 0.
      return [queryMask ? context.mul(queryMask.expandDims(-1)) : context, weights];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      filters: this.#filters,
      kernelSize: this.#kernelSize,
      cumulative: this.#cumulative,
      slots: { ...this.#slots },
    };
  }
}
