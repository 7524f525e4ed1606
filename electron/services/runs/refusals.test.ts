import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NODES } from '../../../shared/nodes/registry.gen';
import type { Project } from '../../../shared/project/schema';
import { tableText, workerBundle } from '../../worker/run-folder.test-data';
import { GRAPH, RunWindow, tableProject } from './run-window.test-data';

let entry = '';
let d: RunWindow;
beforeAll(async () => {
  entry = await workerBundle();
}, 120_000);
beforeEach(async () => {
  d = await RunWindow.open(entry);
});
afterEach(() => d.close());

const huge = { kind: 'Dense', title: null, params: { units: 60_000 } };

describe('training is refused, in words and before anything is written', () => {
  const refused = async (project: Project, words: string) => {
    const projectId = await d.openProject(project);
    await expect(d.w.call('runs.start', { projectId, training: null })).rejects.toThrow(words);
    await expect(readdir(path.join(d.folder, 'p.runs'))).rejects.toThrow();
  };

  it('without data', () => refused(tableProject({ data: null }), 'nothing to train on'));
  it('without an output', () => refused(tableProject({ graph: { nodes: {}, wires: [] } }), 'no output'));
  it('with a cycle', () =>
    refused(
      tableProject({
        graph: {
          ...GRAPH,
          wires: [...GRAPH.wires, { from: { node: 'dropout', port: 'output' }, to: { node: 'dense', port: 'input' } }],
        },
      }),
      'cannot be trained',
    ));
  it('with an unknown node type', () =>
    refused(
      tableProject({ graph: { ...GRAPH, nodes: { ...GRAPH.nodes, dense: { kind: 'Hologram', title: null, params: {} } } } }),
      'Hologram',
    ));
  it('where it would not fit into memory, with the figures', () =>
    refused(
      tableProject({
        // 60,000 × 60,000 weights.
        graph: { ...GRAPH, nodes: { ...GRAPH.nodes, dense: huge, dropout: huge } },
      }),
      'of memory',
    ));
  it('with a weight for a class that the data does not have', () => {
    const project = tableProject({});
    const training = { ...project.training, class_weight: { purple: 2 } };
    return refused({ ...project, training }, 'name “purple”, which is not a class of the data');
  });
  it('with every weight frozen', () => {
    const nodes = Object.entries(GRAPH.nodes).map(([id, node]) => {
      const frozen = NODES[node.kind]?.weights ? { trainable: false } : {};
      return [id, { ...node, params: { ...node.params, ...frozen } }] as const;
    });
    return refused(tableProject({ graph: { ...GRAPH, nodes: Object.fromEntries(nodes) } }), 'nothing to train: all weights are frozen');
  });
  it('with one class only', async () => {
    const projectId = await d.openProject();
    await writeFile(path.join(d.folder, 'colours.csv'), tableText().replaceAll(/red|green/g, 'blue'));
    await expect(d.w.call('runs.start', { projectId, training: null })).rejects.toThrow('only one class, “blue”');
    await expect(readdir(path.join(d.folder, 'p.runs'))).rejects.toThrow();
  });
  it('when the data has gone', async () => {
    const projectId = await d.openProject();
    await rm(path.join(d.folder, 'colours.csv'));
    await expect(d.w.call('runs.start', { projectId, training: null })).rejects.toThrow('colours.csv');
  });
});
