import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch, EncodedTensor } from '../data/dataset';
import type { CompiledModel } from './compile';
import { eagerRunner } from './eager-runner';
import { ModelGraph } from './graph/model-graph';
import type { GraphHost } from './graph/native-binding';
import type { ProgramSource, Recording, Variable } from './graph/program';
import { DT } from './graph/proto';
import { Untraceable } from './graph/recorder';
import type { How } from './how';
import type { NamedWeight } from './named-weights';
import type { ExpectedBatches, JudgedBatch, Probed, Runner, StepOptions } from './runner';
import type { Phase } from './step/accumulation';
import { applyModel, feedTensors, targetTensors } from './step/feeds';
import { sampleLosses, sampleMetrics } from './step/losses';
import { likelyBatches, roundLengths } from './step/round-length';
import { batchFeeds, bindWeights, shapeKey, TracedStep } from './step/traced';
import { readWeights, writeWeights } from './weight-tensors';

export interface TraceSettings {
  readonly how: How;
  /** The run's: batches of fewer samples are filled up where they are judged. */
  readonly batchSize: number;
  /** What is remembered of each weight; empty: nothing will be trained. */
  readonly slots: readonly string[];
}

/** Samples that are judged at once, for a batch size of training. */
export const judgeSize = (batchSize: number): number => Math.max(32, batchSize);

/** So many shapes of one kind of question get a graph of their own. */
const MOST_SHAPES = 16;

/** The first `size` rows again and again: what is added is looked at by nobody. */
function filled(tensor: EncodedTensor, size: number): EncodedTensor {
  const [rows = 1, ...rest] = tensor.shape;
  if (rows >= size) return tensor;
  const width = rest.reduce((a, b) => a * b, 1);
  const data = tensor.data instanceof Int32Array ? new Int32Array(size * width) : new Float32Array(size * width);
  for (let at = 0; at < size; at += rows) data.set(tensor.data.subarray(0, Math.min(rows, size - at) * width), at * width);
  return { shape: [size, ...rest], data };
}

function filledBatch(batch: EncodedBatch, size: number): EncodedBatch {
  const fill = (tensors: EncodedBatch['feeds']): EncodedBatch['feeds'] =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, filled(tensor, size)]));
  return batch.size >= size ? batch : { size, feeds: fill(batch.feeds), targets: fill(batch.targets) };
}

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
  }

  /** How many nodes its largest program has. */
  get nodes(): number {
    return this.#graph.nodes;
  }

  /** Shapes come without end, or a graph cannot hold it: what is asked of now and then runs kernel by kernel. */
  #aside<T>(kind: string, graph: () => T, kernels: (eager: Runner) => T): T {
    const many = [...this.#names.keys()].filter((key) => key.startsWith(`${kind} `)).length > MOST_SHAPES;
    if (!many && !this.#untraceable) {
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
    this.#behind = true;
  }

  expect(batches: ExpectedBatches, options: StepOptions): void {
    const { paddable } = this.#compiled;
    const step = this.trainingStep(options);
    const phases: readonly Phase[] = (options.accumulate ?? 1) > 1 ? ['hold', 'update'] : ['update'];
    this.#graph.expect([
      ...batches.train
        .flatMap((batch) => likelyBatches(batch, paddable))
        .flatMap((batch) => phases.map((phase) => step.source(batch, phase))),
      ...batches.judge.flatMap((batch) => likelyBatches(this.#whole(batch), paddable)).map((batch) => this.#judgeSource(batch)),
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
      xla: false,
      precision: this.how.precision,
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
      return this.#graph.run(source.name, Object.fromEntries([...inputs, ...expected]));
    });
  }

  #inputs(recording: Recording): tf.Tensor[] {
    return this.#compiled.model.inputNames.map((_, i) => recording.feed(`x${i}`));
  }

  judge(batch: EncodedBatch): JudgedBatch {
    return this.#aside(
      'judge',
      () => this.#judge(batch),
      (eager) => eager.judge(batch),
    );
  }

  /** One size of batches for all that is judged. */
  #whole(batch: EncodedBatch): EncodedBatch {
    return roundLengths(filledBatch(batch, judgeSize(this.#settings.batchSize)), this.#compiled.paddable);
  }

  #judgeSource(batch: EncodedBatch): ProgramSource {
    const { objective, model } = this.#compiled;
    const { targets, forms } = objective;
    return this.#source('judge', batch, true, (recording) => {
      const inputs = this.#inputs(recording);
      const outputs = applyModel(model, inputs, false);
      const judged = forms.includes('logits') ? applyModel(objective.model, inputs, false) : outputs;
      const parts = targets.map((plan, i) => {
        const output = judged[i];
        if (!output) throw new Error('a target has no output');
        const target = recording.feed(`y${i}`);
        return { loss: sampleLosses(plan, target, output, forms[i] ?? 'values', null), metric: sampleMetrics(plan, target, output) };
      });
      const loss = parts.map((part) => part.loss as tf.Tensor).reduce((a, b) => a.add(b));
      return [tf.stack([loss, ...parts.map((part) => part.metric)]), ...outputs];
    });
  }

  #judge(batch: EncodedBatch): JudgedBatch {
    const { targets } = this.#compiled.objective;
    const whole = this.#whole(batch);
    const source = this.#judgeSource(whole);
    const [numbers, ...outputs] = this.#run(source, whole, true);
    const read = numbers?.dataSync<'float32'>() ?? new Float32Array();
    const sumOf = (row: number): number => {
      let sum = 0;
      for (let i = 0; i < batch.size; i++) sum += read[row * whole.size + i] ?? Number.NaN;
      return sum;
    };
    return {
      outputs: outputs.map((output) => firstRows(output, batch.size)),
      loss: sumOf(0),
      metrics: targets.map((_, i) => sumOf(i + 1)),
    };
  }

  predict(batch: EncodedBatch): readonly tf.Tensor[] {
    return this.#aside(
      'predict',
      () => this.#predict(batch),
      (eager) => eager.predict(batch),
    );
  }

  #predict(batch: EncodedBatch): readonly tf.Tensor[] {
    const source = this.#source('predict', batch, false, (recording) => applyModel(this.#compiled.model, this.#inputs(recording), false));
    return this.#run(source, batch, false);
  }

  probe(batch: EncodedBatch): Probed {
    return this.#aside(
      'probe',
      () => this.#probe(batch),
      (eager) => eager.probe(batch),
    );
  }

  #probeSource(batch: EncodedBatch): ProgramSource {
    return this.#source('probe', batch, false, (recording) => applyModel(this.#compiled.probe, this.#inputs(recording), false));
  }

  #probe(batch: EncodedBatch): Probed {
    const all = this.#run(this.#probeSource(batch), batch, false);
    const count = this.#compiled.objective.targets.length;
    return { outputs: all.slice(0, count), maps: all.slice(count) };
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
