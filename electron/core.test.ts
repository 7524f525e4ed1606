import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blankProject } from '../shared/project/blank-project';
import { writeProject } from '../shared/project/write-project';
import { renaming, type TestCore, temporaryFolder, testCore } from './core.test-data';

let folder = '';
let remove = async () => {};
let t: TestCore;
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  t = testCore(path.join(folder, 'data'));
});
afterEach(async () => {
  await t.core.close();
  await remove();
});

async function written(name: string, project = blankProject('On disk')): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, writeProject(project));
  return file;
}

describe('the contract', () => {
  it('answers unknown calls, wrong inputs and names of JavaScript with an error, not an exception', async () => {
    for (const name of ['nope', 'constructor', '__proto__', 'toString', '']) {
      expect(await t.core.call('w', name, {})).toMatchObject({ ok: false });
    }
    for (const input of [null, 1, 'x', [], { extra: 1 }, { projectId: 5 }]) {
      expect(await t.core.call('w', 'projects.reopen', input)).toMatchObject({ ok: false });
    }
    expect(await t.core.call('w', 'projects.open', { path: 'x'.repeat(5000) })).toMatchObject({ ok: false });
  });

  it('gives a general sentence and a line in the log for what is our fault', async () => {
    const broken = testCore(path.join(folder, 'other'), { resources: path.join(folder, 'no resources') });
    const answer = await broken.core.call('w', 'projects.templates', {});
    expect(answer).toMatchObject({ ok: false, error: { message: 'Something went wrong inside Attention Studio.' } });
    expect(broken.logged[0]).toContain('projects.templates');
    await broken.core.close();
  });

  it('opens every template', async () => {
    const w = t.window('w');
    const templates = await w.call('projects.templates', {});
    expect(templates.map((info) => info.id)).toEqual(expect.arrayContaining(['digits', 'sentiment', 'table']));
    for (const { id } of templates) {
      const handle = await w.call('projects.fromTemplate', { id });
      expect(handle).toMatchObject({ file: null, readOnly: null, unsaved: false });
      expect(Object.keys(handle.project.graph.nodes).length).toBeGreaterThan(3);
    }
    await expect(w.call('projects.fromTemplate', { id: '../digits' })).rejects.toThrow('no template');
    const published = await w.call('projects.published', {});
    expect(published.map(({ id }) => id)).toContain('vit-tiny');
    const drawn = await w.call('projects.fromPublished', { id: 'resnet-18' });
    expect(drawn).toMatchObject({ file: null, project: { name: 'ResNet-18', data: null } });
    await expect(w.call('projects.fromPublished', { id: '../templates/digits' })).rejects.toThrow('no published model');
  });
});

describe('a project', () => {
  it('follows edits, undo and redo, and is saved as it stands', async () => {
    const w = t.window('w');
    const { projectId, project } = await w.call('projects.blank', {});
    const entry = renaming(project.name, 'Second');
    const patch = (revision: number, kind: 'edit' | 'undo' | 'redo', e = entry) =>
      w.call('projects.patch', { projectId, revision, kind, entry: e });
    await patch(0, 'edit');
    await patch(1, 'edit', renaming('Second', 'Third'));
    await patch(2, 'undo', renaming('Second', 'Third'));
    const file = path.join(folder, 'a project');
    expect(await w.call('projects.save', { projectId, path: file })).toEqual({ file: `${file}.attention.json` });
    expect(JSON.parse(await readFile(`${file}.attention.json`, 'utf8'))).toMatchObject({ name: 'Second' });
    const again = await w.call('projects.reopen', { projectId });
    expect(again).toMatchObject({ unsaved: false, file: `${file}.attention.json` });
    expect(again.past.map((e) => e.label)).toEqual(['Rename to Second']);
    expect(again.future.map((e) => e.label)).toEqual(['Rename to Third']);
  });

  it('takes an edit once that comes twice, and refuses one out of step', async () => {
    const w = t.window('w');
    const { projectId, project } = await w.call('projects.blank', {});
    const first = { projectId, revision: 0, kind: 'edit' as const, entry: renaming(project.name, 'x') };
    await w.call('projects.patch', first);
    await w.call('projects.patch', first);
    expect((await w.call('projects.reopen', { projectId })).past).toHaveLength(1);
    await expect(w.call('projects.patch', { ...first, revision: 5 })).rejects.toThrow('out of step');
    await expect(w.call('projects.patch', { ...first, revision: 0, kind: 'redo' })).rejects.toThrow('out of step');
  });

  it('refuses edits that would damage it or reach into JavaScript, and stays whole', async () => {
    const w = t.window('w');
    const { projectId, project } = await w.call('projects.blank', {});
    const edit = (patches: object[]) =>
      t.core.call('w', 'projects.patch', { projectId, revision: 0, kind: 'edit', entry: { label: 'x', patches, inverse: [] } });
    expect(await edit([{ op: 'replace', path: ['graph'], value: 'gone' }])).toMatchObject({ ok: false });
    expect(await edit([{ op: 'add', path: ['__proto__', 'polluted'], value: 1 }])).toMatchObject({ ok: false });
    expect(
      await edit([{ op: 'add', path: ['graph', 'nodes', 'constructor'], value: { kind: 'Dense', title: null, params: {} } }]),
    ).toMatchObject({ ok: false });
    const hidden = JSON.parse('{"op":"replace","path":["notes"],"value":{"__proto__":{"polluted":1}}}') as object;
    expect(await edit([hidden])).toMatchObject({ ok: false });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await w.call('projects.reopen', { projectId })).project).toEqual(project);
  });

  it('keeps its data beside it when it is saved elsewhere', async () => {
    const w = t.window('w');
    const data = {
      path: 'pictures',
      read: { reader: 'image-folder' as const },
      split: { validation: 0.1, test: 0.1, seed: 1 },
      fingerprint: null,
      facts: null,
    };
    const file = await written('a.attention.json', { ...blankProject('x'), data });
    const { projectId, project } = await w.call('projects.open', { path: file });
    expect(project.data?.path).toBe(path.join(folder, 'pictures'));
    await mkdir(path.join(folder, 'deep', 'er'), { recursive: true });
    const { file: moved } = await w.call('projects.save', { projectId, path: path.join(folder, 'deep', 'er', 'b.attention.json') });
    expect(JSON.parse(await readFile(moved, 'utf8'))).toMatchObject({ data: { path: '../../pictures' } });
  });

  it('says why it cannot be opened', async () => {
    const w = t.window('w');
    await writeFile(path.join(folder, 'bad.json'), 'PK');
    await expect(w.call('projects.open', { path: path.join(folder, 'bad.json') })).rejects.toThrow('not valid JSON');
    await expect(w.call('projects.open', { path: path.join(folder, 'none.json') })).rejects.toThrow('not there');
    await expect(w.call('projects.open', { path: folder })).rejects.toThrow('folder');
    expect(await w.call('projects.recent', {})).toEqual([]);
  });

  it('is remembered among the recent ones, with those that are gone marked', async () => {
    const w = t.window('w');
    const file = await written('a.attention.json');
    const { projectId } = await w.call('projects.open', { path: file });
    await w.call('projects.close', { projectId });
    expect(await w.call('projects.recent', {})).toMatchObject([{ file, name: 'On disk', missing: false }]);
    await w.call('projects.forget', { file });
    expect(await w.call('projects.recent', {})).toEqual([]);
  });
});

describe('a place that cannot be written', () => {
  it('is said before anything is lost', async () => {
    const w = t.window('w');
    const { projectId } = await w.call('projects.blank', {});
    await expect(w.call('projects.save', { projectId, path: path.join(folder, 'no', 'such', 'a') })).rejects.toThrow('no folder');
    await expect(w.call('projects.save', { projectId, path: null })).rejects.toThrow('no file yet');
    expect((await w.call('projects.reopen', { projectId })).file).toBeNull();
  });

  it.skipIf(process.getuid?.() === 0)('opens a protected file read-only', async () => {
    const w = t.window('w');
    const file = await written('a.attention.json');
    await chmod(file, 0o444);
    expect((await w.call('projects.open', { path: file })).readOnly).toContain('permission');
  });
});

describe('two windows', () => {
  it('on one project: the second reads only, and changes nothing', async () => {
    const file = await written('a.attention.json');
    const [first, second] = [t.window('1'), t.window('2')];
    const one = await first.call('projects.open', { path: file });
    const two = await second.call('projects.open', { path: file });
    expect(one.readOnly).toBeNull();
    expect(two.readOnly).toContain('another window');
    const patch = { projectId: two.projectId, revision: 0, kind: 'edit' as const, entry: renaming('On disk', 'x') };
    await expect(second.call('projects.patch', patch)).rejects.toThrow('cannot be changed');
    await expect(second.call('projects.save', { projectId: two.projectId, path: null })).rejects.toThrow('cannot be saved');
    const copy = path.join(folder, 'copy.attention.json');
    expect(await second.call('projects.save', { projectId: two.projectId, path: copy })).toEqual({ file: copy });
    expect((await first.call('projects.reopen', { projectId: one.projectId })).file).toBe(file);
    await second.call('projects.close', { projectId: two.projectId });
    await first.call('projects.patch', patch);
    first.leave();
    expect((await second.call('projects.open', { path: file })).readOnly).toBeNull();
  });

  it('of two programs: the second reads only until the first lets go', async () => {
    const other = testCore(t.userData);
    const file = await written('a.attention.json');
    const one = await t.window('1').call('projects.open', { path: file });
    const w = other.window('2');
    const two = await w.call('projects.open', { path: file });
    // Both programs of this test are one process; the lock tells them apart by who holds it.
    expect(two.readOnly).toContain(`process ${process.pid}`);
    await w.call('projects.close', { projectId: two.projectId });
    await t.window('1').call('projects.close', { projectId: one.projectId });
    expect((await w.call('projects.open', { path: file })).readOnly).toBeNull();
    await other.core.close();
  });

  it('that reload take up their project with its history', async () => {
    const w = t.window('1');
    const { projectId, project } = await w.call('projects.blank', {});
    await w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: renaming(project.name, 'x') });
    w.leave();
    const reloaded = t.window('1 again');
    const handle = await reloaded.call('projects.reopen', { projectId });
    expect(handle).toMatchObject({ readOnly: null, unsaved: true });
    expect(handle.past).toHaveLength(1);
    await reloaded.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: renaming('x', 'y') });
  });
});

describe('a file that another program changed', () => {
  it('is not written over without being asked', async () => {
    const w = t.window('w');
    const file = await written('a.attention.json');
    const { projectId } = await w.call('projects.open', { path: file });
    await w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: renaming('On disk', 'Mine') });
    await written('a.attention.json', blankProject('Theirs'));
    await expect(w.call('projects.save', { projectId, path: null })).rejects.toThrow('Another program');
    expect(await readFile(file, 'utf8')).toContain('Theirs');
    await w.call('projects.save', { projectId, path: file });
    expect(await readFile(file, 'utf8')).toContain('Mine');
  });
});

describe('recovery', () => {
  it('brings back unsaved edits with their undo history after the program is gone', async () => {
    const w = t.window('w');
    const file = await written('a.attention.json');
    const { projectId } = await w.call('projects.open', { path: file });
    const patch = (revision: number, from: string, to: string) =>
      w.call('projects.patch', { projectId, revision, kind: 'edit', entry: renaming(from, to) });
    await patch(0, 'On disk', 'One');
    await w.call('projects.save', { projectId, path: null });
    await patch(1, 'One', 'Two');
    await patch(2, 'Two', 'Three');
    await t.core.close();
    // A torn last line, as a crash in the middle of a write leaves it.
    const journal = path.join(t.userData, 'journals', `${projectId}.jsonl`);
    await writeFile(journal, `${await readFile(journal, 'utf8')}{"move":"edit","at":"2026`);

    t = testCore(t.userData);
    const again = t.window('w');
    const [found, ...more] = await again.call('projects.recoverable', {});
    expect(more).toEqual([]);
    expect(found).toMatchObject({ name: 'a', file, steps: 2 });
    const handle = await again.call('projects.recover', { journalId: projectId });
    expect(handle).toMatchObject({ file, unsaved: true, readOnly: null, project: { name: 'Three' } });
    expect(handle.past.map((e) => e.label)).toEqual(['Rename to One', 'Rename to Two', 'Rename to Three']);
    expect(await readFile(file, 'utf8')).toContain('One');
    // It goes on, and a second crash loses nothing either.
    await again.call('projects.patch', { projectId, revision: 0, kind: 'undo', entry: renaming('Two', 'Three') });
    await t.core.close();
    t = testCore(t.userData);
    const third = await t.window('w').call('projects.recover', { journalId: projectId });
    expect(third.project.name).toBe('Two');
    expect(third.future).toHaveLength(1);
  });

  it('offers nothing where nothing was lost, and forgets what is discarded', async () => {
    const w = t.window('w');
    const one = await w.call('projects.blank', {});
    const two = await w.call('projects.blank', {});
    await w.call('projects.patch', { projectId: two.projectId, revision: 0, kind: 'edit', entry: renaming('Untitled', 'x') });
    expect(await w.call('projects.recoverable', {})).toEqual([]);
    await w.call('projects.close', { projectId: one.projectId });
    await w.call('projects.close', { projectId: two.projectId });
    const found = await w.call('projects.recoverable', {});
    expect(found.map((f) => f.journalId)).toEqual([two.projectId]);
    await w.call('projects.discard', { journalId: two.projectId });
    expect(await w.call('projects.recoverable', {})).toEqual([]);
    await expect(w.call('projects.recover', { journalId: two.projectId })).rejects.toThrow('nothing to recover');
    await w.call('projects.discard', { journalId: '../../x' });
  });
});

describe('folders', () => {
  it('are listed with what is in them, without hidden files', async () => {
    const w = t.window('w');
    await mkdir(path.join(folder, 'list', 'inner'), { recursive: true });
    await writeFile(path.join(folder, 'list', 'b.csv'), 'a,b');
    await writeFile(path.join(folder, 'list', '.secret'), '');
    const { entries, parent } = await w.call('files.list', { folder: path.join(folder, 'list') });
    expect(entries.map((e) => [e.name, e.kind, e.bytes])).toEqual([
      ['b.csv', 'file', 3],
      ['inner', 'folder', 0],
    ]);
    expect(parent).toBe(folder);
    await expect(w.call('files.list', { folder: path.join(folder, 'none') })).rejects.toThrow('not there');
  });

  it('are shown by the system only when they are there', async () => {
    const shown: string[] = [];
    const other = testCore(path.join(folder, 'other'), { reveal: async (file) => void shown.push(file) });
    const w = other.window('w');
    await expect(w.call('files.reveal', { path: 'https://evil.example/x' })).rejects.toThrow('not there');
    await w.call('files.reveal', { path: folder });
    expect(shown).toEqual([folder]);
    await other.core.close();
  });
});
