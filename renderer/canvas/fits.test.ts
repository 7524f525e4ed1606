import { describe, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { candidates, displaced, fittingPorts, portKey, refusal, type Wiring } from './fits';

/** Picture → convolution → flattened → dense → classes; a second picture lies beside. */
const GRAPH: Graph = {
  nodes: {
    picture: { kind: 'ImageInput', title: null, params: {} },
    other: { kind: 'ImageInput', title: 'Second picture', params: {} },
    conv: { kind: 'Conv2D', title: null, params: {} },
    flat: { kind: 'Flatten', title: null, params: {} },
    dense: { kind: 'Dense', title: null, params: {} },
    classes: { kind: 'Classification', title: null, params: { classes: 10 } },
  },
  wires: [
    { from: { node: 'picture', port: 'image' }, to: { node: 'conv', port: 'input' } },
    { from: { node: 'conv', port: 'output' }, to: { node: 'flat', port: 'input' } },
    { from: { node: 'flat', port: 'output' }, to: { node: 'dense', port: 'input' } },
  ],
};

const wiring: Wiring = { graph: GRAPH, report: inferGraph(GRAPH, NODES, null), registry: NODES };
const at = (node: string, port: string) => ({ node, port });

describe('refusal', () => {
  it('lets through what fits', () => {
    expect(refusal(wiring, at('dense', 'output'), at('classes', 'input'))).toBeNull();
  });

  it('says which kinds a port takes, and what came', () => {
    const refused = refusal(wiring, at('conv', 'output'), at('classes', 'input'));
    expect(refused?.reason).toMatch(/^“input” of Classification takes a vector, not a feature map \(.+ × .+ × .+\)\.$/);
    expect(refused?.received?.carries).toBe('features');
  });

  it('refuses a circle, and names both ends', () => {
    const refused = refusal(wiring, at('dense', 'output'), at('flat', 'input'));
    expect(refused?.reason).toBe('Flatten already leads to Dense: this wire would close a circle.');
  });

  it('refuses a node that feeds itself', () => {
    expect(refusal(wiring, at('dense', 'output'), at('dense', 'input'))?.reason).toBe('A node cannot feed itself.');
  });

  it('refuses the same wire twice', () => {
    expect(refusal(wiring, at('picture', 'image'), at('conv', 'input'))?.reason).toBe('These two ports are connected already.');
  });

  it('refuses a port that is not there', () => {
    expect(refusal(wiring, at('dense', 'output'), at('classes', 'nowhere'))?.reason).toBe('This node has no such input.');
  });

  it('lets a new wire take the place of the one that a single port holds', () => {
    expect(refusal(wiring, at('other', 'image'), at('conv', 'input'))).toBeNull();
    const [port] = NODES.Conv2D?.inputs ?? [];
    expect(port && displaced(GRAPH, port, at('conv', 'input'))).toEqual([GRAPH.wires[0]]);
  });
});

describe('fittingPorts', () => {
  it('from an output: the inputs that take it', () => {
    const ports = fittingPorts(wiring, at('dense', 'output'), 'out');
    expect(ports.has('in:classes.input')).toBe(true);
    expect(ports.has('in:flat.input')).toBe(false);
    expect(ports.has('in:conv.input')).toBe(false);
  });

  it('from an input: the outputs that it takes, and those of which nothing is known yet', () => {
    const ports = fittingPorts(wiring, at('conv', 'input'), 'in');
    expect([...ports]).toEqual(['out:other.image', 'out:classes.probabilities']);
  });
});

describe('fittingPorts and refusal', () => {
  it('agree on every pair of ports, circles too', () => {
    for (const [source, node] of Object.entries(GRAPH.nodes)) {
      for (const output of NODES[node.kind]?.outputs ?? []) {
        const from = at(source, output.name);
        const fitting = fittingPorts(wiring, from, 'out');
        for (const [target, other] of Object.entries(GRAPH.nodes)) {
          for (const input of NODES[other.kind]?.inputs ?? []) {
            const to = at(target, input.name);
            const free = refusal(wiring, from, to) === null;
            expect(fitting.has(portKey('in', to)), `${source} to ${target}`).toBe(free);
            expect(fittingPorts(wiring, to, 'in').has(portKey('out', from)), `${target} from ${source}`).toBe(free);
          }
        }
      }
    }
  });
});

describe('candidates', () => {
  const kinds = (loose: { node: string; port: string }, side: 'in' | 'out') =>
    candidates(wiring, loose, side).map((c) => c.definition.kind);

  it('after a picture: what takes pictures, nothing else', () => {
    const found = kinds(at('picture', 'image'), 'out');
    expect(found).toContain('Conv2D');
    expect(found).not.toContain('Classification');
    expect(found).not.toContain('ImageInput');
  });

  it('before a convolution: what makes pictures or feature maps', () => {
    const found = kinds(at('conv', 'input'), 'in');
    expect(found).toContain('ImageInput');
    expect(found).toContain('MaxPooling2D');
    expect(found).not.toContain('Flatten');
  });

  it('every one offered can really be wired', () => {
    for (const { definition, port } of candidates(wiring, at('flat', 'output'), 'out')) {
      const graph: Graph = { ...GRAPH, nodes: { ...GRAPH.nodes, fresh: { kind: definition.kind, title: null, params: {} } } };
      const grown: Wiring = { graph, report: inferGraph(graph, NODES, null), registry: NODES };
      expect(refusal(grown, at('flat', 'output'), at('fresh', port)), definition.kind).toBeNull();
    }
  });
});
