import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  /** A layer as the engine has it. */
  readonly layer: { readonly className: string; readonly config: tf.serialization.ConfigDict };
}

/** Makes the layer inside, under the name of the one around it: its weights are called as Keras calls them. */
function make({ className, config }: Config['layer'], name: string): tf.layers.Layer {
  const entry = tf.serialization.SerializationMap.getMap().classNameMap[className];
  if (!entry) throw new Error(`no layer is called “${className}”`);
  const [layerClass, fromConfig] = entry;
  return fromConfig(layerClass, { ...config, name }) as tf.layers.Layer;
}

/** The shape of one moment: without the axis of time. */
const moment = (shape: SymbolicShape): SymbolicShape => [shape[0] ?? null, ...shape.slice(2)];

/** Keras's `TimeDistributed`: all moments at once, as a larger batch. tfjs's goes through them one by one. */
export class TimeDistributed extends tf.layers.Layer {
  static readonly className = 'StudioTimeDistributed';
  readonly #made: Config['layer'];
  readonly #layer: tf.layers.Layer;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#made = config.layer;
    this.#layer = make(config.layer, this.name);
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    this.#layer.build(moment(firstShape(inputShape)));
    this.#layer.built = true;
    // Whether they are trained, this layer says: what is inside keeps them in any case.
    this._trainableWeights = this.#layer.weights;
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    const [batch = null, ...rest] = firstShape(this.#layer.computeOutputShape(moment(shape)) as SymbolicShape);
    return [batch, shape[1] ?? null, ...rest];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const [batch = 1, time = 1, ...rest] = x.shape;
      const moments = x.reshape([batch * time, ...rest]);
      const given = firstTensor(this.#layer.call(moments, kwargs));
      return given.reshape([batch, time, ...given.shape.slice(1)]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), layer: { className: this.#made.className, config: this.#made.config } };
  }
}
