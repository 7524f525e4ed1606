import { expect, it } from 'vitest';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { hindranceOf } from './hindrance';

const facts = {
  samples: 10,
  inputs: { image: { kind: 'image' as const, height: 4, width: 4, channels: 1 } },
  targets: { class: { kind: 'classes' as const, labels: ['a', 'b'] } },
};
const node = (kind: string) => ({ kind, title: null, params: {} });
const image = node('ImageInput');
const wire = (from: string, output: string, to: string) => ({ from: { node: from, port: output }, to: { node: to, port: 'input' } });

it('says that a graph is empty, has no output, or which node has a problem', () => {
  const of = (nodes: Record<string, ReturnType<typeof node>>, wires: ReturnType<typeof wire>[] = []) =>
    hindranceOf(inferGraph({ nodes, wires }, NODES, facts));
  expect(of({})?.words.message).toBe('The graph is empty.');
  expect(of({ image })?.words.message).toBe('The graph has no output to train.');
  expect(of({ out: node('Classification') })?.node).toBe('out');
  const whole = { image, flatten: node('Flatten'), out: node('Classification') };
  expect(of(whole, [wire('image', 'image', 'flatten'), wire('flatten', 'output', 'out')])).toBeNull();
});
