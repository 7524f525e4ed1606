import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { ModelSession } from '../graph/model-session';
import type { GraphHost } from '../graph/native-binding';
import { recordProgram } from '../graph/program';
import { DT } from '../graph/proto';
import { arcfaceLoss } from './arcface';
import { bayesianRankingLoss, bayesianRankingOverAll } from './bayesian-ranking';
import { binaryCrossentropy, type Form } from './binary-crossentropy';
import { boxDistance, generalisedIouLoss } from './box-losses';
import { contrastiveLoss } from './contrastive';
import { cosineSimilarityLoss } from './cosine-similarity';
import { ctcLoss } from './ctc';
import { binaryFocal, categoricalFocal } from './focal';
import { gridBoxLoss } from './grid-boxes';
import { categoricalHinge, hinge, squaredHinge } from './hinge';
import { klDivergence } from './kl-divergence';
import { maskedAccuracy, maskedCrossentropy } from './masked-crossentropy';
import { quantileLoss } from './quantile';
import { sampledSoftmaxLoss } from './sampled-softmax';
import { setLoss } from './set-loss';
import { batchAllTriplet, batchHardTriplet, type Margin, semiHardTriplet } from './triplet';
import { huber, logCosh, meanAbsoluteError, meanAbsolutePercentageError, meanSquaredLogarithmicError, poisson } from './value-losses';

interface GoldenTensor {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: number[];
}

/** As golden.py writes it. */
interface GoldenCase {
  readonly name: string;
  readonly options: Options;
  readonly inputs: Readonly<Record<string, GoldenTensor>>;
  /** One a sample. */
  readonly losses: readonly number[];
  /** Of Σ losses · weights. */
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/** All that a case may say; each loss looks at its own. */
interface Options {
  readonly form: Form;
  readonly labelSmoothing: number;
  readonly gamma: number;
  readonly alpha: number | readonly number[] | null;
  readonly delta: number;
  readonly quantiles: readonly number[];
  readonly blank: number;
  readonly margin: Margin;
  readonly mean: 'all' | 'active';
  readonly scale: number;
  readonly noObject: number;
}

type Inputs = (name: string) => tf.Tensor;
type Computed = (t: Inputs, options: Options) => tf.Tensor;

const rank1 = (tensor: tf.Tensor): tf.Tensor1D => tensor as tf.Tensor1D;
const rank2 = (tensor: tf.Tensor): tf.Tensor2D => tensor as tf.Tensor2D;
const rank3 = (tensor: tf.Tensor): tf.Tensor3D => tensor as tf.Tensor3D;
const rank4 = (tensor: tf.Tensor): tf.Tensor4D => tensor as tf.Tensor4D;
const numeric = (margin: Margin): number => {
  if (margin === 'soft') throw new Error('this loss has no soft margin');
  return margin;
};

/** Of each golden file the function that it is of. */
const LOSSES: Readonly<Record<string, Computed>> = {
  'binary-crossentropy': (t, o) => binaryCrossentropy(t('target'), t('output'), o.form, o.labelSmoothing),
  'binary-focal': (t, o) => {
    if (typeof o.alpha === 'object' && o.alpha !== null) throw new Error('one alpha');
    return binaryFocal(t('target'), t('output'), o.form, o.alpha, o);
  },
  'categorical-focal': (t, o) => categoricalFocal(t('target'), t('output'), o.form, o.alpha ?? 1, o),
  huber: (t, o) => huber(t('target'), t('output'), o.delta),
  'log-cosh': (t) => logCosh(t('target'), t('output')),
  mae: (t) => meanAbsoluteError(t('target'), t('output')),
  mape: (t) => meanAbsolutePercentageError(t('target'), t('output')),
  msle: (t) => meanSquaredLogarithmicError(t('target'), t('output')),
  poisson: (t, o) => poisson(t('target'), t('output'), String(o.form) === 'rates' ? 'rates' : 'logarithms'),
  hinge: (t) => hinge(t('target'), t('output')),
  'squared-hinge': (t) => squaredHinge(t('target'), t('output')),
  'categorical-hinge': (t) => categoricalHinge(t('target'), t('output')),
  'cosine-similarity': (t) => cosineSimilarityLoss(t('target'), t('output')),
  'kl-divergence': (t, o) => klDivergence(t('target'), t('output'), o.form),
  quantile: (t, o) => quantileLoss(t('target'), t('output'), o.quantiles),
  'masked-crossentropy': (t, o) => maskedCrossentropy(t('target'), t('logits'), t('mask'), o.labelSmoothing),
  'masked-accuracy': (t) => maskedAccuracy(t('target'), t('logits'), t('mask')),
  ctc: (t, o) =>
    ctcLoss({ labels: rank2(t('labels')), labelLengths: rank1(t('labelLengths')), steps: rank1(t('steps')) }, rank3(t('logits')), {
      blank: o.blank,
      impossible: 'infinite',
    }),
  contrastive: (t, o) => contrastiveLoss(rank1(t('same')), rank2(t('a')), rank2(t('b')), numeric(o.margin)),
  'batch-hard-triplet': (t, o) => batchHardTriplet(rank1(t('labels')), rank2(t('embeddings')), o.margin),
  'batch-all-triplet': (t, o) => batchAllTriplet(rank1(t('labels')), rank2(t('embeddings')), o.margin, o.mean),
  'semi-hard-triplet': (t, o) => semiHardTriplet(rank1(t('labels')), rank2(t('embeddings')), o.margin),
  arcface: (t, o) => arcfaceLoss(rank1(t('labels')), rank2(t('cosines')), { scale: o.scale, margin: numeric(o.margin) }),
  'generalised-iou': (t) => generalisedIouLoss(t('target'), t('output')),
  'box-distance': (t) => boxDistance(t('target'), t('output')),
  'set-loss': (t, o) =>
    setLoss(
      { classes: rank2(t('classes')), boxes: rank3(t('boxes')), matched: rank2(t('matched')) },
      { logits: rank3(t('logits')), boxes: rank3(t('given')) },
      o.noObject,
    ),
  'grid-boxes': (t) => gridBoxLoss(rank4(t('target')), rank4(t('output'))),
  'bayesian-ranking-over-all': (t) => bayesianRankingOverAll(rank1(t('right')), rank2(t('scores'))),
  'bayesian-ranking': (t) => bayesianRankingLoss(rank1(t('chosen')), rank2(t('others'))),
  'sampled-softmax': (t) => {
    const [queries, labels, drawn] = [rank2(t('queries')), t('labels'), t('drawn')];
    const rows = (indices: tf.Tensor): tf.Tensor2D => tf.matMul(tf.oneHot(indices, t('items').shape[0] ?? 1).toFloat(), rank2(t('items')));
    return sampledSoftmaxLoss({
      chosen: queries.mul(rows(labels)).sum(-1).as1D(),
      drawn: tf.matMul(queries, rows(drawn), false, true),
      expected: { chosen: rank1(t('chosenExpected').log()), drawn: t('drawnExpected').log() },
      hits: rank2(labels.expandDims(1).equal(drawn.expandDims(0)).cast('float32')),
    });
  },
};

const FOLDER = fileURLToPath(new URL('./golden/', import.meta.url));
const FILES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
const CASES = FILES.filter((loss) => loss !== 'assignment').flatMap((loss) =>
  (JSON.parse(readFileSync(`${FOLDER}${loss}.json`, 'utf8')) as GoldenCase[]).map((c) => ({ loss, c, title: `${loss}: ${c.name}` })),
);

/** Equal within 1e-5 + 1e-4·|expected|. */
function expectClose(received: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(received.length, what).toBe(expected.length);
  for (const [i, b] of expected.entries()) {
    const a = received[i] ?? Number.NaN;
    if (!(Math.abs(a - b) <= 1e-5 + 1e-4 * Math.abs(b))) expect.fail(`${what}[${i}] is ${a}, in the reference ${b}`);
  }
}

/** Losses, then the gradients by the inputs that the case differentiates. */
function lossesAndGradients(loss: string, c: GoldenCase, inputs: ReadonlyMap<string, tf.Tensor>): tf.Tensor[] {
  const compute = LOSSES[loss];
  if (!compute) throw new Error(`no loss is called ${loss}`);
  const by = Object.keys(c.gradients);
  const lossOf = (given: readonly tf.Tensor[]): tf.Tensor =>
    compute((name) => {
      const tensor = given[by.indexOf(name)] ?? inputs.get(name);
      if (!tensor) throw new Error(`the case has no ${name}`);
      return tensor;
    }, c.options);
  const values = lossOf([]);
  if (by.length === 0) return [values];
  const weights = tf.tensor1d(c.losses.map((_, i) => (1 + 0.25 * i) * (-1) ** i));
  const gradients = tf.grads((...given: tf.Tensor[]) => lossOf(given).mul(weights).sum());
  return [values, ...gradients(by.map((name) => inputs.get(name) as tf.Tensor))];
}

function tensorsOf(c: GoldenCase): Map<string, tf.Tensor> {
  return new Map(Object.entries(c.inputs).map(([name, { data, shape, dtype }]) => [name, tf.tensor(data, shape, dtype)]));
}

function expectGolden(c: GoldenCase, tensors: readonly tf.Tensor[], how: string): void {
  const [losses, ...gradients] = tensors;
  expect(losses?.shape, how).toEqual([c.losses.length]);
  expectClose(losses?.dataSync() ?? [], c.losses, `${how}: loss`);
  for (const [i, [name, expected]] of Object.entries(c.gradients).entries()) {
    expect(gradients[i]?.shape).toEqual(c.inputs[name]?.shape);
    expectClose(gradients[i]?.dataSync() ?? [], expected, `${how}: gradient by ${name}`);
  }
}

describe('every loss, sample by sample, with its gradient', () => {
  let host: GraphHost;
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow runs no graphs');
    host = graphs;
  });

  it('has golden values', () => {
    expect(FILES.filter((loss) => loss !== 'assignment').sort()).toEqual(Object.keys(LOSSES).sort());
  });

  it.each(CASES)('$title: equals the reference, kernel by kernel and as a graph', ({ loss, c }) => {
    tf.tidy(() => {
      const inputs = tensorsOf(c);
      expectGolden(c, lossesAndGradients(loss, c, inputs), 'kernel by kernel');
      const names = [...inputs.keys()];
      const program = recordProgram(host, {
        name: 'loss',
        xla: false,
        feeds: names.map((name) => ({
          name,
          dtype: inputs.get(name)?.dtype === 'int32' ? DT.int32 : DT.float,
          shape: inputs.get(name)?.shape ?? [],
        })),
        variables: [],
        body: (recording) => lossesAndGradients(loss, c, new Map(names.map((name) => [name, recording.feed(name)]))),
      });
      const session = new ModelSession(host, [], [program]);
      const traced = session.run('loss', Object.fromEntries(inputs));
      expectGolden(c, traced, 'as a graph');
      session.dispose();
    });
  });
});

describe('every loss in JavaScript alone', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it.each(CASES)('$title: equals the reference', ({ loss, c }) => {
    expect(tf.getBackend()).toBe('cpu');
    tf.tidy(() => expectGolden(c, lossesAndGradients(loss, c, tensorsOf(c)), 'in JavaScript'));
  });
});
