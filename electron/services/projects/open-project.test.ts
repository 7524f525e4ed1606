import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { blankProject } from '../../../shared/project/blank-project';
import type { Project } from '../../../shared/project/schema';
import { renaming, temporaryFolder } from '../../core.test-data';
import { Journal, replayJournal } from './journal';
import { OpenProject, type ProjectJournal } from './open-project';

let folder = '';
let remove = async () => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

const full = () => Promise.reject(Object.assign(new Error('ENOSPC: made by a test'), { code: 'ENOSPC' }));

/** A project whose journal can be told that the disk is full. */
async function withDisk() {
  const file = path.join(folder, 'j.jsonl');
  const project = blankProject('0');
  const journal = await Journal.create(file, { file: null, hash: null, created: new Date().toISOString(), project });
  const disk = { full: false };
  const guarded: ProjectJournal = {
    path: file,
    append: async (line) => {
      if (!disk.full) return journal.append(line);
      // What a full disk leaves: half a line.
      await appendFile(file, '{"move":"edit","at":"20');
      return full();
    },
    appendState: (state) => (disk.full ? full() : journal.appendState(state)),
    close: () => journal.close(),
    remove: () => journal.remove(),
  };
  const start = { id: 'p', project, file: null, diskHash: null, sealed: null, holder: 'w', lock: null, journal: guarded };
  return { open: new OpenProject(start), disk, file, journal };
}

it('an edit that the disk does not take is said, and lost neither from the project nor, later, from the journal', async () => {
  const { open, disk, file, journal } = await withDisk();
  await open.apply('w', 0, 'edit', renaming('0', '1'));
  disk.full = true;
  await expect(open.apply('w', 1, 'edit', renaming('1', '2'))).rejects.toThrow('the disk is full');
  await expect(open.apply('w', 2, 'edit', renaming('2', '3'))).rejects.toThrow('the disk is full');
  expect(open.project.name).toBe('3');
  // What lies on the disk is still the last state that it took.
  expect((await replayJournal(file))?.history.document.name).toBe('1');
  disk.full = false;
  await open.apply('w', 3, 'edit', renaming('3', '4'));
  await open.apply('w', 4, 'undo', renaming('3', '4'));
  const replayed = await replayJournal(file);
  expect(replayed?.history).toEqual(open.history);
  expect(replayed?.history.document.name).toBe('3');
  await journal.close();
});

it('a journal knows which steps the file has', async () => {
  const { open, file, journal } = await withDisk();
  await open.apply('w', 0, 'edit', renaming('0', '1'));
  const top = open.history.past.at(-1) ?? null;
  await open.apply('w', 1, 'edit', renaming('1', '2'));
  await open.markSaved('/somewhere/x.attention.json', 'hash', top);
  expect(open.unsaved).toBe(true);
  const replayed = await replayJournal(file);
  expect(replayed).toMatchObject({ file: '/somewhere/x.attention.json', diskHash: 'hash' });
  expect(replayed?.savedTop).toBe(replayed?.history.past[0]);
  await journal.close();
});

it('a journal that is cut anywhere replays to a state that was, and never throws', async () => {
  const { open, file, journal } = await withDisk();
  for (let i = 0; i < 6; i++) await open.apply('w', i, 'edit', renaming(String(i), String(i + 1)));
  await open.apply('w', 6, 'undo', renaming('5', '6'));
  await journal.close();
  const bytes = await readFile(file);
  const cut = path.join(folder, 'cut.jsonl');
  for (let at = 0; at <= bytes.length; at += 7) {
    await writeFile(cut, bytes.subarray(0, at));
    const replayed = await replayJournal(cut);
    if (replayed) expect(['0', '1', '2', '3', '4', '5', '6']).toContain(replayed.history.document.name);
  }
});

it('a journal with a hostile line stops before it', async () => {
  const { open, file, journal } = await withDisk();
  await open.apply('w', 0, 'edit', renaming('0', '1'));
  await journal.close();
  await appendFile(
    file,
    '{"move":"edit","at":"x","entry":{"label":"x","patches":[{"op":"add","path":["__proto__","polluted"],"value":1}],"inverse":[]}}\n',
  );
  expect((await replayJournal(file))?.history.document.name).toBe('1');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('a journal of version 1 of the project format is lifted, line by line', async () => {
  const { open, file, journal } = await withDisk();
  await open.apply('w', 0, 'edit', renaming('0', '1'));
  await open.begin();
  await open.apply('w', 1, 'edit', renaming('1', '2'));
  await journal.close();
  // As the version before wrote it.
  const older = (project: Project) => {
    const {
      loss_weights: _l,
      gradient_accumulation_steps: _g,
      step: _s,
      xla: _x,
      precision: _p,
      threads: _t,
      use_ema: _e,
      ema_momentum: _m,
      ema_overwrite_frequency: _f,
      ...training
    } = project.training;
    return { ...project, version: 1, training };
  };
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  const before = lines.map((line) => {
    const value = JSON.parse(line) as { project?: Project };
    return JSON.stringify(value.project ? { ...value, project: older(value.project) } : value);
  });
  await writeFile(file, `${before.join('\n')}\n`);
  expect((await replayJournal(file))?.history).toEqual(open.history);
});
