import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Json } from '../../shared/json';
import type { OwnInput } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import type { RunFile } from '../worker/run-file';

/** An input as it was named, for the answer's `input`, and as the worker takes it. */
export interface NamedInput {
  readonly name: Json;
  readonly input: OwnInput;
}

const row = z.record(z.string(), z.union([z.number(), z.string()]));

function kindOf(run: RunFile): 'image' | 'text' | 'table' {
  return run.data.facts?.input.kind ?? (run.data.read.reader === 'table' ? 'table' : run.data.read.reader === 'text' ? 'text' : 'image');
}

/** One JSON object of standard input. */
function fromObject(value: unknown, kind: 'image' | 'text' | 'table', line: number): NamedInput {
  const read = row.safeParse(value);
  if (!read.success) {
    throw new StudioError(`Line ${line} of standard input is not an object of numbers and texts.`, {
      expected: '{ "name of the input": value }',
      received: JSON.stringify(value).slice(0, 100),
    });
  }
  if (kind === 'table') return { name: read.data, input: { kind: 'row', values: read.data } };
  const [only, ...rest] = Object.values(read.data);
  if (typeof only !== 'string' || rest.length > 0) {
    throw new StudioError(`Line ${line} of standard input does not fit this model.`, {
      expected: kind === 'text' ? 'an object with one text' : 'an object with the path of one picture',
      received: JSON.stringify(read.data).slice(0, 100),
    });
  }
  return { name: read.data, input: kind === 'text' ? { kind: 'text', text: only } : { kind: 'file', path: path.resolve(only) } };
}

async function* fromStdin(kind: 'image' | 'text' | 'table'): AsyncGenerator<NamedInput> {
  let line = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new StudioError(`Line ${line} of standard input is not JSON.`, {
        expected: 'one JSON object a line',
        received: text.slice(0, 100),
      });
    }
    yield fromObject(value, kind, line);
  }
}

async function isFile(given: string): Promise<boolean> {
  return stat(given).then(
    (s) => s.isFile(),
    () => false,
  );
}

/**
 * Inputs of the command line: a path to a file, the text itself where the model reads text, `-` for JSON
 * lines on standard input, or the JSON of a row where it reads tables.
 */
export async function* readInputs(run: RunFile, given: readonly string[]): AsyncGenerator<NamedInput> {
  const kind = kindOf(run);
  for (const text of given) {
    if (text === '-') yield* fromStdin(kind);
    else if (kind === 'text' && !(await isFile(text))) yield { name: text, input: { kind: 'text', text } };
    else if (kind === 'table' && text.trimStart().startsWith('{')) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new StudioError('This row is not JSON.', { expected: '{ "column": value }', received: text.slice(0, 100) });
      }
      yield { name: text, input: fromObject(value, kind, 1).input };
    } else yield { name: text, input: { kind: 'file', path: path.resolve(text) } };
  }
}
