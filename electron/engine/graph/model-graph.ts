import type * as tf from '@tensorflow/tfjs';
import { ModelSession } from './model-session';
import type { GraphHost } from './native-binding';
import { type Program, type ProgramSource, recordProgram, type Variable } from './program';

/**
 * The programs of one model over one set of variables. A program is written down when it is first asked for; the session
 * is then loaded anew with all of them, and the variables move along.
 */
export class ModelGraph {
  readonly #host: GraphHost;
  readonly #variables: readonly Variable[];
  readonly #programs = new Map<string, Program>();
  readonly #expected: ProgramSource[] = [];
  /** Variables that have a value. */
  readonly #filled = new Set<string>();
  #session: ModelSession | null = null;
  #disposed = false;

  constructor(host: GraphHost, variables: readonly Variable[]) {
    this.#host = host;
    this.#variables = variables;
  }

  /** Of the largest program. */
  get nodes(): number {
    const counts = [...this.#programs.values()].map(({ functions }) => functions.reduce((sum, { node_def }) => sum + node_def.length, 0));
    return Math.max(0, ...counts);
  }

  has(name: string): boolean {
    return this.#programs.has(name);
  }

  /** Programs that will be wanted: written down and loaded together with the first that is. */
  expect(sources: readonly ProgramSource[]): void {
    this.#expected.push(...sources);
  }

  /** What a program gives, without running it. Throws `Untraceable`. */
  outputs(source: ProgramSource): Program['outputs'] {
    this.add([source]);
    return this.#programs.get(source.name)?.outputs ?? [];
  }

  /** Writes down and loads what is expected, now. Throws `Untraceable`. */
  load(): void {
    this.add(this.#expected.slice(0, 1));
  }

  /**
   * Writes programs down, so that the session is loaded once for all of them. Throws `Untraceable`; whatever it throws, the
   * session is as it was.
   */
  add(sources: readonly ProgramSource[]): void {
    if (sources.every((source) => this.#programs.has(source.name))) return;
    const programs = new Map(this.#programs);
    for (const source of [...sources, ...this.#expected]) {
      if (programs.has(source.name)) continue;
      const program = recordProgram(this.#host, source);
      for (const one of [program, ...(source.also?.(program) ?? [])]) programs.set(one.name, one);
    }
    this.#session = this.#reload([...programs.values()]);
    for (const program of programs.values()) this.#programs.set(program.name, program);
    this.#expected.length = 0;
  }

  /** A session of these programs, with the variables of the one before, which is closed. */
  #reload(programs: readonly Program[]): ModelSession {
    if (this.#disposed) throw new Error('the model is closed');
    const next = new ModelSession(this.#host, this.#variables, programs);
    const filled = this.#variables.filter(({ name }) => this.#filled.has(name));
    let values: readonly tf.Tensor[] = [];
    try {
      values = this.#session?.read(filled) ?? [];
      next.assign(new Map(values.map((value, i) => [filled[i]?.name ?? '', value])));
    } catch (error) {
      next.dispose();
      throw error;
    } finally {
      for (const value of values) value.dispose();
    }
    this.#session?.dispose();
    return next;
  }

  #open(): ModelSession {
    this.#session ??= this.#reload([]);
    return this.#session;
  }

  /** The outputs are the caller's to dispose. */
  run(program: string, feeds: { readonly [name: string]: tf.Tensor }): tf.Tensor[] {
    return this.#open().run(program, feeds);
  }

  assign(values: ReadonlyMap<string, tf.Tensor>): void {
    this.#open().assign(values);
    for (const name of values.keys()) this.#filled.add(name);
  }

  /** Numbers of variables, off the device. */
  read(variables: readonly Variable[]): Float32Array[] {
    const tensors = this.#open().read(variables);
    return tensors.map((tensor) => {
      const values = tensor.dataSync<'float32'>().slice();
      tensor.dispose();
      return values;
    });
  }

  /** Variables as tensors, which are the caller's to dispose. */
  tensors(variables: readonly Variable[]): tf.Tensor[] {
    return this.#open().read(variables);
  }

  dispose(): void {
    this.#disposed = true;
    this.#session?.dispose();
    this.#session = null;
  }
}
