// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectHandle } from '../../shared/contract';
import { PROJECT_VERSION } from '../../shared/project/schema';
import { DEFAULT_TRAINING } from '../../shared/training';
import { currentProject, edit, isUnsaved, openHandle, redo, reopenLast, saveTo, undo, useDocument } from './document';
import { settled } from './journal';

const call = vi.hoisted(() => vi.fn());
vi.mock('../app/connect', () => ({ studio: () => ({ call }), asStudioError: (error: unknown) => error }));

const handle: ProjectHandle = {
  projectId: 'p1',
  project: {
    format: 'attention-studio',
    version: PROJECT_VERSION,
    name: 'Digits',
    notes: '',
    graph: { nodes: {}, wires: [] },
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

const rename = (name: string) =>
  edit(`Rename to ${name}`, (draft) => {
    draft.name = name;
  });
const patches = () => call.mock.calls.filter(([name]) => name === 'projects.patch').map(([, input]) => input);
const unsaved = () => {
  const { open } = useDocument.getState();
  return open !== null && isUnsaved(open);
};

beforeEach(() => {
  call.mockReset();
  call.mockResolvedValue({});
  sessionStorage.clear();
  openHandle(handle);
});

describe('the open document', () => {
  it('journals every move in its order, with revisions from 0', async () => {
    rename('A');
    rename('B');
    expect(undo()).toBe('Rename to B');
    expect(redo()).toBe('Rename to B');
    await settled();
    expect(patches().map((p) => [p.revision, p.kind, p.entry.label])).toEqual([
      [0, 'edit', 'Rename to A'],
      [1, 'edit', 'Rename to B'],
      [2, 'undo', 'Rename to B'],
      [3, 'redo', 'Rename to B'],
    ]);
    expect(currentProject()?.name).toBe('B');
  });

  it('waits for each answer before the next is sent', async () => {
    let answer: (value: object) => void = () => {};
    call.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    rename('A');
    rename('B');
    await Promise.resolve();
    expect(patches()).toHaveLength(1);
    answer({});
    await settled();
    expect(patches()).toHaveLength(2);
  });

  it('an edit that changes nothing is no step', async () => {
    rename('Digits');
    await settled();
    expect(patches()).toEqual([]);
    expect(undo()).toBeNull();
  });

  it('is saved again once undone to where it was saved', async () => {
    expect(unsaved()).toBe(false);
    rename('A');
    expect(unsaved()).toBe(true);
    call.mockResolvedValue({ file: '/a.attention.json' });
    await saveTo('/a.attention.json');
    expect(unsaved()).toBe(false);
    expect(useDocument.getState().open?.file).toBe('/a.attention.json');
    rename('B');
    expect(unsaved()).toBe(true);
    undo();
    expect(unsaved()).toBe(false);
    undo();
    expect(unsaved()).toBe(true);
  });

  it('a read-only project stays as it is', async () => {
    openHandle({ ...handle, readOnly: 'It is of a newer version.' });
    rename('A');
    await settled();
    expect(currentProject()?.name).toBe('Digits');
    expect(patches()).toEqual([]);
  });

  it('is taken up again after a reload', async () => {
    useDocument.setState({ open: null });
    call.mockResolvedValue({ ...handle, project: { ...handle.project, name: 'Recovered' } });
    await reopenLast();
    expect(call).toHaveBeenCalledWith('projects.reopen', { projectId: 'p1' });
    expect(currentProject()?.name).toBe('Recovered');
  });

  it('a project that the core no longer has leads to the start screen', async () => {
    useDocument.setState({ open: null });
    call.mockRejectedValue({ message: 'This project is not open.', expected: null, received: null, advice: null });
    await reopenLast();
    expect(useDocument.getState().open).toBeNull();
    expect(sessionStorage.getItem('project')).toBeNull();
  });
});
