import * as tf from '@tensorflow/tfjs';
import type { NamedTensor } from '../checkpoint/safetensors';
import type { ModelGraph } from '../graph/model-graph';
import type { Variable } from '../graph/program';
import type { NamedWeight } from '../named-weights';
import type { StepOptions } from '../runner';
import { partsOf, slotNames } from './accumulation';
import type { Settling } from './record-update';
import { AVERAGE } from './weight-average';

interface MemoryOptions extends Pick<StepOptions, 'optimizer' | 'average' | 'accumulate'> {
  readonly graph: ModelGraph;
  /** The session's variable of each weight. */
  readonly variables: ReadonlyMap<NamedWeight, Variable>;
  /** What is remembered of each, in the order of `slotNames`. */
  readonly slots: ReadonlyMap<NamedWeight, readonly Variable[]>;
}

/** What training remembers of each weight, in the variables of a session. */
export class SessionMemory {
  readonly #options: MemoryOptions;
  readonly #trained: readonly NamedWeight[];

  constructor(options: MemoryOptions, trained: readonly NamedWeight[]) {
    this.#options = options;
    this.#trained = trained;
  }

  /** The variables of one weight. */
  of(weight: NamedWeight): Settling & ReturnType<typeof partsOf<Variable>> {
    const { variables, slots } = this.#options;
    const variable = variables.get(weight);
    if (!variable) throw new Error(`the session has no weight ${weight.name}`);
    return { weight: variable, rules: weight.rules, ...partsOf(this.#options, slots.get(weight) ?? []) };
  }

  #all(): { readonly variable: Variable; readonly slot: string; readonly weight: NamedWeight; readonly name: string }[] {
    const { optimizer, slots } = this.#options;
    return slotNames(this.#options).flatMap((slot, i) =>
      this.#trained.flatMap((weight) => {
        const variable = slots.get(weight)?.[i];
        return variable ? [{ variable, slot, weight, name: `optimizer/${optimizer.name}/${slot}/${weight.name}` }] : [];
      }),
    );
  }

  save(): readonly NamedTensor[] {
    const all = this.#all();
    const values = this.#options.graph.read(all.map(({ variable }) => variable));
    return all.map(({ name, variable }, i) => ({ name, shape: variable.shape, data: values[i] ?? new Float32Array() }));
  }

  /** What is missing starts as at the first step: a mean with the weights that tfjs sees. */
  load(saved: ReadonlyMap<string, NamedTensor>): void {
    const { graph, optimizer } = this.#options;
    const startOf = (slot: string, { variable }: NamedWeight): tf.Tensor =>
      slot === AVERAGE ? variable : tf.fill(variable.shape, optimizer.initial?.[slot] ?? 0);
    tf.tidy(() => {
      const values = this.#all().map(({ variable, slot, weight, name }) => {
        const tensor = saved.get(name);
        return [variable.name, tensor ? tf.tensor(tensor.data, [...variable.shape]) : startOf(slot, weight)] as const;
      });
      graph.assign(new Map(values));
    });
  }

  /** Exchanges the weights and their means. */
  swapAverages(): void {
    const { graph } = this.#options;
    const pairs = this.#trained.flatMap((weight) => {
      const { weight: variable, mean } = this.of(weight);
      return mean ? [{ variable, mean }] : [];
    });
    tf.tidy(() => {
      const weights = graph.tensors(pairs.map(({ variable }) => variable));
      const means = graph.tensors(pairs.map(({ mean }) => mean));
      const exchanged = pairs.flatMap(({ variable, mean }, i) => [
        [variable.name, means[i] as tf.Tensor] as const,
        [mean.name, weights[i] as tf.Tensor] as const,
      ]);
      graph.assign(new Map(exchanged));
    });
  }
}
