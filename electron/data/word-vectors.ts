import { createReadStream } from 'node:fs';
import { StudioError } from '../../shared/studio-error';
import { cannotRead } from './cannot-read';

/** No line of vectors is longer: a file without line ends would fill the memory. */
const LONGEST_LINE = 1_000_000;

/** Lines of a text file, read piece by piece. Only `\n` ends one: words may hold other separators of Unicode. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let rest = '';
  try {
    for await (const chunk of stream) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw notVectors(path, 1, 'a line of a word and its numbers', 'one line without an end');
      yield* lines;
    }
  } catch (error) {
    throw cannotRead(error, path, 'the word vectors');
  } finally {
    stream.destroy();
  }
  if (rest !== '') yield rest;
}

function notVectors(path: string, line: number, expected: string, received: string): StudioError {
  return new StudioError(`The vectors cannot be read: line ${line.toLocaleString('en')} of ${path} is not as it should be.`, {
    expected,
    received: received.length > 120 ? `${received.slice(0, 120)}…` : received,
    advice:
      'Choose a file in GloVe’s text format: a word and its numbers a line, separated by spaces. word2vec’s text format will do as well.',
  });
}

/** word2vec's first line: how many words, how many numbers each. */
function headerOf(line: string): { readonly words: number; readonly width: number } | null {
  const [, words, width] = /^(\d+)[ \t](\d+)\s*$/.exec(line) ?? [];
  return words === undefined || width === undefined ? null : { words: Number(words), width: Number(width) };
}

const fieldsOf = (line: string): string[] => line.replace(/[ \t\r]+$/, '').split(/[ \t]/);

const isNumber = (field: string | undefined): boolean => field !== undefined && field !== '' && Number.isFinite(Number(field));

/** How wide the vectors of a file are: a look at its first lines. Rejects with a StudioError. */
export async function vectorFacts(path: string): Promise<{ readonly width: number }> {
  let line = 0;
  for await (const text of linesOf(path)) {
    line++;
    const header = line === 1 ? headerOf(text) : null;
    if (header) return { width: header.width };
    const fields = fieldsOf(text);
    if (fields.length < 2 || !fields.slice(1).every(isNumber)) throw notVectors(path, line, 'a word and its numbers', text);
    return { width: fields.length - 1 };
  }
  throw notVectors(path, 1, 'a word and its numbers', 'an empty file');
}

/**
 * Reads the vectors of some words out of a file of any size, line by line. Of a word that stands there twice, the first
 * counts. Rejects with a StudioError that names the line.
 *
 * @param wanted row by word
 * @param width numbers a vector
 * @param take told each row once
 * @returns how many of the words have a vector
 */
export async function readWordVectors(
  path: string,
  wanted: ReadonlyMap<string, number>,
  width: number,
  take: (row: number, vector: Float32Array) => void,
): Promise<number> {
  const found = new Set<number>();
  let line = 0;
  for await (const text of linesOf(path)) {
    line++;
    if (text === '' || text === '\r') continue;
    const header = line === 1 ? headerOf(text) : null;
    if (header) {
      if (header.width !== width) throw notVectors(path, line, `vectors of ${width} numbers`, `${header.width}`);
      continue;
    }
    const fields = fieldsOf(text);
    // Some words of GloVe's hold spaces: the numbers are what stands at the end.
    const places = fields.length - width;
    if (places < 1) throw notVectors(path, line, `a word and ${width} numbers`, text);
    const row = wanted.get(fields.slice(0, places).join(' '));
    if (row === undefined || found.has(row)) {
      // Too many numbers would make a word of some of them, and be overlooked.
      if (places > 1 && fields.slice(1, places).every(isNumber)) throw notVectors(path, line, `a word and ${width} numbers`, text);
      continue;
    }
    const vector = Float32Array.from(fields.slice(places), Number);
    if (!fields.slice(places).every(isNumber)) throw notVectors(path, line, `a word and ${width} numbers`, text);
    found.add(row);
    take(row, vector);
  }
  return found.size;
}
