// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectHandle } from '../../shared/contract';
import { PROJECT_VERSION } from '../../shared/project/schema';
import { DEFAULT_TRAINING } from '../../shared/training';
import { edit, openHandle } from './document';
import { useReport } from './report';

vi.mock('../app/connect', () => ({ studio: () => ({ call: async () => ({}) }), asStudioError: (error: unknown) => error }));

const handle: ProjectHandle = {
  projectId: 'p1',
  project: {
    format: 'attention-studio',
    version: PROJECT_VERSION,
    name: 'Digits',
    notes: '',
    graph: {
      nodes: {
        image_input: { kind: 'ImageInput', title: null, params: {} },
        flatten: { kind: 'Flatten', title: null, params: {} },
        dense: { kind: 'Dense', title: null, params: { units: 7 } },
      },
      wires: [
        { from: { node: 'image_input', port: 'image' }, to: { node: 'flatten', port: 'input' } },
        { from: { node: 'flatten', port: 'output' }, to: { node: 'dense', port: 'input' } },
      ],
    },
    training: DEFAULT_TRAINING,
    data: null,
    layout: {},
  },
  file: null,
  readOnly: null,
  unsaved: false,
  savedSteps: 0,
  past: [],
  future: [],
};

const now = () => useReport.getState().report;

beforeEach(() => openHandle(handle));

describe('the report of the open graph', () => {
  it('follows the document', () => {
    expect(now().nodes.dense?.outputs.output?.shape).toEqual(['batch', 7]);
    edit('Set units', (draft) => {
      Object.assign(draft.graph.nodes.dense?.params ?? {}, { units: 9 });
    });
    expect(now().nodes.dense?.outputs.output?.shape).toEqual(['batch', 9]);
  });

  it('keeps the objects of nodes for which nothing changed', () => {
    const before = now();
    edit('Set units', (draft) => {
      Object.assign(draft.graph.nodes.dense?.params ?? {}, { units: 9 });
    });
    expect(now().nodes.flatten).toBe(before.nodes.flatten);
    expect(now().nodes.dense).not.toBe(before.nodes.dense);
  });

  it('stays as it is while only names and places change', () => {
    const before = now();
    edit('Move', (draft) => {
      draft.layout.dense = { x: 8, y: 8 };
    });
    expect(now()).toBe(before);
  });

  it('sorts problems by node', () => {
    edit('Cut', (draft) => {
      draft.graph.wires.pop();
    });
    expect(useReport.getState().problems.get('dense')?.[0]?.message).toBe('Dense needs a wire at “input”.');
    expect(useReport.getState().problems.get('flatten')).toBeUndefined();
  });
});
