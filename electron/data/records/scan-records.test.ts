import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from './byte-source';
import { readNumber, splitCells } from './delimited';
import { encodingNamed } from './encoding';
import { scanRecords } from './scan-records';

/** Hands out a few bytes at a time, so that every record is cut somewhere. */
function dribble(bytes: Buffer, piece: number): ByteSource {
  return {
    path: 'memory',
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + Math.min(length, piece)),
    close: async () => {},
  };
}

async function readBack(bytes: Buffer, encodingName: string, delimiter: string, piece: number): Promise<string[][]> {
  const encoding = encodingNamed(encodingName, bytes);
  const rows: string[][] = [];
  for await (const record of scanRecords(dribble(bytes, piece), { encoding, delimiter })) {
    rows.push(splitCells(encoding.decode(record.bytes), delimiter));
  }
  return rows;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom('a', 'é', '日', ',', ';', '\t', '"', '\n', '\r\n', ' ', '0'), maxLength: 8 });
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

describe('records', () => {
  it('come back as they were written, wherever the pieces are cut, in any encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'gb18030'),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, delimiter, encoding, piece, end) => {
          const text = rows.map((row) => row.map(quoted).join(delimiter)).join(end);
          expect(
            await readBack(iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf-16') }), encoding, delimiter, piece),
          ).toEqual(rows);
        },
      ),
    );
  });

  it('never hang or lose a line, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), async (bytes, piece) => {
        const lines: number[] = [];
        for await (const { line, offset } of scanRecords(dribble(Buffer.from(bytes), piece), {
          encoding: encodingNamed('windows-1252', Buffer.alloc(0)),
          delimiter: ',',
        })) {
          lines.push(line);
          expect(offset).toBeLessThan(bytes.length);
        }
        expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(lines);
      }),
    );
  });
});

describe('cells', () => {
  it('are read as spreadsheets read them', () => {
    expect(splitCells('a,b,,c', ',')).toEqual(['a', 'b', '', 'c']);
    expect(splitCells('"a,b","c ""d"" e",', ',')).toEqual(['a,b', 'c "d" e', '']);
    expect(splitCells('5" disk,"half,open', ',')).toEqual(['5" disk', '"half', 'open']);
    expect(splitCells('"a"b,c', ',')).toEqual(['ab', 'c']);
    expect(splitCells('', ',')).toEqual(['']);
  });

  it('hold numbers', () => {
    expect(['1', ' -2.5 ', '1e3', '.5', '5.', '+7'].map((text) => readNumber(text, ','))).toEqual([1, -2.5, 1000, 0.5, 5, 7]);
    expect(['1,5', '-0,25', '1.5'].map((text) => readNumber(text, ';'))).toEqual([1.5, -0.25, 1.5]);
    expect(['', 'x', '1,5', '0x10', 'Infinity', '1 000', '--1', '1e'].map((text) => readNumber(text, ','))).toEqual(
      new Array(8).fill(null),
    );
  });
});
