import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { blankProject } from '../../shared/project/blank-project';
import { graphSchema, type Project } from '../../shared/project/schema';
import { writeProject } from '../../shared/project/write-project';
import { DEFAULT_TRAINING } from '../../shared/training';
import { temporaryFolder } from '../core.test-data';
import { TABLE_GRAPH, tableText } from '../worker/run-folder.test-data';
import { cliBundle, type Ended, runCli } from './run-cli.test-data';

/** A small table and its project, on the JavaScript engine: no library is needed. */
export const project: Project = {
  ...blankProject('Colours'),
  graph: graphSchema.parse(TABLE_GRAPH),
  training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 3, batch_size: 8 },
  data: {
    path: 'colours.csv',
    read: {
      reader: 'table',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      features: ['a', 'b', 'c'],
      target: 'colour',
      task: 'classification',
    },
    split: { validation: 0.2, test: 0.2, seed: 1 },
    fingerprint: null,
    facts: null,
  },
};

export interface CliFolder {
  readonly entry: string;
  readonly folder: string;
  cli(...args: string[]): Promise<Ended>;
  /** Text as it is, anything else as JSON. */
  write(name: string, content: unknown): Promise<string>;
  remove(): Promise<void>;
}

/** A new folder with `p.attention.json` and its `colours.csv`, and the command line in it. */
export async function cliFolder(): Promise<CliFolder> {
  const entry = await cliBundle();
  const { folder, remove } = await temporaryFolder();
  const write = async (name: string, content: unknown) => {
    const file = path.join(folder, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  await write('colours.csv', tableText());
  await write('p.attention.json', writeProject(project));
  return { entry, folder, remove, write, cli: (...args) => runCli(entry, args, { cwd: folder }) };
}

/** One clear message on standard error, no stack, nothing for programs. */
export function expectRefusal(end: Ended, words: string | RegExp): void {
  expect(end.status).toBe(1);
  expect(end.err).toMatch(words);
  expect(end.err).not.toMatch(/\n\s+at /);
  expect(end.out).toBe('');
}
