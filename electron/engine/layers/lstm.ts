import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { featuresOf, firstTensor, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

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
  readonly units: number;
  readonly backwards: boolean;
  readonly returnSequences: boolean;
  /** Padded places give 0 instead of the last output: Keras's Bidirectional asks for it. */
  readonly zeroPadding: boolean;
}

/**
 * One direction over [batch, steps, features] as Keras's LSTM (tanh, sigmoid; gates i, f, c, o). The projection of
 * the inputs is hoisted out of the steps into one product. With `backwards`, outputs stand in the order of the inputs.
 */
function scan(x: tf.Tensor3D, mask: tf.Tensor2D | null, weights: CellWeights, d: Direction): tf.Tensor {
  const [batch, steps, features] = x.shape;
  const { units } = d;
  const projected = tf
    .matMul(x.reshape([batch * steps, features]), weights.kernel.read() as tf.Tensor2D)
    .add(weights.bias.read())
    .reshape([batch, steps, 4 * units]);
  const gatesIn = tf.unstack(projected, 1) as tf.Tensor2D[];
  const real = mask ? (tf.unstack(mask.expandDims(-1), 1) as tf.Tensor2D[]) : null;
  const recurrent = weights.recurrent.read() as tf.Tensor2D;
  let h = tf.zeros([batch, units]) as tf.Tensor2D;
  let c = h;
  const outputs: tf.Tensor2D[] = new Array(steps);
  for (let n = 0; n < steps; n++) {
    const t = d.backwards ? steps - 1 - n : n;
    const input = gatesIn[t];
    if (!input) throw new Error('an LSTM step is missing');
    const gates = input.add(tf.matMul(h, recurrent)) as tf.Tensor2D;
    const [i, f, g, o] = tf.split(gates, 4, 1);
    if (!i || !f || !g || !o) throw new Error('an LSTM gate is missing');
    const cell = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh())) as tf.Tensor2D;
    const hidden = o.sigmoid().mul(cell.tanh()) as tf.Tensor2D;
    const keep = real?.[t];
    if (keep) {
      const drop = tf.sub(1, keep);
      c = cell.mul(keep).add(c.mul(drop));
      h = hidden.mul(keep).add(h.mul(drop));
      outputs[t] = d.zeroPadding ? hidden.mul(keep) : h;
    } else {
      c = cell;
      h = hidden;
      outputs[t] = h;
    }
  }
  return d.returnSequences ? tf.stack(outputs, 1) : h;
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
      const { units, returnSequences, dropout } = this.#config;
      const fed = isTraining(kwargs) && dropout > 0 ? dropInputs(x, dropout, this.name) : x;
      return scan(fed, mask, this.#weights, { units, backwards: false, returnSequences, zeroPadding: false });
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
      const { units, returnSequences, dropout } = this.#inner;
      const dropping = isTraining(kwargs) && dropout > 0;
      const run = (weights: CellWeights, backwards: boolean): tf.Tensor => {
        const fed = dropping ? dropInputs(x, dropout, `${this.name}/${backwards ? 'backward' : 'forward'}`) : x;
        return scan(fed, mask, weights, { units, backwards, returnSequences, zeroPadding: returnSequences });
      };
      const forward = run(this.#weights.forward, false);
      const backward = run(this.#weights.backward, true);
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
