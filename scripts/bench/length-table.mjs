import { BLOCK, KINDS, LENGTHS, PASSES } from './lengths.mjs';

const places = (length) => length.toLocaleString('en-US');
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const cell = (point, key) => (point?.[key] === undefined ? 'failed' : digits(point[key]));
const titleOf = ({ kind, pass }) => `${KINDS[kind].title}, ${PASSES[pass].title}`;

/** What doubling the length costs at the long end, where the constant part weighs least. */
function growth({ points, ...series }) {
  const [half, whole] = points.slice(-2);
  if (!(half?.ms && whole?.ms)) return null;
  const times = (key) => `${(whole[key] / half[key]).toFixed(1)} ×`;
  return `- ${titleOf(series)}: from ${places(half.length)} to ${places(whole.length)} the time grows ${times('ms')}, the memory ${times('mib')}.`;
}

/** The series as a table of Markdown with what was measured above it, and how each grows and what failed below. */
export function lengthTable(series) {
  const head = ['length', ...series.flatMap((one) => [`${titleOf(one)}, ms`, 'memory, MiB'])];
  const rows = LENGTHS.map((length) => {
    const points = series.map(({ points }) => points.find((point) => point.length === length));
    return [places(length), ...points.flatMap((point) => [cell(point, 'ms'), cell(point, 'mib')])];
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const failures = series.flatMap((one) =>
    one.points.filter(({ error }) => error).map(({ length, error }) => `- ${titleOf(one)}, ${places(length)} places: ${error}`),
  );
  const what =
    `Cost against length: ${BLOCK}, the mean of its places into two classes; float32, traced, without XLA at every length. ` +
    'Time: the median. Memory: the most that the process held above what it held before the block was built.';
  return [what, '', ...lines, '', ...series.map(growth).filter(Boolean), ...failures].join('\n');
}
