import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { type FileStamp, fingerprint } from '../fingerprint';
import { leftOut, linesInWords } from '../in-words';
import { type ByteSource, openBytes } from './byte-source';
import { splitCells } from './delimited';
import { encodingNamed, type TextEncoding, UNREADABLE } from './encoding';
import { type RecordForm, scanRecords } from './scan-records';
import { cellOf, headerNames, parseObject } from './sniff';

export interface RecordFileForm {
  readonly format: 'delimited' | 'jsonl';
  readonly delimiter: string;
  readonly header: boolean;
  readonly encoding: string;
}

export interface Row {
  /** By column; of JSON lines by the names asked for. */
  readonly cells: readonly string[];
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

/** A text file of rows, read from the front once and at random afterwards. */
export class RecordFile {
  readonly names: readonly string[];
  /** In words: rows left out, bytes that the encoding does not know. */
  readonly warnings: string[] = [];
  /** Lines of rows that were left out: known once `rows` has ended. */
  leftOut: readonly number[] = [];
  readonly #source: ByteSource;
  readonly #encoding: TextEncoding;
  readonly #form: RecordFileForm;
  readonly #scan: RecordForm;
  readonly #start: number;

  private constructor(source: ByteSource, encoding: TextEncoding, form: RecordFileForm, names: readonly string[], start: number) {
    this.#source = source;
    this.#encoding = encoding;
    this.#form = form;
    this.#scan = { encoding, delimiter: form.format === 'jsonl' ? null : form.delimiter };
    this.names = names;
    this.#start = start;
  }

  /** `keys`: of JSON lines, which have no header, the keys to read. */
  static async open(path: string, form: RecordFileForm, keys: readonly string[]): Promise<RecordFile> {
    const source = await openBytes(path);
    const encoding = encodingNamed(form.encoding, await source.read(0, 4));
    if (form.format === 'jsonl') return new RecordFile(source, encoding, form, keys, -1);
    const { delimiter } = form;
    if (delimiter === '') throw new StudioError('No delimiter is given.', { expected: 'a comma, a tab, …' });
    for await (const { bytes, offset } of scanRecords(source, { encoding, delimiter })) {
      const cells = splitCells(encoding.decode(bytes), delimiter);
      const names = form.header ? headerNames(cells) : cells.map((_, at) => String(at + 1));
      return new RecordFile(source, encoding, form, names, form.header ? offset : -1);
    }
    await source.close();
    throw new StudioError(`${path} has no rows.`, { expected: 'rows of text', received: 'an empty file' });
  }

  get path(): string {
    return this.#source.path;
  }

  /** Where a column stands; a StudioError that names those there are. */
  column(name: string): number {
    const at = this.names.indexOf(name);
    if (at >= 0) return at;
    throw new StudioError(`There is no column “${name}” in ${basename(this.path)}.`, {
      expected: `one of ${this.names.slice(0, 20).map(shown).join(', ')}`,
      received: name,
      advice: this.#otherDelimiter() ?? 'Choose the columns again in the data panel.',
    });
  }

  /** One column whose name holds what usually parts columns was cut at the wrong character. */
  #otherDelimiter(): string | null {
    const [only = '', ...more] = this.names;
    const other = more.length === 0 && this.#form.format === 'delimited' ? [',', ';', '\t', '|'].find((d) => only.includes(d)) : undefined;
    if (other === undefined) return null;
    const [is, was] = [other, this.#form.delimiter].map((d) => (d === '\t' ? 'a tab' : `“${d}”`));
    return `It was read with ${was} between columns; ${is} seems to be between them. Choose the delimiter in the data panel.`;
  }

  /** Every row with the right number of cells; the others are counted and named in `warnings`. */
  async *rows(): AsyncGenerator<Row> {
    const ragged: number[] = [];
    const broken: number[] = [];
    let unreadable = 0;
    let firstUnreadable = '';
    for await (const { bytes, offset, line } of scanRecords(this.#source, this.#scan)) {
      if (offset === this.#start) continue;
      const text = this.#encoding.decode(bytes);
      if (text.includes(UNREADABLE)) {
        if (unreadable++ === 0) firstUnreadable = `line ${line}, from byte ${offset}`;
      }
      const cells = this.#cells(text);
      if (cells === null) broken.push(line);
      else if (cells.length !== this.names.length) ragged.push(line);
      else yield { cells, offset, length: bytes.length, line };
    }
    this.leftOut = [...ragged, ...broken].sort((a, b) => a - b);
    if (ragged.length > 0) {
      this.warnings.push(
        `${linesInWords(ragged)} ${ragged.length === 1 ? 'does' : 'do'} not have ${this.names.length} cells and ${leftOut(ragged.length)}.`,
      );
    }
    if (broken.length > 0)
      this.warnings.push(`${linesInWords(broken)} ${broken.length === 1 ? 'is' : 'are'} not a JSON object and ${leftOut(broken.length)}.`);
    if (unreadable > 0) {
      this.warnings.push(
        `${unreadable === 1 ? 'One row holds' : `${unreadable} rows hold`} bytes that are not ${this.#encoding.name} (${firstUnreadable}): choose another encoding if the text looks wrong.`,
      );
    }
  }

  /** The cells of a row that `rows` gave. */
  async cells(offset: number, length: number): Promise<readonly string[]> {
    const cells = this.#cells(this.#encoding.decode(await this.#source.read(offset, length)));
    if (cells === null || cells.length !== this.names.length) {
      throw new StudioError(`${this.path} has changed since it was opened (at byte ${offset}).`, { advice: 'Open the data again.' });
    }
    return cells;
  }

  /** @param beside files that the rows name */
  async fingerprint(beside: readonly FileStamp[] = []): Promise<string> {
    const { size, mtimeMs } = await stat(this.path);
    return fingerprint([{ name: basename(this.path), path: this.path, size, changed: mtimeMs }, ...beside]);
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  #cells(text: string): readonly string[] | null {
    if (this.#form.format === 'delimited') return splitCells(text, this.#form.delimiter);
    const object = parseObject(text);
    return object && this.names.map((name) => cellOf(object.get(name)));
  }
}

/** A name out of a file, fit for a message: a file that is no text has anything in its first line. */
function shown(name: string): string {
  const plain = name.replace(/\p{C}/gu, UNREADABLE);
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
}
