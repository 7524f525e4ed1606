import type { ReaderSettings } from '../../../dataset';
import type { FeedPlanOf } from '../../../graph/feed';
import { numberColumns } from '../../../record-parts';
import { pyString } from '../literal';
import type { PythonPart } from '../python-part';

/** The columns of the file that become numbers. */
function featuresOf(read: ReaderSettings): readonly string[] {
  if (read.reader === 'table') return read.features;
  return read.reader === 'records' ? numberColumns(read.columns) : [];
}

/** Rows of numbers out of rows of cells. */
export function tableSource(feed: FeedPlanOf<'table'>, read: ReaderSettings): PythonPart {
  const name = feed.node;
  const features = featuresOf(read);
  const columns = feed.columns.map((column) => {
    if (features.includes(column)) return `(${pyString(column)}, None)`;
    const feature = features.find((f) => column.startsWith(`${f}=`)) ?? column;
    return `(${pyString(feature)}, ${pyString(column.slice(feature.length + 1))})`;
  });
  return {
    imports: [],
    source: `# Every column is a number, or tells whether a cell holds a word.
COLUMNS_${name.toUpperCase()} = [${columns.map((column) => `\n    ${column},`).join('')}
]

def encode_${name}(rows):
    """Numbers by column. A missing one becomes the mean of the training rows."""
    cells = [[read_column(row, *column) for column in COLUMNS_${name.toUpperCase()}] for row in rows]
    x = np.array(cells, "float64")
    mean, deviation = np.array(FEEDS[${pyString(feed.node)}]["mean"]), np.array(FEEDS[${pyString(feed.node)}]["deviation"])
    x = np.where(np.isnan(x), mean, x)
    return (${feed.standardize ? '(x - mean) / deviation' : 'x'}).astype("float32")`,
    helpers: [
      `def read_column(row, name, word):
    return read_number(row[name]) if word is None else float(row[name].strip() == word)`,
    ],
  };
}
