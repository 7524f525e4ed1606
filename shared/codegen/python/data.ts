import type { ReaderSettings } from '../../dataset';
import type { TargetPlan, TargetState } from '../../graph/feed';
import { isBinary } from '../../graph/targets/binary';
import { pyString, pyValue } from './literal';
import type { PythonPart } from './python-part';
import { readRecordsSource } from './read-records';
import { pythonEncoding, readNumberSource, readTableSource } from './read-rows';
import { ROUND_LENGTH, writtenTarget } from './written';

const TAG_ROWS = `def tag_rows(rows):
    """Tags in one length; -1 where a text has ended."""
    x = np.full((len(rows), max(1, *(len(row) for row in rows))), -1, "int32")
    for row, tags in zip(x, rows):
        row[: len(tags)] = tags
    return x`;

/** `read_data(path)`: every sample and its target, in the order that `split.json` counts them. */
export function readDataSource(read: ReaderSettings, target: TargetPlan | null): PythonPart {
  switch (read.reader) {
    case 'image-folder':
      return {
        imports: [],
        source: `def read_data(path):
    """One folder a class. The files are those that were read, in the order of \`split.json\`."""
    files = SPLIT["files"]
    return [path / file for file in files], [file.split("/")[0] for file in files]`,
      };
    case 'idx':
      return {
        imports: ['import gzip'],
        source: `def read_idx(path, name):
    """One file in MNIST's format, gzipped or not: magic number, sizes, bytes."""
    (file,) = path.glob(name)
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    sizes = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sizes)


def read_data(path):
    return list(read_idx(path, "*images?idx3-ubyte*")), [str(label) for label in read_idx(path, "*labels?idx1-ubyte*")]`,
      };
    case 'text':
      return read.format === 'jsonl'
        ? {
            imports: [],
            source: `def read_data(path):
    """A JSON object a line. \`split.json\` holds the lines that were read."""
    with open(path, encoding=${pyString(pythonEncoding(read.encoding))}) as file:
        lines = list(file)
    rows = [json.loads(lines[line - 1]) for line in SPLIT["lines"]]
    labels = [str(row[${pyString(read.label)}]).strip() for row in rows]
    return [str(row[${pyString(read.text)}]) for row in rows], ${labels(read.names)}`,
          }
        : {
            imports: ['import csv'],
            source: `${readTableSource(read)}


def read_data(path):
    rows = read_rows(path)
    labels = [row[${pyString(read.label)}].strip() for row in rows]
    return [row[${pyString(read.text)}] for row in rows], ${labels(read.names)}`,
          };
    case 'table':
      return {
        imports: ['import csv'],
        source: `${readTableSource(read)}


def read_data(path):
    rows = read_rows(path)
    return rows, [${target?.kind === 'value' ? `read_number(row[${pyString(read.target)}])` : `row[${pyString(read.target)}].strip()`} for row in rows]


${readNumberSource(read.delimiter)}`,
      };
    case 'records':
      return readRecordsSource(read);
  }
}

/** The labels under the names that the project gives them. */
function labels(names: { readonly [label: string]: string } | undefined): string {
  return names ? `[${pyValue(names)}.get(label, label) for label in labels]` : 'labels';
}

/** `encode_targets(values)`: one-hot classes or standardised values, one array an output. */
export function encodeTargetsSource(
  targets: readonly { readonly plan: TargetPlan; readonly state: TargetState }[],
  read: ReaderSettings,
): string {
  const before: string[] = [];
  const items = targets.map(({ plan, state }) => {
    const found = `TARGETS[${pyString(plan.node)}]`;
    // Of records, a sample's targets are told by name.
    const values = read.reader === 'records' ? `(value[${pyString(plan.target)}] for value in values)` : 'values';
    if (plan.kind === 'classes' && isBinary(plan.loss))
      return `np.array([[${found}["labels"].index(value)] for value in ${values}], "float32")`;
    if (state.kind === 'labels')
      return `np.array([[float(label in value) for label in ${found}["labels"]] for value in ${values}], "float32")`;
    if (plan.kind === 'sequence') {
      const { source, call } = writtenTarget(plan, values);
      if (!targets.some(({ plan: other }) => other.kind === 'sequence' && other.feed !== null) && before.length === 0)
        before.push(ROUND_LENGTH);
      before.push(source);
      return call;
    }
    if (state.kind === 'tags') {
      before.push(TAG_ROWS);
      return `tag_rows([[${found}["labels"].index(tag) for tag in value] for value in ${values}])`;
    }
    if (state.kind === 'classes')
      return `np.eye(${state.labels.length}, dtype="float32")[[${found}["labels"].index(value) for value in ${values}]]`;
    return plan.kind === 'value' && plan.standardize
      ? `np.array([[(value - ${found}["mean"]) / ${found}["deviation"]] for value in ${values}], "float32")`
      : `np.array([[value] for value in ${values}], "float32")`;
  });
  return `${[...new Set(before)].map((source) => `${source}\n\n\n`).join('')}def encode_targets(values):
    return ${items.length === 1 ? items[0] : `[${items.join(', ')}]`}`;
}
