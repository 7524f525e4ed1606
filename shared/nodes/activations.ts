import { choice } from '../graph/params';

/** The activations that Keras and tfjs both have under one name. */
export const ACTIVATIONS = ['linear', 'relu', 'gelu', 'tanh', 'sigmoid', 'softmax', 'elu', 'selu', 'softplus', 'swish'] as const;

/** The `activation` parameter of layers with weights. */
export function activation(fallback: (typeof ACTIVATIONS)[number] = 'linear') {
  return choice({ options: ACTIVATIONS, default: fallback, doc: 'Function applied to the result.' });
}
