import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

/**
 * cos and sin of place · wavelength^(−2i/d), i < half: each [places, half]. Places are counted by a cumulative sum of ones:
 * a graph that is recorded once then serves sequences of any length.
 */
function waves(places: number, features: number, wavelength: number): { readonly cos: tf.Tensor; readonly sin: tf.Tensor } {
  const half = Math.ceil(features / 2);
  const rates = tf.tensor1d(Float32Array.from({ length: half }, (_, i) => wavelength ** ((-2 * i) / features)));
  const angles = tf
    .cumsum(tf.ones([places]), 0, true)
    .expandDims(1)
    .mul(rates);
  return { cos: angles.cos(), sin: angles.sin() };
}

interface Config {
  readonly maxWavelength: number;
}

/** What both layers of waves have in common. */
abstract class PositionWaves extends tf.layers.Layer {
  protected readonly wavelength: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.wavelength = config.maxWavelength;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), maxWavelength: this.wavelength };
  }
}

/** x + PE: sin on even features, cos on odd ones, of ever longer waves (arXiv:1706.03762, 3.5). */
export class SinePositionEncoding extends PositionWaves {
  static readonly className = 'SinePositionEncoding';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor3D;
      const [, places, features] = x.shape;
      const { cos, sin } = waves(places, features, this.wavelength);
      const width = 2 * Math.ceil(features / 2);
      const both = tf.stack([sin, cos], -1).reshape([places, width]);
      return x.add(features === width ? both : both.slice([0, 0], [places, features]));
    });
  }
}

/** Turns the pairs (i, i + d/2) of features by an angle that grows with the place (arXiv:2104.09864). Needs an even number of features. */
export class RotaryEmbedding extends PositionWaves {
  static readonly className = 'RotaryEmbedding';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor3D;
      const [batch, places, features] = x.shape;
      const half = features / 2;
      const { cos, sin } = waves(places, features, this.wavelength);
      const first = x.slice([0, 0, 0], [batch, places, half]);
      const second = x.slice([0, 0, half], [batch, places, half]);
      return tf.concat([first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin))], -1);
    });
  }
}
