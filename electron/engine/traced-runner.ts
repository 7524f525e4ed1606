import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../data/dataset';
import type { CompiledModel } from './compile';
import { eagerRunner } from './eager-runner';
import { filledBatch } from './fill-batch';
import { type FrozenFeatures, openFrozen, type Recurring, sampleOf } from './frozen/frozen-features';
import { ModelGraph } from './graph/model-graph';
import type { GraphHost } from './graph/native-binding';
import type { ProgramSource, Recording, Variable } from './graph/program';
import { DT } from './graph/proto';
import { Untraceable } from './graph/recorder';
import type { How } from './how';
import type { NamedWeight } from './named-weights';
import { judgeSamples, sumsOfRows } from './record-judging';
import { type ExpectedBatches, type JudgedBatch, judgedBatch, type Probed, type Runner, type StepOptions } from './runner';
import type { Phase } from './step/accumulation';
import { assignTargets, needsAssigning } from './step/assign-targets';
import { applyModel, feedTensors, targetTensors } from './step/feeds';
import { likelyBatches, roundLengths } from './step/round-length';
import { batchFeeds, bindWeights, shapeKey, TracedStep } from './step/traced';
import { readWeights, writeWeights } from './weight-tensors';

export interface TraceSettings {
  readonly how: How;
  /** The run's: batches of fewer samples are filled up where they are judged. */
  readonly batchSize: number;
  /** What is remembered of each weight; empty: nothing will be trained. */
  readonly slots: readonly string[];
  /** Bytes that features of frozen layers may take; absent: what the machine allows. */
  readonly featureBytes?: number;
  readonly recurring?: Recurring;
  /** Hears what a person may want to know. */
  readonly log?: (line: string) => void;
}

/** Samples that are judged at once, for a batch size of training. */
export const judgeSize = (batchSize: number): number => Math.max(32, batchSize);

/** So many shapes of one kind of question get a graph of their own. */
const MOST_SHAPES = 16;

/** The model as graphs over one set of variables in one session of TensorFlow: training, judging, predicting, probing. */
export class TracedRunner implements Runner {
  how: How;
  readonly #compiled: CompiledModel;
  readonly #settings: TraceSettings;
  readonly #graph: ModelGraph;
  readonly #variables = new Map<NamedWeight, Variable>();
  readonly #slots = new Map<NamedWeight, readonly Variable[]>();
  readonly #names = new Map<string, string>();
  readonly #eager: Runner;
  /** Null where there is nothing to remember. */
  readonly #frozen: FrozenFeatures | null;
  /** A training step was made: samples will be judged again and again. */
  #trains = false;
  #untraceable = false;
  /** Training has changed the session's weights, and tfjs's are those of before. */
  #ahead = false;
  /** tfjs's weights were set, and the session's are those of before. */
  #behind = true;

  constructor(host: GraphHost, compiled: CompiledModel, settings: TraceSettings) {
    this.#compiled = compiled;
    this.#settings = settings;
    this.how = settings.how;
    this.#eager = eagerRunner(compiled, settings.how.stepReason);
    const all: Variable[] = [];
    for (const weight of compiled.weights) {
      const { shape } = weight.variable;
      const variable = { name: weight.name, dtype: DT.float, shape };
      this.#variables.set(weight, variable);
      all.push(variable);
      if (!weight.trainable || settings.slots.length === 0) continue;
      const slots = settings.slots.map((slot) => ({ name: `${slot}:${weight.name}`, dtype: DT.float, shape }));
      this.#slots.set(weight, slots);
      all.push(...slots);
    }
    this.#graph = new ModelGraph(host, all);
    this.#frozen = openFrozen(compiled, { host, graph: this.#graph, ...settings });
  }

  /** How many nodes its largest program has. */
  get nodes(): number {
    return this.#graph.nodes;
  }

  /**
   * What a graph cannot hold runs kernel by kernel.
   *
   * @param fits false: the shape is one too many, and the answer's last bits matter to nobody
   */
  #aside<T>(fits: boolean, graph: () => T, kernels: (eager: Runner) => T): T {
    if (fits && !this.#untraceable) {
      try {
        return graph();
      } catch (error) {
        if (!(error instanceof Untraceable)) throw error;
        this.#untraceable = true;
      }
    }
    this.#pull();
    return kernels(this.#eager);
  }

  /** There is a graph for this question, or room for one more. */
  #fits(source: ProgramSource): boolean {
    const others = [...this.#names.keys()].filter((key) => !/^(train|judge|judged) /.test(key));
    return this.#graph.has(source.name) || others.length <= MOST_SHAPES;
  }

  /** Brings tfjs's weights up to date. */
  #pull(): void {
    if (!this.#ahead) return;
    const pairs = [...this.#variables];
    const values = this.#graph.tensors(pairs.map(([, variable]) => variable));
    for (const [i, [weight]] of pairs.entries()) {
      const value = values[i];
      if (!value) continue;
      weight.variable.assign(value as tf.Tensor<never>);
      value.dispose();
    }
    this.#ahead = false;
  }

  /** Brings the session's weights up to date. */
  #push(): void {
    if (!this.#behind) return;
    this.#behind = false;
    this.#graph.assign(new Map([...this.#variables].map(([weight, variable]) => [variable.name, weight.variable])));
  }

  readWeights(): ReturnType<Runner['readWeights']> {
    this.#pull();
    return readWeights(this.#compiled.weights);
  }

  writeWeights(saved: Parameters<Runner['writeWeights']>[0]): void {
    this.#pull();
    writeWeights(this.#compiled.weights, saved);
    this.#frozen?.forget();
    this.#behind = true;
  }

  expect(batches: ExpectedBatches, options: StepOptions): void {
    const { paddable } = this.#compiled;
    const step = this.trainingStep(options);
    const phases: readonly Phase[] = (options.accumulate ?? 1) > 1 ? ['hold', 'update'] : ['update'];
    this.#graph.expect([
      ...batches.train
        .flatMap((batch) => likelyBatches(batch, paddable))
        .flatMap((batch) => phases.flatMap((phase) => step.sources(batch, phase))),
      ...batches.judge.flatMap((batch) => likelyBatches(this.#whole(batch), paddable)).flatMap((batch) => this.#judgeSources(batch)),
      ...batches.probe.map((batch) => this.#probeSource(batch)),
    ]);
  }

  /** Gets ready now. Throws `Untraceable` where a graph cannot hold what is expected. */
  load(): void {
    this.#graph.load();
  }

  countMaps(batch: EncodedBatch): number {
    const outputs = this.#graph.outputs(this.#probeSource(batch)).slice(this.#compiled.objective.targets.length);
    return outputs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  }

  trainingStep(options: StepOptions): TracedStep {
    this.#trains = true;
    const { objective, weights, seedStep } = this.#compiled;
    const step = new TracedStep({
      ...options,
      graph: this.#graph,
      objective,
      weights,
      variables: this.#variables,
      slots: this.#slots,
      xla: this.how.xla,
      batchSize: this.#settings.batchSize,
      paddable: this.#compiled.paddable,
      precision: this.how.precision,
      seedStep,
      frozen: this.#frozen,
      pull: () => this.#pull(),
      nameOf: (shapes) => this.#nameOf('train', shapes),
      onStep: () => {
        this.#push();
        this.#ahead = true;
      },
    });
    step.loadState(new Map());
    return step;
  }

  #nameOf(kind: string, shapes: string): string {
    const key = `${kind} ${shapes}`;
    const name = this.#names.get(key) ?? `${kind}${this.#names.size}`;
    this.#names.set(key, name);
    return name;
  }

  #source(kind: string, batch: EncodedBatch, targets: boolean, body: (recording: Recording) => readonly tf.Tensor[]): ProgramSource {
    const feeds = batchFeeds(this.#compiled.objective, batch, targets);
    return {
      name: this.#nameOf(kind, shapeKey(feeds)),
      // Answers are in single precision, whatever trained: the same here and where a run is opened again.
      xla: false,
      feeds,
      variables: [...this.#variables.values()],
      body: (recording) => {
        bindWeights(recording, this.#compiled.weights, this.#variables);
        return body(recording);
      },
    };
  }

  #run(source: ProgramSource, batch: EncodedBatch, targets: boolean): tf.Tensor[] {
    const { model, objective } = this.#compiled;
    this.#graph.add([source]);
    this.#push();
    return tf.tidy(() => {
      const inputs = feedTensors(model, batch).map((tensor, i) => [`x${i}`, tensor] as const);
      const expected = targets ? targetTensors(objective.targets, batch).map((tensor, i) => [`y${i}`, tensor] as const) : [];
      const fed = this.#frozen?.of(source.name, batch) ?? null;
      return this.#graph.run(fed?.program ?? source.name, { ...Object.fromEntries([...inputs, ...expected]), ...fed?.feeds });
    });
  }

  #inputs(recording: Recording): tf.Tensor[] {
    return this.#compiled.model.inputNames.map((_, i) => recording.feed(`x${i}`));
  }

  judge(batch: EncodedBatch): JudgedBatch {
    return this.#aside(
      true,
      () => this.#judge(batch),
      (eager) => eager.judge(batch),
    );
  }

  /** One size of batches for all that is judged. */
  #whole(batch: EncodedBatch): EncodedBatch {
    return roundLengths(filledBatch(batch, judgeSize(this.#settings.batchSize)), this.#compiled.paddable);
  }

  #judgeSource(batch: EncodedBatch): ProgramSource {
    const sourceOf = (of: EncodedBatch): ProgramSource =>
      this.#source('judge', of, true, (recording) => {
        const expected = this.#compiled.objective.targets.map((_, i) => recording.feed(`y${i}`));
        return judgeSamples(this.#compiled, this.#inputs(recording), expected);
      });
    const source = sourceOf(batch);
    const frozen = this.#trains ? this.#frozen : null;
    return frozen ? { ...source, also: (program) => frozen.split(program, sourceOf(sampleOf(batch, 0)), batch.size) } : source;
  }

  /** What the losses are computed of, in inference mode: by it, targets are assigned. */
  #outputsSource(batch: EncodedBatch): ProgramSource {
    const { model } = this.#compiled.objective;
    return this.#source('judged', batch, false, (recording) => applyModel(model, this.#inputs(recording), false));
  }

  /** All programs that judge batches of this shape. */
  #judgeSources(batch: EncodedBatch): readonly ProgramSource[] {
    const own = this.#judgeSource(batch);
    return needsAssigning(this.#compiled.objective.targets) ? [this.#outputsSource(batch), own] : [own];
  }

  #judge(batch: EncodedBatch): JudgedBatch {
    const { targets } = this.#compiled.objective;
    const plain = this.#whole(batch);
    const source = this.#judgeSource(plain);
    if (!this.#graph.has(source.name)) this.#graph.add(this.#judgeSources(plain));
    const whole = needsAssigning(targets) ? assignTargets(targets, plain, this.#run(this.#outputsSource(plain), plain, false)) : plain;
    const [numbers, ...outputs] = this.#run(source, whole, true);
    const read = numbers?.dataSync<'float32'>() ?? new Float32Array();
    const { sums, penalty } = sumsOfRows(this.#compiled.objective, read, whole.size, batch.size);
    return judgedBatch(
      outputs.map((output) => firstRows(output, batch.size)),
      batch.size,
      sums,
      penalty,
    );
  }

  predict(batch: EncodedBatch): readonly tf.Tensor[] {
    const source = this.#source('predict', batch, false, (recording) => applyModel(this.#compiled.model, this.#inputs(recording), false));
    return this.#aside(
      this.#fits(source),
      () => this.#run(source, batch, false),
      (eager) => eager.predict(batch),
    );
  }

  probe(batch: EncodedBatch): Probed {
    const source = this.#probeSource(batch);
    return this.#aside(
      this.#fits(source),
      () => {
        const all = this.#run(source, batch, false);
        const count = this.#compiled.objective.targets.length;
        return { outputs: all.slice(0, count), maps: all.slice(count) };
      },
      (eager) => eager.probe(batch),
    );
  }

  #probeSource(batch: EncodedBatch): ProgramSource {
    return this.#source('probe', batch, false, (recording) => applyModel(this.#compiled.probe, this.#inputs(recording), false));
  }

  dispose(): void {
    this.#graph.dispose();
  }
}

const firstRows = (tensor: tf.Tensor, rows: number): tf.Tensor =>
  tensor.shape[0] === rows
    ? tensor
    : tensor.slice(
        tensor.shape.map(() => 0),
        [rows, ...tensor.shape.slice(1)],
      );
