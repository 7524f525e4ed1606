import * as tf from '@tensorflow/tfjs';
import { type CompiledModel, compileModel } from '../compile';
import { type ConformanceCase, planOfCase } from './cases';
import { type GoldenCase, type GoldenTensor, goldenOf } from './golden-file';

/** A tensor of Keras’s; places that are left out are NaN. */
export function goldenTensor(golden: GoldenTensor, dtype: 'float32' | 'int32' = 'float32'): tf.Tensor {
  return tf.tensor(
    golden.data.map((value) => value ?? Number.NaN),
    golden.shape,
    dtype,
  );
}

export interface BuiltCase {
  readonly compiled: CompiledModel;
  readonly golden: GoldenCase;
  readonly inputs: tf.Tensor[];
}

/** The case as the engine builds it, with Keras's weights and inputs. */
export function buildCase(c: ConformanceCase): BuiltCase {
  const golden = goldenOf(c.kind, c.name);
  const compiled = compileModel(planOfCase(c), 1);
  for (const { layer } of golden.weights) {
    const theirs = golden.weights.filter((weight) => weight.layer === layer);
    const ours = compiled.weights.filter((weight) => weight.layer === layer);
    const shapes = (all: readonly { readonly shape: readonly number[] }[]): string => all.map(({ shape }) => shape.join('×')).join(', ');
    const [mine, keras] = [shapes(ours.map((weight) => weight.variable)), shapes(theirs)];
    if (mine !== keras) throw new Error(`weights of ${layer} have the shapes ${mine}, in Keras ${keras}`);
    for (const [i, weight] of ours.entries()) {
      const value = theirs[i];
      if (value) weight.variable.assign(goldenTensor(value) as tf.Tensor<never>);
    }
  }
  if (compiled.weights.length !== golden.weights.length) throw new Error('Keras has another number of weights');
  const inputs = compiled.feedOrder.map((name) => {
    const feed = c.feeds.find((f) => f.name === name);
    const values = golden.inputs[name];
    if (!feed || !values) throw new Error(`no golden input “${name}”`);
    return goldenTensor(values, feed.ids === null ? 'float32' : 'int32');
  });
  return { compiled, golden, inputs };
}
