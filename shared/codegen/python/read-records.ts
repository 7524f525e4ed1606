import type { ReaderSettings } from '../../dataset';
import { partName } from '../../graph/facts';
import { flagColumns, flagsNameOf, nextNameOf, tableNameOf, valueColumns, valuesNameOf } from '../../record-parts';
import { pyString, pyValue } from './literal';
import type { PythonPart } from './python-part';
import { pythonEncoding, readNumberSource, readTableSource } from './read-rows';

type Records = Extract<ReaderSettings, { reader: 'records' }>;

const READ_LABELS = `def read_labels(cell):
    """With | or ; between, or a JSON list."""
    cell = cell.strip()
    try:
        found = json.loads(cell) if cell.startswith("[") and cell.endswith("]") else cell.replace(";", "|").split("|")
    except json.JSONDecodeError:
        found = cell.replace(";", "|").split("|")
    return {str(label).strip() for label in found} - {""}`;

/** `read_data(path)` for records: of every sample its inputs and its targets, by name. */
export function readRecordsSource(read: Records): PythonPart {
  const cell = (column: string) => `row[${pyString(column)}]`;
  const inputsAt = ({ name, as }: Records['columns'][number]): string[] => {
    const key = pyString(partName(name));
    switch (as) {
      case 'image':
      case 'sound':
        return [`${key}: path.parent / ${cell(name)}.strip().replace("\\\\", "/")`];
      case 'text':
      // A decoder reads its target.
      case 'target_text':
        return [`${key}: ${cell(name)}`];
      case 'ids':
        return [`${key}: read_ids(${cell(name)})`];
      case 'history':
        return [`${key}: read_ids(${cell(name)})[:-1]`];
      case 'number':
      case 'class':
      case 'value':
      case 'labels':
      case 'tags':
      case 'sound_target':
      case 'boxes':
      case 'flag':
      case 'item':
        return [];
    }
  };
  const inputs = read.columns.flatMap(inputsAt);
  if (read.columns.some(({ as }) => as === 'number')) inputs.push(`${pyString(tableNameOf(read.columns))}: row`);
  const targets = read.columns.flatMap(({ name, as }) => {
    const key = pyString(partName(name));
    switch (as) {
      case 'class':
        return [`${key}: ${cell(name)}.strip()`];
      // A sound that comes in may be told anew.
      case 'sound':
      case 'sound_target':
        return [`${key}: path.parent / ${cell(name)}.strip().replace("\\\\", "/")`];
      case 'value':
        return [`${key}: read_number(${cell(name)})`];
      case 'labels':
        return [`${key}: read_labels(${cell(name)})`];
      case 'target_text':
        return [`${key}: ${cell(name)}.strip()`];
      case 'tags':
        return [`${key}: ${cell(name)}.split()`];
      case 'item':
        return [`${key}: [int(${cell(name)})]`];
      case 'history':
        return [`${pyString(nextNameOf(read.columns, partName(name)))}: read_ids(${cell(name)})[1:]`];
      default:
        return [];
    }
  });
  const numbers = valueColumns(read.columns);
  if (numbers.length > 1) {
    targets.push(`${pyString(valuesNameOf(read.columns))}: [${numbers.map((name) => `read_number(${cell(name)})`).join(', ')}]`);
  }
  const flags = flagColumns(read.columns);
  if (flags.length > 0) {
    const named = flags.map((name) => `(${pyString(name)}, ${cell(name)})`).join(', ');
    targets.push(
      `${pyString(flagsNameOf(read.columns))}: {name for name, cell in [${named}] if cell.strip().lower() in ("1", "1.0", "yes", "true")}`,
    );
  }
  const rows =
    read.format === 'jsonl'
      ? `def read_rows(path):
    """A JSON object a line, as cells by name. \`split.json\` holds the lines that were read."""
    with open(path, encoding=${pyString(pythonEncoding(read.encoding))}) as file:
        lines = list(file)
    rows = [json.loads(lines[line - 1]) for line in SPLIT["lines"]]
    return [{name: read_cell(row.get(name)) for name in ${pyValue(read.columns.map(({ name }) => name))}} for row in rows]


def read_cell(value):
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)`
      : readTableSource(read);
  const labels = read.columns.some(({ as }) => as === 'labels') ? `\n\n\n${READ_LABELS}` : '';
  return {
    imports: [
      ...(read.format === 'jsonl' ? [] : ['import csv']),
      ...(read.columns.some(({ as }) => as === 'target_text') ? ['import re'] : []),
    ],
    source: `${rows}


def read_data(path):
    """Inputs and targets by name. Pictures and sounds lie below the file's folder."""
    path = pathlib.Path(path)
    rows = read_rows(path)
    samples = [{${inputs.join(', ')}} for row in rows]
    return samples, [{${targets.join(', ')}} for row in rows]


def read_ids(cell):
    """Whole numbers with spaces between, or a JSON list."""
    return [int(number) for number in cell.strip().strip("[]").replace(",", " ").split()]


${readNumberSource(read.delimiter)}${labels}`,
  };
}
