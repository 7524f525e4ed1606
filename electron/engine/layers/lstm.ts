import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { featuresOf, firstTensor, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';
import { lstmScan } from './lstm-scan';

interface LstmConfig {
  readonly units: number;
  readonly returnSequences?: boolean;
  readonly dropout?: number;
  /** A second input holds the mask. */
  readonly masked?: boolean;
}

interface CellWeights {
  readonly kernel: tf.LayerVariable;
  readonly recurrent: tf.LayerVariable;
  readonly bias: tf.LayerVariable;
}

interface Direction {
  readonly x: tf.Tensor3D;
  readonly weights: CellWeights;
  readonly backwards: boolean;
}

/** x W + b of one direction, in the order in which it reads: [steps, batch, 4 · units]. */
function project({ x, weights, backwards }: Direction): tf.Tensor3D {
  const [batch, steps, features] = x.shape;
  const kernel = weights.kernel.read() as tf.Tensor2D;
  // One product for all steps, not one a step.
  const flat = tf.matMul(x.reshape([batch * steps, features]), kernel).add(weights.bias.read());
  const projected = flat.reshape([batch, steps, kernel.shape[1]]).transpose([1, 0, 2]);
  return (backwards ? projected.reverse(0) : projected) as tf.Tensor3D;
}

/**
 * Reads [batch, steps, features] in every direction at once. Returns one tensor a direction, its steps in the order of
 * the inputs: [batch, steps, units], or the state after the last step that it read: [batch, units].
 */
function read(directions: readonly Direction[], mask: tf.Tensor2D | null, returnSequences: boolean): tf.Tensor[] {
  const inOrder = (tensor: tf.Tensor, backwards: boolean): tf.Tensor => (backwards ? tensor.reverse(0) : tensor);
  const stepMask = mask?.transpose().expandDims(-1);
  const outputs = lstmScan({
    projected: tf.stack(directions.map(project), 1) as tf.Tensor4D,
    recurrent: tf.stack(directions.map((direction) => direction.weights.recurrent.read())) as tf.Tensor3D,
    mask: stepMask
      ? (tf.stack(
          directions.map((d) => inOrder(stepMask, d.backwards)),
          1,
        ) as tf.Tensor4D)
      : null,
    zeroPadding: returnSequences && directions.length > 1,
  });
  // tfjs's gradient of unstack fails on a single part.
  const parts = directions.length === 1 ? [outputs.squeeze([1])] : tf.unstack(outputs, 1);
  return parts.map((steps, i) => {
    if (returnSequences) return inOrder(steps, directions[i]?.backwards ?? false).transpose([1, 0, 2]);
    const [count = 1, batch = 1, units = 1] = steps.shape;
    return steps.slice([count - 1, 0, 0], [1, batch, units]).reshape([batch, units]);
  });
}

/** Keras drops the same input features at every step. */
function dropInputs(x: tf.Tensor3D, rate: number, name: string): tf.Tensor3D {
  return x.mul(dropoutMask([x.shape[0], 1, x.shape[2]], rate, name));
}

const outputShape = (shape: SymbolicShape, width: number, returnSequences: boolean): SymbolicShape =>
  returnSequences ? [shape[0] ?? null, shape[1] ?? null, width] : [shape[0] ?? null, width];

/** Keras's `LSTM`. tfjs's runs its input product step by step, and gives other numbers than Keras under a mask. */
export class LSTM extends tf.layers.Layer {
  static readonly className = 'StudioLSTM';
  readonly #config: Required<LstmConfig>;
  #weights: CellWeights | null = null;

  constructor(config: LayerArgs & LstmConfig) {
    super(config);
    this.#config = readConfig(config);
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const add = (name: string, shape: number[]) => this.addWeight(name, shape, 'float32', tf.initializers.zeros());
    this.#weights = cellWeights(inputShape, this.#config.units, add, '');
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return outputShape(shapeList(inputShape)[0] ?? [], this.#config.units, this.#config.returnSequences);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#weights) throw new Error('LSTM was called before it was built');
      const { x, mask } = sequenceOf(inputs, this.#config.masked);
      const { returnSequences, dropout } = this.#config;
      const fed = isTraining(kwargs) && dropout > 0 ? dropInputs(x, dropout, this.name) : x;
      const [output] = read([{ x: fed, weights: this.#weights, backwards: false }], mask, returnSequences);
      if (!output) throw new Error('an LSTM gave nothing');
      return output;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}

type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

interface BidirectionalConfig {
  /** A Keras layer config of an LSTM. */
  readonly layer: { readonly className: string; readonly config: LstmConfig };
  readonly mergeMode?: MergeMode;
  readonly masked?: boolean;
}

/** Keras's `Bidirectional(LSTM)`: one reads forwards, one backwards, both outputs in the order of the inputs. */
export class Bidirectional extends tf.layers.Layer {
  static readonly className = 'StudioBidirectional';
  readonly #inner: Required<LstmConfig>;
  readonly #mergeMode: MergeMode;
  readonly #masked: boolean;
  #weights: { readonly forward: CellWeights; readonly backward: CellWeights } | null = null;

  constructor(config: LayerArgs & BidirectionalConfig) {
    super(config);
    this.#inner = readConfig(config.layer.config);
    this.#mergeMode = config.mergeMode ?? 'concat';
    this.#masked = config.masked ?? false;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const add = (name: string, shape: number[]) => this.addWeight(name, shape, 'float32', tf.initializers.zeros());
    const forward = cellWeights(inputShape, this.#inner.units, add, 'forward/');
    const backward = cellWeights(inputShape, this.#inner.units, add, 'backward/');
    this.#weights = { forward, backward };
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const width = this.#mergeMode === 'concat' ? 2 * this.#inner.units : this.#inner.units;
    return outputShape(shapeList(inputShape)[0] ?? [], width, this.#inner.returnSequences);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#weights) throw new Error('Bidirectional was called before it was built');
      const { x, mask } = sequenceOf(inputs, this.#masked);
      const { returnSequences, dropout } = this.#inner;
      const dropping = isTraining(kwargs) && dropout > 0;
      const direction = (weights: CellWeights, backwards: boolean): Direction => {
        const fed = dropping ? dropInputs(x, dropout, `${this.name}/${backwards ? 'backward' : 'forward'}`) : x;
        return { x: fed, weights, backwards };
      };
      const { forward: there, backward: back } = this.#weights;
      const [forward, backward] = read([direction(there, false), direction(back, true)], mask, returnSequences);
      if (!forward || !backward) throw new Error('an LSTM gave nothing');
      switch (this.#mergeMode) {
        case 'concat':
          return tf.concat([forward, backward], -1);
        case 'sum':
          return forward.add(backward);
        case 'mul':
          return forward.mul(backward);
        case 'ave':
          return forward.add(backward).div(2);
      }
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      layer: { className: 'LSTM', config: { ...this.#inner } },
      mergeMode: this.#mergeMode,
      masked: this.#masked,
    };
  }
}

function readConfig(config: LstmConfig): Required<LstmConfig> {
  return {
    units: config.units,
    returnSequences: config.returnSequences ?? false,
    dropout: config.dropout ?? 0,
    masked: config.masked ?? false,
  };
}

function cellWeights(
  inputShape: SymbolicShape | SymbolicShape[],
  units: number,
  add: (name: string, shape: number[]) => tf.LayerVariable,
  prefix: string,
): CellWeights {
  const features = featuresOf(shapeList(inputShape)[0] ?? []);
  return {
    kernel: add(`${prefix}kernel`, [features, 4 * units]),
    recurrent: add(`${prefix}recurrent_kernel`, [units, 4 * units]),
    bias: add(`${prefix}bias`, [4 * units]),
  };
}

function sequenceOf(inputs: tf.Tensor | tf.Tensor[], masked: boolean): { readonly x: tf.Tensor3D; readonly mask: tf.Tensor2D | null } {
  const mask = tensorList(inputs)[1];
  return { x: firstTensor(inputs) as tf.Tensor3D, mask: masked && mask ? (mask as tf.Tensor2D) : null };
}
