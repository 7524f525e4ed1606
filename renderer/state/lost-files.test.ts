// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectHandle } from '../../shared/contract';
import { PROJECT_VERSION } from '../../shared/project/schema';
import { StudioError } from '../../shared/studio-error';
import { DEFAULT_TRAINING } from '../../shared/training';
import { hindranceOf } from '../training/hindrance';
import { edit, openHandle } from './document';
import { applyFix } from './fix';
import { useReport } from './report';

const core = vi.hoisted(() => ({ there: new Set<string>(), asked: [] as string[] }));
vi.mock('../app/connect', () => ({
  studio: () => ({
    call: async (name: string, { path }: { path: string }) => {
      if (name !== 'files.describe') return {};
      core.asked.push(path);
      if (!core.there.has(path)) throw new StudioError(`${path} is not there.`, { expected: 'a file', received: 'none' });
      return { facts: {} };
    },
  }),
  asStudioError: (error: unknown) => error,
}));

const handleOf = (path: string): ProjectHandle => ({
  projectId: `p ${path}`,
  project: {
    format: 'attention-studio',
    version: PROJECT_VERSION,
    name: 'Words',
    notes: '',
    graph: {
      nodes: { words: { kind: 'Embedding', title: null, params: { output_dim: 50, vectors: { path, facts: { width: 50 } } } } },
      wires: [],
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
});

const fileProblem = () =>
  useReport
    .getState()
    .problems.get('words')
    ?.find(({ message }) => message.includes('is not there'));
const answered = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  core.there.clear();
  core.asked.length = 0;
});

describe('a file that a node names', () => {
  it('is a problem of the graph where it is gone, and training waits for it', async () => {
    openHandle(handleOf('/gone.txt'));
    await answered();
    expect(fileProblem()).toMatchObject({ node: 'words', severity: 'error', message: '/gone.txt is not there.', expected: 'a file' });
    expect(useReport.getState().report.problems).toContain(fileProblem());
    expect(hindranceOf(useReport.getState().report)).not.toBeNull();
  });

  it('is none where it is there', async () => {
    core.there.add('/here.txt');
    openHandle(handleOf('/here.txt'));
    await answered();
    expect(core.asked).toEqual(['/here.txt']);
    expect(fileProblem()).toBeUndefined();
  });

  it('is asked for once, however often the graph changes, and again when a person comes back to the window', async () => {
    openHandle(handleOf('/lost.txt'));
    edit('Set a size', (draft) => {
      Object.assign(draft.graph.nodes.words?.params ?? {}, { input_dim: 30 });
    });
    await answered();
    expect(core.asked).toEqual(['/lost.txt']);
    expect(fileProblem()).toBeDefined();
    core.there.add('/lost.txt');
    window.dispatchEvent(new Event('focus'));
    await answered();
    expect(fileProblem()).toBeUndefined();
  });

  it('can be done without, where words then start as always', async () => {
    openHandle(handleOf('/away.txt'));
    await answered();
    const fix = fileProblem()?.fix;
    if (!fix) throw new Error('no fix');
    applyFix(fix);
    expect(fileProblem()).toBeUndefined();
  });
});
