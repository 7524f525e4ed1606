import { expect, test } from 'vitest';
import { lengthTable } from './length-table.mjs';
import { LENGTHS } from './lengths.mjs';

const series = (pass, points) => ({ kind: 'full', pass, points });

test('a row a length, and how the cost grows at the long end', () => {
  const table = lengthTable([
    series(
      'train',
      LENGTHS.map((length) => ({ length, ms: (length / 1024) ** 2, mib: length / 8 })),
    ),
  ]);
  expect(table).toContain('| length | full attention, training step, ms | memory, MiB |\n| --- | --- | --- |\n| 64 | 0.00391 | 8.00 |');
  expect(table).toContain('| 4,096 | 16.0 | 512 |');
  expect(table).toContain('- full attention, training step: from 2,048 to 4,096 the time grows 4.0 ×, the memory 2.0 ×.');
});

test('what failed says so, and tells no growth', () => {
  const points = LENGTHS.map((length) => (length === 4096 ? { length, error: 'ended with SIGKILL' } : { length, ms: 1, mib: 1 }));
  const table = lengthTable([series('predict', points)]);
  expect(table).toContain('| 4,096 | failed | failed |');
  expect(table).toContain('- full attention, prediction, 4,096 places: ended with SIGKILL');
  expect(table).not.toContain('grows');
});
