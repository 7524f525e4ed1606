import * as tf from '@tensorflow/tfjs';
import { featuresOf, isTraining, type LayerArgs, type SymbolicShape, shapeList } from '../layer-config';
import { type Cell, type Direction, type RecurrentConfig, readConfig } from './cell';
import { gruCell } from './gru-cell';
import { lstmCell } from './lstm-cell';
import { dropInputs, outputShape, sequenceOf } from './recurrent-layer';
import { simpleRnnCell } from './simple-rnn-cell';

const CELLS: { readonly [className: string]: Cell } = { LSTM: lstmCell, GRU: gruCell, SimpleRNN: simpleRnnCell };

type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

interface Config {
  /** A Keras layer config of a recurrent layer. */
  readonly layer: { readonly className: string; readonly config: Partial<RecurrentConfig> & { readonly units: number } };
  readonly mergeMode?: MergeMode;
  readonly masked?: boolean;
}

/** Keras's `Bidirectional`: one reads forwards, one backwards, both outputs in the order of the inputs. */
export class Bidirectional extends tf.layers.Layer {
  static readonly className: string = 'StudioBidirectional';
  readonly #cell: Cell;
  readonly #inner: RecurrentConfig;
  readonly #className: string;
  readonly #mergeMode: MergeMode;
  readonly #masked: boolean;
  #weights: { readonly forward: readonly tf.LayerVariable[]; readonly backward: readonly tf.LayerVariable[] } | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const cell = CELLS[config.layer.className];
    if (!cell) throw new Error(`no recurrent cell is called “${config.layer.className}”`);
    this.#cell = cell;
    this.#className = config.layer.className;
    this.#inner = readConfig(config.layer.config);
    this.#mergeMode = config.mergeMode ?? 'concat';
    this.#masked = config.masked ?? false;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(shapeList(inputShape)[0] ?? []);
    const add = (prefix: string): readonly tf.LayerVariable[] =>
      this.#cell
        .weights(features, this.#inner)
        .map(({ name, shape }) => this.addWeight(`${prefix}/${name}`, [...shape], 'float32', tf.initializers.zeros()));
    this.#weights = { forward: add('forward'), backward: add('backward') };
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
      const { dropout } = this.#inner;
      const dropping = isTraining(kwargs) && dropout > 0;
      const direction = (weights: readonly tf.LayerVariable[], backwards: boolean): Direction => ({
        x: dropping ? dropInputs(x, dropout, `${this.name}/${backwards ? 'backward' : 'forward'}`) : x,
        weights: weights.map((weight) => weight.read()),
        backwards,
      });
      const { forward: there, backward: back } = this.#weights;
      const [forward, backward] = this.#cell.read([direction(there, false), direction(back, true)], mask, this.#inner);
      if (!forward || !backward) throw new Error('a recurrent layer gave nothing');
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
      layer: { className: this.#className, config: { ...this.#inner } },
      mergeMode: this.#mergeMode,
      masked: this.#masked,
    };
  }
}

/** The same around an LSTM, under a name of its own: its biases begin otherwise. */
export class BidirectionalLSTM extends Bidirectional {
  static override readonly className: string = 'StudioBidirectionalLSTM';
}
