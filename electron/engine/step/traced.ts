import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../../data/dataset';
import type { NamedTensor } from '../checkpoint/safetensors';
import { type FrozenFeatures, sampleOf } from '../frozen/frozen-features';
import type { ModelGraph } from '../graph/model-graph';
import { type ProgramSource, type Recording, STEP, type Variable } from '../graph/program';
import { DT } from '../graph/proto';
import type { Precision } from '../graph/recorder';
import type { TensorSpec } from '../graph/scope';
import { collectMoved, sumOfMoved } from '../moving-weights';
import type { NamedWeight } from '../named-weights';
import type { StepOptions } from '../runner';
import { type Phase, phaseOf, updatesBefore } from './accumulation';
import { assignTargets, needsAssigning, trainingOutputs } from './assign-targets';
import { diagnose } from './diagnose';
import { feedTensors, targetTensors } from './feeds';
import { refuseNotFinite } from './finite-input';
import { namedMetrics } from './losses';
import { changesOf } from './moved-changes';
import { judge, type Objective } from './objective';
import { type Change, recordUpdate, sumOfSquares, type UpdateOptions } from './record-update';
import { likelyBatches, roundLengths } from './round-length';
import { scoped } from './scoped';
import { SessionMemory } from './session-memory';
import type { StepContext, StepResult, TrainingStep } from './training-step';
import { averageScalars, averageScalarsAt } from './weight-average';

const SCALAR: TensorSpec = { dtype: DT.float, shape: [] };

/** What the batches of one shape are fed as. */
export function batchFeeds(objective: Pick<Objective, 'model' | 'targets'>, batch: EncodedBatch, targets: boolean): ProgramSource['feeds'] {
  const spec = (encoded: { shape: readonly number[]; data: Float32Array | Int32Array } | undefined): TensorSpec => {
    if (!encoded) throw new Error('a batch lacks a tensor');
    return { dtype: encoded.data instanceof Int32Array ? DT.int32 : DT.float, shape: encoded.shape };
  };
  return [
    ...objective.model.inputNames.map((name, i) => ({ name: `x${i}`, ...spec(batch.feeds[name]) })),
    ...(targets ? objective.targets.map(({ node }, i) => ({ name: `y${i}`, ...spec(batch.targets[node]) })) : []),
  ];
}

/** The same in words: equal for batches that the same program serves. */
export const shapeKey = (feeds: ProgramSource['feeds']): string => feeds.map((feed) => `${feed.dtype}:${feed.shape.join('x')}`).join(' ');

/** Lets the model's weights stand for the session's variables while a program is written down. */
export function bindWeights(recording: Recording, weights: readonly NamedWeight[], variables: ReadonlyMap<NamedWeight, Variable>): void {
  for (const weight of weights) {
    const variable = variables.get(weight);
    if (variable) recording.recorder.bind(weight.variable, recording.read(variable));
  }
}

export interface TracedOptions extends StepOptions {
  readonly graph: ModelGraph;
  readonly objective: Objective;
  readonly weights: readonly NamedWeight[];
  /** The session's variable of each weight. */
  readonly variables: ReadonlyMap<NamedWeight, Variable>;
  /** The session's variables of the optimizer's memory, by weight. */
  readonly slots: ReadonlyMap<NamedWeight, readonly Variable[]>;
  /** Whole batches: only these are worth XLA's time. */
  readonly batchSize: number;
  readonly paddable: ReadonlySet<string>;
  readonly xla: boolean;
  readonly precision: Precision;
  readonly seedStep: (step: number | tf.Scalar) => void;
  /** What frozen layers make of samples; null: computed at every step. */
  readonly frozen: FrozenFeatures | null;
  /** Brings the weights that tfjs sees up to date. */
  pull(): void;
  /** The program that trains on batches of these shapes. */
  nameOf(shapes: string): string;
  /** Told before weights change in the session. */
  onStep(): void;
}

/** What a step has computed before anything changes: loss, gradients, what layers keep count of. */
interface Stepped {
  /** Finite exactly where the loss is, and what layers keep count of. */
  readonly value: tf.Scalar;
  readonly own: readonly tf.Tensor[];
  readonly guard: UpdateOptions['guard'];
  readonly moved: readonly Change[];
}

/** One training step as a graph of TensorFlow: recorded once for each shape of a batch, then run. */
export class TracedStep implements TrainingStep {
  readonly #options: TracedOptions;
  readonly #trained: readonly NamedWeight[];
  readonly #memory: SessionMemory;
  /** Names of the numbers that vary from step to step. */
  readonly #scalars: readonly string[];

  constructor(options: TracedOptions) {
    this.#options = options;
    this.#trained = options.weights.filter((weight) => weight.trainable);
    this.#memory = new SessionMemory(options, this.#trained);
    this.#scalars = [...options.optimizer.scalars, ...averageScalars(options.average ?? null)];
  }

  get averages(): boolean {
    return Boolean(this.#options.average);
  }

  /** The program that trains on batches of this shape, to be added to the graph. */
  source(batch: EncodedBatch, phase: Phase = 'update'): ProgramSource {
    const { objective, nameOf, batchSize, frozen } = this.#options;
    const key = `${phase === 'hold' ? 'hold ' : ''}${shapeKey(batchFeeds(objective, batch, true))}`;
    const xla = this.#options.xla && batch.size === batchSize;
    const source = { ...this.#plainSource(batch, phase, xla), name: nameOf(key), xla };
    if (!frozen) return source;
    return { ...source, also: (program) => frozen.split(program, this.#plainSource(sampleOf(batch, 0), phase, false), batch.size) };
  }

  /** All programs that a step on batches of this shape runs. */
  sources(batch: EncodedBatch, phase: Phase): readonly ProgramSource[] {
    const own = this.source(batch, phase);
    return needsAssigning(this.#options.objective.targets) ? [this.#outputsSource(batch), own] : [own];
  }

  /** The program that gives what the losses of the step will be computed of: by it, targets are assigned. */
  #outputsSource(batch: EncodedBatch): ProgramSource {
    const { objective, weights, variables, precision, nameOf, frozen, seedStep } = this.#options;
    const plain = (of: EncodedBatch): Omit<ProgramSource, 'name' | 'xla'> => ({
      precision,
      feeds: [...batchFeeds(objective, of, false), { name: STEP, dtype: DT.int32, shape: [] }],
      variables: weights.flatMap((weight) => variables.get(weight) ?? []),
      body: (recording) => {
        bindWeights(recording, weights, variables);
        seedStep(recording.feed(STEP) as tf.Scalar);
        return trainingOutputs(
          objective.model,
          objective.model.inputNames.map((_, i) => recording.feed(`x${i}`)),
        );
      },
    });
    const name = nameOf(`outputs ${shapeKey(batchFeeds(objective, batch, false))}`);
    const source = { ...plain(batch), name, xla: false };
    return frozen ? { ...source, also: (program) => frozen.split(program, plain(sampleOf(batch, 0)), batch.size) } : source;
  }

  /** The batch with its targets as the outputs of this very step answer them. */
  #assigned(batch: EncodedBatch, step: number): EncodedBatch {
    const { graph, objective, frozen } = this.#options;
    const { name } = this.#outputsSource(batch);
    return scoped(() => {
      const fed = frozen?.of(name, batch) ?? null;
      const inputs = feedTensors(objective.model, batch).map((tensor, i) => [`x${i}`, tensor] as const);
      const feeds = { ...Object.fromEntries(inputs), [STEP]: tf.scalar(step, 'int32'), ...fed?.feeds };
      return assignTargets(objective.targets, batch, graph.run(fed?.program ?? name, feeds));
    });
  }

  #plainSource(batch: EncodedBatch, phase: Phase, xla: boolean): Omit<ProgramSource, 'name' | 'xla'> {
    const { objective, weights, variables, slots, precision } = this.#options;
    const own = batchFeeds(objective, batch, true);
    return {
      precision,
      feeds: [...own, { name: STEP, dtype: DT.int32, shape: [] }, ...this.#scalars.map((scalar) => ({ name: scalar, ...SCALAR }))],
      variables: [
        ...weights.flatMap((weight) => variables.get(weight) ?? []),
        ...this.#trained.flatMap((weight) => slots.get(weight) ?? []),
      ],
      body: (recording) => this.#body(recording, xla, phase),
    };
  }

  #body(recording: Recording, xla: boolean, phase: Phase): tf.Tensor[] {
    const { objective, weights, variables, classWeights, seedStep } = this.#options;
    bindWeights(recording, weights, variables);
    seedStep(recording.feed(STEP) as tf.Scalar);
    const inputs = objective.model.inputNames.map((_, i) => recording.feed(`x${i}`));
    const expected = objective.targets.map((_, i) => recording.feed(`y${i}`));
    const counted = classWeights ? tf.tensor1d(classWeights) : null;
    let metrics: readonly tf.Scalar[] = [];
    const collected = collectMoved(() =>
      tf.variableGrads(
        () => {
          const judged = judge(objective, inputs, expected, counted);
          metrics = judged.metrics.map((metric) => tf.keep(metric));
          return judged.total;
        },
        this.#trained.map(({ variable }) => variable),
      ),
    );
    const { value: loss, grads } = collected.value;
    // The step is held back where what a layer keeps count of is not finite, too.
    const value = (sumOfMoved(collected.moved)?.add(loss) ?? loss) as tf.Scalar;
    const own = this.#trained.map(({ variable }) => grads[variable.name] ?? tf.zeros(variable.shape));
    const guard = xla ? 'select' : 'assert';
    const moved = changesOf(collected.moved, this.#options);
    const stepped = { value, own, guard, moved } as const;
    const witness = phase === 'hold' ? this.#hold(recording, stepped) : this.#update(recording, stepped);
    const result = tf.stack([loss, witness, ...metrics]);
    for (const tensor of [...metrics, ...moved.map(({ next }) => next)]) tensor.dispose();
    return [result];
  }

  /** What averages weights, as it is fed. */
  #averaging(recording: Recording): tf.Scalar[] {
    return averageScalars(this.#options.average ?? null).map((name) => recording.feed(name) as tf.Scalar);
  }

  /** Each gradient with those that wait for it. */
  #withWaiting(recording: Recording, own: readonly tf.Tensor[]): tf.Tensor[] {
    return this.#trained.map((weight, i) => {
      const { waiting } = this.#memory.of(weight);
      const gradient = own[i] as tf.Tensor;
      return waiting ? gradient.add(recording.recorder.tensorFor(recording.read(waiting))) : gradient;
    });
  }

  #squares(recording: Recording, tensors: readonly tf.Tensor[]): tf.Scalar {
    return sumOfSquares(
      recording,
      tensors.map((tensor) => recording.recorder.refOf(tensor)),
    );
  }

  #hold(recording: Recording, { value, own, guard, moved }: Stepped): tf.Scalar {
    const { optimizer } = this.#options;
    const sums = this.#withWaiting(recording, own);
    const held = this.#trained.map((weight) => this.#memory.of(weight));
    const others = held.flatMap(({ waiting }, i): Change[] => {
      const next = sums[i];
      return waiting && next ? [{ variable: waiting, next }] : [];
    });
    const witness = this.#witness(recording, value, this.#squares(recording, sums));
    const averaging = this.#averaging(recording);
    return recordUpdate(recording, { optimizer, scalars: [], averaging, witness, guard }, { held, others: [...others, ...moved] });
  }

  #update(recording: Recording, { value, own, guard, moved }: Stepped): tf.Scalar {
    const { optimizer, clipNorm, accumulate = 1 } = this.#options;
    const sums = this.#withWaiting(recording, own);
    const gradients = accumulate > 1 ? sums.map((sum) => sum.div(accumulate)) : sums;
    const squares = this.#squares(recording, gradients);
    const scale = clipNorm === null ? null : tf.minimum(tf.div(clipNorm, squares.sqrt()), 1);
    const scalars = optimizer.scalars.map((name) => recording.feed(name) as tf.Scalar);
    const trained = this.#trained.map((weight, i) => {
      const gradient = gradients[i] as tf.Tensor;
      return { ...this.#memory.of(weight), gradient: scale ? gradient.mul(scale) : gradient };
    });
    const others = trained.flatMap(({ waiting, gradient }): Change[] =>
      waiting ? [{ variable: waiting, next: tf.zeros(gradient.shape) }] : [],
    );
    const averaging = this.#averaging(recording);
    const witness = this.#witness(recording, value, squares);
    return recordUpdate(recording, { optimizer, scalars, averaging, witness, guard }, { trained, others: [...others, ...moved] });
  }

  /** Finite exactly when loss, gradients and weights are. */
  #witness(recording: Recording, value: tf.Scalar, squares: tf.Scalar): tf.Scalar {
    const { variables } = this.#options;
    const weights = this.#trained.flatMap((weight) => variables.get(weight) ?? []).map((variable) => recording.read(variable));
    return value.add(squares).add(sumOfSquares(recording, weights)) as tf.Scalar;
  }

  run(given: EncodedBatch, context: StepContext): StepResult {
    const { graph, objective, optimizer, metricScales, paddable, average = null, accumulate = 1 } = this.#options;
    refuseNotFinite(given);
    const plain = roundLengths(given, paddable);
    const phase = phaseOf(context.step, accumulate);
    const source = this.source(plain, phase);
    if (!graph.has(source.name)) graph.add(likelyBatches(plain, paddable).flatMap((likely) => this.sources(likely, phase)));
    this.#options.onStep();
    const batch = needsAssigning(objective.targets) ? this.#assigned(plain, context.step) : plain;
    const fed = this.#options.frozen?.of(source.name, batch) ?? null;
    const updates = updatesBefore(context.step, accumulate);
    const own = optimizer.scalarsAt(context.rate, updates);
    const scalars = [...own, ...averageScalarsAt(average, updates)];
    const inputs = feedTensors(objective.model, batch);
    const expected = targetTensors(objective.targets, batch);
    const feeds = Object.fromEntries([
      ...inputs.map((tensor, i) => [`x${i}`, tensor] as const),
      ...expected.map((tensor, i) => [`y${i}`, tensor] as const),
      [STEP, tf.scalar(context.step, 'int32')] as const,
      ...this.#scalars.map((name, i) => [name, tf.scalar(scalars[i] ?? Number.NaN)] as const),
      ...Object.entries(fed?.feeds ?? {}),
    ]);
    try {
      const read = this.#ask(fed?.program ?? source.name, feeds);
      const [loss = Number.NaN, witness = Number.NaN, ...sums] = read ?? [];
      if (!Number.isFinite(loss) || !Number.isFinite(witness)) throw this.#fault(inputs, expected, own, context.step);
      const metrics = sums.map((sum, i) => (sum / batch.size) * (metricScales[i] ?? 1));
      return { loss, metrics: namedMetrics(objective.targets, metrics) };
    } finally {
      for (const tensor of Object.values(feeds)) tensor.dispose();
    }
  }

  /** The numbers of a step; null where its assertion failed. */
  #ask(program: string, feeds: { readonly [name: string]: tf.Tensor }): Float32Array | null {
    try {
      const [result] = this.#options.graph.run(program, feeds);
      const read = result?.dataSync<'float32'>() ?? null;
      result?.dispose();
      return read;
    } catch (error) {
      if (error instanceof Error && /assertion failed/i.test(error.message)) return null;
      throw error;
    }
  }

  #fault(inputs: tf.Tensor[], expected: readonly tf.Tensor[], scalars: readonly number[], step: number): Error {
    const { objective, optimizer, weights, graph, clipNorm, classWeights, seedStep, pull } = this.#options;
    pull();
    return scoped(() =>
      diagnose({
        objective,
        weights,
        inputs,
        expected,
        classWeights: classWeights ? tf.tensor1d(classWeights) : null,
        clipNorm,
        optimizer,
        scalars,
        slots: this.#trained.map((weight) => graph.tensors(this.#memory.of(weight).slots)),
        seed: () => seedStep(step),
      }),
    );
  }

  saveState(): readonly NamedTensor[] {
    return this.#memory.save();
  }

  loadState(tensors: ReadonlyMap<string, NamedTensor>): void {
    // The mean starts with the weights: those that tfjs sees.
    if (this.averages) this.#options.pull();
    this.#memory.load(tensors);
  }

  swapAverages(): void {
    if (!this.averages) return;
    this.#options.onStep();
    this.#memory.swapAverages();
  }

  dispose(): void {}
}
