import { describe, expect, it } from 'vitest';
import type { AnyNode } from '../../../shared/graph/define-node';
import { NODES } from '../../../shared/nodes/registry.gen';
import { type ConformanceCase, computes, conformanceCases, hasSlope } from './cases';
import { type GoldenCase, type GoldenTensor, goldenOf } from './golden-file';

// What the examples of a node type must ask of its reference, so that “equal to its reference” says something: several
// shapes, with and without padding, a slope for everything that has one, and every choice that a person has.

const KINDS = Object.values(NODES).filter((definition) => computes(definition) && !definition.inside);
const CASES = conformanceCases();

const casesOf = ({ kind }: AnyNode): readonly ConformanceCase[] => CASES.filter((c) => c.kind === kind);
const goldenCases = (definition: AnyNode): readonly GoldenCase[] => casesOf(definition).map((c) => goldenOf(c.kind, c.name));
const says = ({ data }: GoldenTensor): boolean => data.some((value) => value !== null && value !== 0);

/** Parameters of which a value changes nothing that the reference could be asked here. */
const ELSEWHERE: { readonly [param: string]: string } = {
  standardize: 'what is done to text, before any layer',
  pooling: 'the layers of global pooling have examples of their own',
  loss: 'a loss is no layer: electron/engine/losses has their references',
  activation: 'a function of its own, asked of Activation and Dense',
  fill_mode: 'only while training: electron/engine/layers/augment has the reference',
  threshold: 'chosen on the validation split once a run is trained: electron/worker/matches.test.ts',
  interpolation: 'only while training: electron/engine/layers/augment has the reference',
};

/** Inputs through which no slope leads. */
const WITHOUT_SLOPE: { readonly [port: string]: string } = {
  'MultiHeadAttention.mask': 'a mask is a yes or a no',
  'GroupQueryAttention.mask': 'a mask is a yes or a no',
};

/** Kinds of one example. */
const ONE_SHAPE: { readonly [kind: string]: string } = {
  VGG16:
    'its golden numbers would be large; its layers have several, and the whole is compared with keras.applications by vgg16-files.test.ts',
};

/** Ports that need no example with padding. */
const WITHOUT_PADDING: { readonly [port: string]: string } = {
  'SpectrogramPrediction.input': 'it wants as many moments as the spectrogram has, all of them real',
  'NextItem.input':
    'places have to say of which items they are, which an example cannot: electron/worker/matches.test.ts trains on histories',
  'PretrainedModel.input': 'made of layers each of which has such an example of its own',
  'BoxSetPrediction.input': 'its places are slots of objects, which learned queries give: none is padding',
  'BilinearSimilarity.key': 'scores of padding are −10⁹, with which no loss can be compared; DotSimilarity has the same layer there',
};

function unmaskedPorts(definition: AnyNode): string[] {
  const ports = definition.inputs.filter(({ accepts }) => accepts.includes('sequence'));
  const padded = (port: string): boolean => definition.examples.some(({ inputs }) => (inputs[port] ?? []).some(({ masked }) => masked));
  return ports.map(({ name }) => name).filter((name) => !padded(name) && !WITHOUT_PADDING[`${definition.kind}.${name}`]);
}

function portsWithoutSlope(definition: AnyNode): string[] {
  if (!casesOf(definition).some(hasSlope)) return [];
  const golden = goldenCases(definition);
  const sloped = (port: string): boolean =>
    golden.some(({ inputGradients }) =>
      Object.entries(inputGradients).some(([feed, gradient]) => feed.replace(/_\d+$/, '') === `in_${port}` && says(gradient)),
    );
  const numbers = definition.inputs.filter(({ accepts }) => !accepts.every((carries) => carries === 'ids'));
  return numbers.map(({ name }) => name).filter((name) => !sloped(name) && !WITHOUT_SLOPE[`${definition.kind}.${name}`]);
}

/** Weights that are trained, and move in no example: of every example, those of its own layers. */
function idleWeights(definition: AnyNode): string[] {
  const moved = new Map<string, boolean>();
  for (const c of casesOf(definition)) {
    const golden = goldenOf(c.kind, c.name);
    const trained = new Set(c.weights.filter(({ trainable }) => trainable).map(({ name }) => name.replaceAll('/', '_')));
    for (const [i, weight] of golden.weights.entries()) {
      const name = weight.keras.replace(/^node[_/]?/, '').replaceAll('/', '_');
      const gradient = golden.weightGradients[i];
      if (!c.own.includes(weight.layer) || !trained.has(name) || !gradient) continue;
      moved.set(name, (moved.get(name) ?? false) || says(gradient));
    }
  }
  return [...moved].filter(([, does]) => !does).map(([name]) => name);
}

function untriedChoices(definition: AnyNode): string[] {
  return Object.entries(definition.params).flatMap(([name, { widget }]) => {
    if (widget.type !== 'choice' || ELSEWHERE[name]) return [];
    const tried = new Set(casesOf(definition).map(({ params }) => params[name]));
    return widget.options.filter((option) => !tried.has(option)).map((option) => `${name}: ${option}`);
  });
}

describe.each(KINDS.map((definition) => ({ kind: definition.kind, definition })))('the examples of $kind', ({ definition }) => {
  it.skipIf(ONE_SHAPE[definition.kind])('have several shapes', () => {
    const shapes = new Set(casesOf(definition).map(({ feeds }) => feeds.map(({ shape }) => shape.join('×')).join(', ')));
    expect(shapes.size, 'shapes of inputs: add an example of another shape').toBeGreaterThan(1);
  });

  it('have padding at every port that takes a sequence', () => {
    expect(unmaskedPorts(definition), 'ports without a masked example').toEqual([]);
  });

  it('have a slope at every input and weight', () => {
    expect(portsWithoutSlope(definition), 'inputs whose gradient is 0 in every example').toEqual([]);
    expect(idleWeights(definition), 'weights whose gradient is 0 in every example').toEqual([]);
  });

  it('try every choice', () => {
    expect(untriedChoices(definition), 'choices that no example makes').toEqual([]);
  });
});
