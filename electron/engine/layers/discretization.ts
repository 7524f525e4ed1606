import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { withoutGradient } from './without-gradient';

type OutputMode = 'int' | 'one_hot' | 'oneHot';

interface Config {
  readonly binBoundaries: readonly number[];
  readonly outputMode?: OutputMode;
}

/** A number a border that it has reached: NumPy's `digitize`. */
function binsOf(x: tf.Tensor, boundaries: tf.Tensor, oneHot: boolean): tf.Tensor {
  return withoutGradient(x, (input) => {
    const bins = input.expandDims(-1).greaterEqual(boundaries).cast('int32').sum(-1).cast('int32');
    return oneHot ? tf.oneHot(bins as tf.Tensor1D, boundaries.size + 1).cast('float32') : bins;
  });
}

/** tfjs spells Keras's words in its own way. */
const isOneHot = (mode: OutputMode | undefined): boolean => mode === 'one_hot' || mode === 'oneHot';

const shapeWith = (shape: SymbolicShape, bins: number, oneHot: boolean): SymbolicShape => (oneHot ? [...shape, bins] : shape);

/** Keras's `Discretization` with given borders: which bin a number falls into. */
export class Discretization extends tf.layers.Layer {
  static readonly className = 'StudioDiscretization';
  readonly #boundaries: readonly number[];
  readonly #oneHot: boolean;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#boundaries = config.binBoundaries;
    this.#oneHot = isOneHot(config.outputMode);
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return shapeWith(firstShape(inputShape), this.#boundaries.length + 1, this.#oneHot);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => binsOf(firstTensor(inputs), tf.tensor1d([...this.#boundaries]), this.#oneHot));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), binBoundaries: [...this.#boundaries], outputMode: this.#oneHot ? 'one_hot' : 'int' };
  }
}

interface AdaptedConfig {
  readonly numBins: number;
  readonly outputMode?: OutputMode;
}

/** The same, whose borders are a weight: learned from the training data. */
export class AdaptedDiscretization extends tf.layers.Layer {
  static readonly className = 'AdaptedDiscretization';
  readonly #bins: number;
  readonly #oneHot: boolean;
  #boundaries: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & AdaptedConfig) {
    super(config);
    this.#bins = config.numBins;
    this.#oneHot = isOneHot(config.outputMode);
  }

  override build(): void {
    this.#boundaries = this.addWeight('boundaries', [this.#bins - 1], 'float32', tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return shapeWith(firstShape(inputShape), this.#bins, this.#oneHot);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#boundaries) throw new Error('AdaptedDiscretization was called before it was built');
      return binsOf(firstTensor(inputs), this.#boundaries.read(), this.#oneHot);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), numBins: this.#bins, outputMode: this.#oneHot ? 'one_hot' : 'int' };
  }
}
