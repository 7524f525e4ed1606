import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SampleView } from '../../shared/dataset';
import type { DataFacts } from '../../shared/graph/facts';
import type { OwnInput } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import type { OwnSample, Picture, RawSample, ReadOwnInput } from './dataset';
import { decodeImage } from './image/decode-image';
import { imageContent } from './image/image-content';
import { isMissing, readNumber } from './records/delimited';
import { detectEncoding, encodingNamed } from './records/encoding';
import { cellOf, parseObject, sniff } from './records/sniff';

type Row = { readonly [column: string]: number | string };

const LARGEST_PICTURE_FILE = 256 * 2 ** 20;
const LARGEST_TEXT = 2 ** 20;

/** Reads what the user brings to try a model: a file, a drawing, a sentence or a row, whichever the model takes. */
export const readOwnInput: ReadOwnInput = async (input, read, facts) => {
  const wanted = facts.input;
  switch (wanted.kind) {
    case 'image': {
      const raw = await ownPicture(input);
      return own(raw, await imageContent(raw));
    }
    case 'text': {
      const text = input.kind === 'text' ? input.text : input.kind === 'file' ? await textFile(input.path) : null;
      if (text === null) throw mismatch('a text', input);
      return own({ kind: 'text', text }, { kind: 'text', text });
    }
    case 'table': {
      const delimiter = read.reader === 'table' ? read.delimiter : ',';
      const row =
        input.kind === 'row'
          ? input.values
          : input.kind === 'file'
            ? await firstRow(input.path)
            : input.kind === 'text'
              ? jsonRow(input.text)
              : null;
      if (row === null) throw mismatch('a row of a table', input);
      const features = read.reader === 'table' ? read.features : Object.keys(row);
      const values = features.map((name) => row[name] ?? '');
      return own(rowSample(row, features, delimiter, facts), { kind: 'table', columns: features, values });
    }
  }
};

function own(raw: RawSample, content: SampleView['content']): OwnSample {
  return { raw, view: { index: null, split: null, label: null, content } };
}

function mismatch(expected: string, input: OwnInput): StudioError {
  const received = { file: 'a file', image: 'a picture', text: 'a text', row: 'a row of a table' }[input.kind];
  return new StudioError('The model takes another kind of input.', { expected, received });
}

async function ownPicture(input: OwnInput): Promise<Picture> {
  if (input.kind === 'image') return decodeImage(Buffer.from(input.png, 'base64'), 'The picture');
  if (input.kind !== 'file') throw mismatch('a picture', input);
  await refuseLarge(input.path, LARGEST_PICTURE_FILE);
  return decodeImage(await readFile(input.path), basename(input.path));
}

async function refuseLarge(path: string, limit: number): Promise<void> {
  const info = await stat(path).catch((error: unknown) => {
    throw new StudioError(`${path} cannot be read.`, { received: error instanceof Error ? error.message : String(error) });
  });
  if (!info.isFile()) throw new StudioError(`${path} is not a file.`);
  if (info.size > limit) {
    throw new StudioError(`${basename(path)} is too large.`, {
      expected: `up to ${limit / 2 ** 20} MB`,
      received: `${Math.round(info.size / 2 ** 20)} MB`,
    });
  }
}

async function textFile(path: string): Promise<string> {
  await refuseLarge(path, LARGEST_TEXT);
  const handle = await open(path, 'r');
  try {
    const bytes = await handle.readFile();
    const encoding = encodingNamed(detectEncoding(bytes, true), bytes);
    return encoding.decode(bytes.subarray(encoding.mark)).trim();
  } finally {
    await handle.close();
  }
}

/** The first row of a CSV file with a header, or a JSON object. */
async function firstRow(path: string): Promise<Row> {
  await refuseLarge(path, LARGEST_TEXT);
  const json = jsonRow((await readFile(path, 'utf8')).trim());
  if (json) return json;
  const { names, rows, header } = await sniff(path);
  const [row] = rows;
  if (!row || (!header && rows.length > 1)) {
    throw new StudioError(`${basename(path)} holds no row that can be read.`, {
      expected: 'a header and a row beneath it, or a JSON object',
    });
  }
  return Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']));
}

function jsonRow(text: string): Row | null {
  const object = parseObject(text);
  return object && Object.fromEntries([...object].map(([name, value]) => [name, typeof value === 'number' ? value : cellOf(value)]));
}

/** Numbers by expanded column; a feature that is not given counts as missing, unless none is given at all. */
function rowSample(row: Row, features: readonly string[], delimiter: string, facts: DataFacts): RawSample {
  const columns = facts.input.kind === 'table' ? facts.input.columns : [];
  const given = new Map(Object.entries(row));
  if (!features.some((name) => given.has(name))) {
    throw new StudioError('The row has none of the columns that the model takes.', {
      expected: features.slice(0, 20).join(', '),
      received: [...given.keys()].slice(0, 20).join(', ') || 'none',
    });
  }
  const values = columns.map((column) => {
    const feature = features.includes(column) ? column : features.find((name) => column.startsWith(`${name}=`));
    const value = feature === undefined ? undefined : given.get(feature);
    if (feature !== undefined && feature !== column) return String(value ?? '').trim() === column.slice(feature.length + 1) ? 1 : 0;
    if (value === undefined || value === '' || (typeof value === 'string' && isMissing(value))) return Number.NaN;
    const number = typeof value === 'number' ? value : readNumber(value, delimiter);
    if (number === null || !Number.isFinite(number)) {
      throw new StudioError(`“${column}” is not a number.`, { expected: 'a number, or nothing', received: String(value) });
    }
    return number;
  });
  return { kind: 'table', values: Float64Array.from(values) };
}
