import * as tf from '@tensorflow/tfjs';
import { moveWeight } from '../moving-weights';
import { featuresOf, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly momentum?: number;
  readonly epsilon?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
  /** A second input holds the mask. */
  readonly masked?: boolean;
}

/** Keras's small number, which it adds to how many places count. */
const KERAS_EPSILON = 1e-7;

interface Statistics {
  /** [features] */
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
  /** What each place counts of the mean: a number, or [batch, places, 1]. */
  readonly share: tf.Tensor;
}

/** Mean and variance of each feature over all places that are real. */
function statisticsOf(x: tf.Tensor, mask: tf.Tensor | null): Statistics {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  if (!mask) {
    const mean = x.mean(axes);
    const count = x.size / featuresOf(x.shape);
    return { mean, variance: x.sub(mean).square().mean(axes), share: tf.scalar(1 / count) };
  }
  const weight = mask.expandDims(-1);
  const share = weight.div(weight.sum().add(KERAS_EPSILON));
  const mean = x.mul(share).sum(axes);
  return { mean, variance: x.sub(mean).square().mul(share).sum(axes), share };
}

/**
 * (x − mean) / √(variance + ε) with the batch's own statistics. With n for the result and d for its gradient, that of x
 * is (d − share · (Σ d + n · Σ d·n)) / √(variance + ε): sums run over everything that was normalised, padding too; only
 * what counted in the statistics passes something on to them.
 */
function normalise(x: tf.Tensor, { mean, variance, share }: Statistics, epsilon: number): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const scale = variance.add(epsilon).rsqrt();
    const normal = input.sub(mean).mul(scale);
    save([normal, scale, share]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [n, s, counted] = saved;
      if (!n || !s || !counted) throw new Error('a normalisation lost what its gradient needs');
      const through = n.mul(dy.mul(n).sum(axes)).add(dy.sum(axes)).mul(counted);
      return dy.sub(through).mul(s);
    };
    return { value: normal, gradFunc };
  });
  return run(x);
}

/** Keras's `BatchNormalization` over the last axis: padding is left out of the statistics; frozen, it runs as it does afterwards. */
export class BatchNormalization extends tf.layers.Layer {
  static readonly className = 'StudioBatchNormalization';
  readonly #config: Required<Config>;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;
  #moving: { readonly mean: tf.LayerVariable; readonly variance: tf.LayerVariable } | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { momentum = 0.99, epsilon = 1e-3, center = true, scale = true, masked = false } = config;
    this.#config = { momentum, epsilon, center, scale, masked };
  }

  get movingWeights(): readonly tf.LayerVariable[] {
    return this.#moving && this.trainable ? [this.#moving.mean, this.#moving.variance] : [];
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const shape = [featuresOf(shapeList(inputShape)[0] ?? [])];
    const { ones, zeros } = tf.initializers;
    if (this.#config.scale) this.#gamma = this.addWeight('gamma', shape, 'float32', ones());
    if (this.#config.center) this.#beta = this.addWeight('beta', shape, 'float32', zeros());
    const mean = this.addWeight('moving_mean', shape, 'float32', zeros(), undefined, false);
    const variance = this.addWeight('moving_variance', shape, 'float32', ones(), undefined, false);
    this.#moving = { mean, variance };
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return shapeList(inputShape)[0] ?? [];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      const [x, mask = null] = tensorList(inputs);
      if (!x || !this.#moving) throw new Error('BatchNormalization was called before it was built');
      const normal = isTraining(kwargs) && this.trainable ? this.#ofBatch(x, this.#config.masked ? mask : null) : this.#asLearned(x);
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  #asLearned(x: tf.Tensor): tf.Tensor {
    if (!this.#moving) return x;
    const { mean, variance } = this.#moving;
    return x.sub(mean.read()).mul(variance.read().add(this.#config.epsilon).rsqrt());
  }

  #ofBatch(x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor {
    const { momentum, epsilon } = this.#config;
    const statistics = statisticsOf(x, mask);
    if (this.#moving) {
      moveWeight(this.#moving.mean, (now) => now.mul(momentum).add(statistics.mean.mul(1 - momentum)));
      moveWeight(this.#moving.variance, (now) => now.mul(momentum).add(statistics.variance.mul(1 - momentum)));
    }
    return normalise(x, statistics, epsilon);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
