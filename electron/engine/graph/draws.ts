import type * as tf from '@tensorflow/tfjs';
import { RANDOM_KERNEL } from '../randomness';
import { attr } from './attrs';
import { DT } from './proto';
import type { Recorder } from './recorder';
import { type Ref, Scope, type TensorSpec, type WrittenFunction } from './scope';

/** The draws of a program that XLA compiles, as a function of their own that TensorFlow runs before it: the same numbers in every mode. */
export class Draws {
  readonly #recorder: Recorder;
  readonly #program: Scope;
  readonly #scope: Scope;
  readonly #step: Ref;
  readonly #results: Ref[] = [];

  constructor(recorder: Recorder, graph: Scope, program: Scope) {
    this.#recorder = recorder;
    this.#program = program;
    this.#scope = new Scope(graph);
    this.#step = this.#scope.argument('step', { dtype: DT.int32, shape: [] });
  }

  get specs(): readonly TensorSpec[] {
    return this.#results;
  }

  draw(shape: readonly number[], key: number): tf.Tensor {
    const recorder = this.#recorder;
    const drawn = recorder.within(this.#scope, () => {
      const int = attr.type(DT.int32);
      const sizes = recorder.constant(DT.int32, [shape.length], Int32Array.from(shape));
      const named = recorder.constant(DT.int32, [], Int32Array.of(key));
      const seed = this.#scope.emit('Pack', [named, this.#step], { N: attr.int(2), T: int, axis: attr.int(0) }, [
        { dtype: DT.int32, shape: [2] },
      ]);
      const types = { dtype: attr.type(DT.float), T: int, Tseed: int };
      return this.#scope.emit(RANDOM_KERNEL, [sizes, ...seed], types, [{ dtype: DT.float, shape }]);
    });
    this.#results.push(...drawn);
    return recorder.tensorFor(this.#program.argument('drawn', { dtype: DT.float, shape }));
  }

  /** Null where nothing was drawn. */
  toFunction(name: string): WrittenFunction | null {
    return this.#results.length === 0 ? null : this.#scope.toFunction(name, this.#results);
  }
}
