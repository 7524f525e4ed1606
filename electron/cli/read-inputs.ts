import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { DataFacts } from '../../shared/graph/facts';
import type { FeedKind } from '../../shared/graph/feeds/kinds';
import type { Json } from '../../shared/json';
import type { OwnInput } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { partsOfRow } from '../data/own/parts-of-row';
import type { RunFile } from '../worker/run-file';

/** An input as it was named, for the answer's `input`, and as the worker takes it. */
export interface NamedInput {
  readonly name: Json;
  readonly input: OwnInput;
}

const row = z.record(z.string(), z.union([z.number(), z.string()]));
/** Of several inputs one may be a list of ids. */
const parts = z.record(z.string(), z.union([z.number(), z.string(), z.array(z.int())]));

/** What the model reads: the one kind of input that it has, or several by name. */
type Takes = { readonly kind: FeedKind } | { readonly kind: 'several'; readonly facts: DataFacts };

const KINDS = {
  text: 'text',
  table: 'table',
  'image-folder': 'image',
  'audio-folder': 'audio',
  idx: 'image',
  voc: 'image',
  records: 'table',
} as const;

function takenBy(run: RunFile): Takes {
  const { facts, read } = run.data;
  const [only, ...others] = Object.values(facts?.inputs ?? {});
  if (facts && others.length > 0) return { kind: 'several', facts };
  return { kind: only?.kind ?? KINDS[read.reader] };
}

const EXPECTED = {
  text: 'an object with one text',
  ids: 'an object with one sequence of ids',
  image: 'an object with the path of one picture',
  audio: 'an object with the path of one WAV file',
} as const;

function mustRead<T>(schema: z.ZodType<T>, value: unknown, line: number, expected: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new StudioError(`Line ${line} of standard input is not an object of numbers and texts.`, {
    expected,
    received: JSON.stringify(value).slice(0, 100),
  });
}

/** One JSON object: of standard input, or as an argument. */
function fromObject(value: unknown, run: RunFile, takes: Takes, line: number): NamedInput {
  if (takes.kind === 'several') {
    const given = mustRead(
      parts,
      value,
      line,
      `{ ${Object.keys(takes.facts.inputs)
        .map((name) => `"${name}": …`)
        .join(', ')} }`,
    );
    const cells = Object.fromEntries(
      Object.entries(given).map(([name, cell]) => [name, Array.isArray(cell) ? JSON.stringify(cell) : cell]),
    );
    return { name: given, input: partsOfRow(cells, run.data.read, takes.facts, process.cwd()) };
  }
  const { kind } = takes;
  const given = mustRead(kind === 'ids' ? parts : row, value, line, '{ "name of the input": value }');
  if (kind === 'table') return { name: given, input: { kind: 'row', values: mustRead(row, value, line, '{ "column": value }') } };
  const [first, ...rest] = Object.values(given);
  const only = Array.isArray(first) ? JSON.stringify(first) : first;
  if (typeof only !== 'string' || rest.length > 0) {
    throw new StudioError(`Line ${line} of standard input does not fit this model.`, {
      expected: EXPECTED[kind],
      received: JSON.stringify(given).slice(0, 100),
    });
  }
  return {
    name: given,
    input: kind === 'image' || kind === 'audio' ? { kind: 'file', path: path.resolve(only) } : { kind: 'text', text: only },
  };
}

async function* fromStdin(run: RunFile, takes: Takes): AsyncGenerator<NamedInput> {
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
    yield fromObject(value, run, takes, line);
  }
}

async function isFile(given: string): Promise<boolean> {
  return stat(given).then(
    (s) => s.isFile(),
    () => false,
  );
}

/**
 * Inputs of the command line: a path to a file, the text itself where the model reads text or ids, `-` for JSON
 * lines on standard input, or the JSON of a row where it reads tables. Several inputs: the JSON of them by name, or a CSV
 * file with a header and a row beneath it.
 */
export async function* readInputs(run: RunFile, given: readonly string[]): AsyncGenerator<NamedInput> {
  const takes = takenBy(run);
  for (const text of given) {
    if (text === '-') yield* fromStdin(run, takes);
    else if ((takes.kind === 'text' || takes.kind === 'ids') && !(await isFile(text))) yield { name: text, input: { kind: 'text', text } };
    else if ((takes.kind === 'table' || takes.kind === 'several') && text.trimStart().startsWith('{')) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new StudioError('This row is not JSON.', { expected: '{ "column": value }', received: text.slice(0, 100) });
      }
      yield { name: text, input: fromObject(value, run, takes, 1).input };
    } else yield { name: text, input: { kind: 'file', path: path.resolve(text) } };
  }
}
