import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineRecords } from '../../../shared/codegen/engine-records';
import { kerasTopology } from '../../../shared/codegen/keras-topology';
import { kerasShape } from '../../../shared/graph/spec';
import { NODES } from '../../../shared/nodes/registry.gen';
import { openEngine } from '../backends/open-engine';
import { applyModel } from '../step/feeds';
import { buildCase as build, goldenTensor as toTensor } from './build-case';
import { type ConformanceCase, computes, conformanceCases, exampleOf, hasSlope, planOfCase, sizeOf } from './cases';
import { type GoldenCase, type GoldenTensor, goldenOf } from './golden-file';

const CASES = conformanceCases().map((c) => ({ title: `${c.kind}: ${c.name}`, c }));

/** Equal within 1e-5 + 1e-4·|expected|. */
function expectClose(received: tf.Tensor | undefined, expected: GoldenTensor, what: string): void {
  if (!received) throw new Error(`${what} is missing`);
  expect(received.shape, what).toEqual(expected.shape);
  const values = received.dataSync();
  for (const [i, value] of expected.data.entries()) {
    if (value === null) continue;
    const difference = Math.abs((values[i] ?? Number.NaN) - value);
    if (!(difference <= 1e-5 + 1e-4 * Math.abs(value))) {
      expect.fail(`${what}[${i}] is ${values[i]}, Keras has ${value} (difference ${difference})`);
    }
  }
}

/** Keras writes JSON with the same numbers; a spare `undefined` is not written. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function expectOutputs(c: ConformanceCase, outputs: readonly tf.Tensor[], golden: GoldenCase): void {
  for (const [i, port] of Object.keys(c.outputs).entries()) {
    const expected = golden.outputs[port];
    if (!expected) throw new Error(`no golden output “${port}”`);
    expectClose(outputs[i], expected, port);
  }
}

function expectGradients(c: ConformanceCase): void {
  tf.tidy(() => {
    const { compiled, golden, inputs } = build(c);
    const ports = Object.keys(c.outputs);
    const loss = (given: tf.Tensor[]): tf.Scalar => {
      const outputs = applyModel(compiled.model, given, false);
      const parts = ports.flatMap((port, i) => {
        const fixed = golden.fixed[port];
        const output = outputs[i];
        return fixed && output ? [output.mul(toTensor(fixed)).sum()] : [];
      });
      return parts.reduce((a, b) => a.add(b)) as tf.Scalar;
    };
    const floats = inputs.map((input, i) => ({ input, i })).filter(({ input }) => input.dtype === 'float32');
    if (floats.length > 0) {
      const withFloats = (...given: tf.Tensor[]) => loss(inputs.map((input, i) => given[floats.findIndex((f) => f.i === i)] ?? input));
      const gradients = hasSlope(c) ? tf.grads(withFloats)(floats.map(({ input }) => input)) : floats.map(({ input }) => input.zerosLike());
      for (const [at, { i }] of floats.entries()) {
        const name = compiled.feedOrder[i] ?? '';
        const expected = golden.inputGradients[name];
        if (!expected) throw new Error(`no golden gradient for “${name}”`);
        expectClose(gradients[at], expected, `gradient of ${name}`);
      }
    }
    const variables = compiled.weights.filter((weight) => weight.trainable).map((weight) => weight.variable);
    if (variables.length === 0 || !hasSlope(c)) return;
    const { grads } = tf.variableGrads(() => loss(inputs), variables);
    const layers = [...new Set(golden.weights.map((weight) => weight.layer))];
    for (const layer of layers) {
      const ours = compiled.weights.filter((weight) => weight.layer === layer);
      const theirs = golden.weightGradients.filter((_, i) => golden.weights[i]?.layer === layer);
      for (const [i, weight] of ours.entries()) {
        // Statistics are moved, not trained.
        if (!weight.trainable) continue;
        const expected = theirs[i];
        if (!expected) throw new Error(`no golden gradient for ${weight.name}`);
        expectClose(grads[weight.variable.name] ?? tf.zerosLike(weight.variable), expected, `gradient of ${weight.name}`);
      }
    }
  });
}

describe('the rules of every node type', () => {
  it.each(CASES)('$title was asked of Keras as it is now', ({ c }) => {
    expect(plain(c.records), 'the records changed: run electron/engine/conformance/golden.py').toEqual(goldenOf(c.kind, c.name).records);
  });

  it.each(
    Object.values(NODES)
      .filter((definition) => !definition.inside)
      .map((definition) => ({ kind: definition.kind, definition })),
  )('$kind has examples', ({ definition }) => {
    expect(definition.examples.length).toBeGreaterThan(0);
    expect(new Set(definition.examples.map((example) => example.name)).size).toBe(definition.examples.length);
  });

  const feeding = Object.values(NODES).filter((definition) => !computes(definition));
  it.each(
    feeding.flatMap((definition) =>
      definition.examples.map((example) => ({ title: `${definition.kind}: ${example.name}`, definition, example })),
    ),
  )('$title enters the model as its feed plan says', ({ definition, example }) => {
    const { params, context, specs, inferred } = exampleOf(definition, example);
    const lowered = definition.layers({ id: context.id, params, specs, refs: {}, facts: context.facts });
    const [[port, spec] = []] = Object.entries(inferred);
    if (definition.hostOnly) {
      expect(lowered.records).toEqual([]);
      expect(spec?.dtype).toBe('string');
      return;
    }
    const [record] = lowered.records;
    expect(lowered.records).toHaveLength(1);
    expect(record?.class_name).toBe('InputLayer');
    expect(record?.config.batch_shape).toEqual(kerasShape(spec?.shape ?? []));
    expect(record?.config.dtype).toBe(spec?.dtype);
    expect(lowered.outputs).toEqual({ [port ?? '']: { layer: context.id, output: 0 } });
    const feed = definition.feed?.(params, context, specs);
    expect(feed?.node).toBe(context.id);
    switch (feed?.kind) {
      case 'image':
        expect(spec?.shape).toEqual(['batch', feed.height, feed.width, feed.channels]);
        break;
      case 'text':
        expect(spec?.vocabulary).toBe(feed.tokenizer?.ids ?? feed.max_tokens);
        expect(spec && kerasShape(spec.shape)).toEqual([null, feed.output_sequence_length]);
        break;
      case 'table':
        expect(spec?.shape).toEqual(['batch', feed.columns.length]);
        break;
      case 'ids':
        expect(spec?.vocabulary).toBe(feed.vocabulary);
        expect(spec && kerasShape(spec.shape)).toEqual([null, feed.maxlen]);
        break;
      case 'decoder':
        expect(spec?.vocabulary).toBe(feed.tokens.max_tokens);
        expect(spec && kerasShape(spec.shape)).toEqual([null, feed.length]);
        break;
      case 'audio':
        expect(spec?.rate).toBe(feed.rate);
        expect(spec?.shape).toEqual(['batch', feed.samples]);
        break;
      default:
        expect.fail('a feed node without a feed plan');
    }
  });
});

describe('masks', () => {
  const sequences = CASES.flatMap(({ title, c }) =>
    Object.entries(c.outputs).flatMap(([port, ref]) => (c.inferred[port]?.carries === 'sequence' ? [{ title, c, port, ref }] : [])),
  );
  it.each(sequences)('$title: “$port” carries one exactly where inferred', ({ c, port, ref }) => {
    const after = { name: 'after', class_name: 'GlobalAveragePooling1D', config: {}, inbound: [ref] };
    expect(engineRecords([...c.records, after]).at(-1)?.config.masked).toBe(c.inferred[port]?.masked === true);
  });
});

describe('every example on TensorFlow', () => {
  beforeAll(async () => {
    await openEngine('tensorflow');
  });

  it.each(CASES)('$title: shapes as inferred, numbers as Keras', ({ c }) => {
    tf.tidy(() => {
      const { compiled, golden, inputs } = build(c);
      for (const [i, port] of Object.keys(c.outputs).entries()) {
        const spec = c.inferred[port];
        if (!spec) throw new Error(`“${port}” was not inferred`);
        expect(compiled.model.outputs[i]?.shape, `symbolic shape of ${port}`).toEqual(kerasShape(spec.shape));
        expect(golden.outputs[port]?.shape, `shape of ${port}`).toEqual(spec.shape.map(sizeOf));
      }
      expectOutputs(c, applyModel(compiled.model, inputs, false), golden);
    });
  });

  it.each(CASES)('$title: parameters counted before building are those built and Keras’s', ({ c }) => {
    const { compiled, golden } = build(c);
    const own = new Set(c.own);
    const built = compiled.weights.filter((weight) => own.has(weight.layer));
    const size = (shape: readonly number[]): number => shape.reduce((n, dim) => n * dim, 1);
    expect(c.weights.reduce((n, weight) => n + size(weight.shape), 0)).toBe(golden.parameters);
    // A layer of the node itself is `node`, a part of a composite `node_<part>`.
    const plain = (name: string): string => name.replace(/^node[_/]/, '').replaceAll('/', '_');
    const built_ = built.map((weight) => ({ name: plain(weight.name), shape: weight.variable.shape }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect([...built_].sort(byName)).toEqual(c.weights.map(({ name, shape }) => ({ name: plain(name), shape })).sort(byName));
    compiled.dispose();
  });

  it.each(CASES)('$title: gradients as Keras', ({ c }) => expectGradients(c));

  it.each(CASES)('$title: the config survives a round trip', async ({ c }) => {
    const { compiled, golden, inputs } = build(c);
    const again = await tf.models.modelFromJSON(compiled.model.toJSON(undefined, false) as never);
    again.setWeights(compiled.model.getWeights());
    tf.tidy(() => expectOutputs(c, applyModel(again, inputs, false), golden));
    again.dispose();
    compiled.dispose();
  });

  it.each(CASES)('$title: tfjs’s own reader makes the same model of the topology', async ({ c }) => {
    const { compiled, golden, inputs } = build(c);
    const plan = planOfCase(c);
    const topology = kerasTopology(
      plan,
      plan.targets.map((target) => target.ref),
    );
    const read = await tf.models.modelFromJSON({ modelTopology: topology } as never);
    read.setWeights(compiled.model.getWeights());
    tf.tidy(() => expectOutputs(c, applyModel(read, inputs, false), golden));
    read.dispose();
    compiled.dispose();
  });
});

describe('every example in JavaScript', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it.each(CASES)('$title: numbers as Keras', ({ c }) => {
    tf.tidy(() => {
      const { compiled, golden, inputs } = build(c);
      expectOutputs(c, applyModel(compiled.model, inputs, false), golden);
    });
  });

  it.each(CASES)('$title: gradients as Keras', ({ c }) => expectGradients(c));
});
