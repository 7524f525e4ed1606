import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import type { GraphHost } from './native-binding';
import { decodeSignatures, type TensorInfo } from './proto';
import { SERVING } from './saved-model';

/** A SavedModel as a stranger loads it: its folder is all that is known of it. */
export class ServedSession {
  readonly #host: GraphHost;
  readonly #id: number;
  readonly #inputs: readonly (readonly [string, TensorInfo])[];
  readonly #outputs: readonly (readonly [string, TensorInfo])[];

  constructor(host: GraphHost, folder: string) {
    this.#host = host;
    const signature = decodeSignatures(readFileSync(path.join(folder, 'saved_model.pb')))[SERVING];
    if (!signature) throw new Error(`${folder} holds no signature ${SERVING}`);
    this.#inputs = Object.entries(signature.inputs);
    this.#outputs = Object.entries(signature.outputs);
    this.#id = host.binding.loadSavedModel(folder, 'serve');
  }

  /** The shapes of its inputs by name; sides that may have any size are −1. */
  get inputs(): ReadonlyMap<string, readonly number[]> {
    return new Map(this.#inputs.map(([name, { tensor_shape }]) => [name, (tensor_shape.dim ?? []).map(({ size }) => size)]));
  }

  /** By the names of the signature; what comes out is the caller's to dispose. */
  run(inputs: { readonly [name: string]: tf.Tensor }): { readonly [name: string]: tf.Tensor } {
    const { binding, backend } = this.#host;
    const given = this.#inputs.map(([name]) => {
      const tensor = inputs[name];
      if (!tensor) throw new Error(`the model asks for the input “${name}”`);
      return tensor;
    });
    const spelled = (infos: readonly (readonly [string, TensorInfo])[]): string => infos.map(([, info]) => info.name).join();
    const metas = binding.runSavedModel(this.#id, backend.getInputTensorIds(given), spelled(this.#inputs), spelled(this.#outputs));
    return Object.fromEntries(metas.map((meta, i) => [this.#outputs[i]?.[0] ?? '', backend.createOutputTensor(meta)]));
  }

  dispose(): void {
    this.#host.binding.deleteSavedModel(this.#id);
  }
}
