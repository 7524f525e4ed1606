import type { ReaderSettings } from '../../dataset';
import type { TargetPlan, TargetState } from '../../graph/feed';
import { pyString, pyValue } from './literal';
import type { PythonPart } from './python-part';
import { readRecordsSource } from './read-records';
import { pythonEncoding, readNumberSource, readTableSource } from './read-rows';
import { encodedTarget } from './targets/python-targets';

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
    case 'audio-folder':
      return {
        imports: read.classes === 'folder' ? [] : ['import re'],
        source:
          read.classes === 'folder'
            ? `def read_data(path):
    """One folder a class. The files are those that were read, in the order of \`split.json\`."""
    files = SPLIT["files"]
    samples = [path / file for file in files]
    return samples, [{"class": file.split("/")[0], "audio": path / file} for file in files]`
            : `def read_data(path):
    """A part of a file's name is its class. The files are those that were read, in the order of \`split.json\`."""
    files = SPLIT["files"]
    samples = [path / file for file in files]
    return samples, [{"class": re.split("[_-]+", pathlib.Path(file).stem)[${read.part - 1}].strip(), "audio": path / file} for file in files]`,
      };
    case 'voc':
      return {
        imports: [],
        source: `def read_data(path):
    """The pictures that were read, in the order of \`split.json\`; their boxes lie in the annotations."""
    return [path / file for file in SPLIT["files"]], [None] * len(SPLIT["files"])`,
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
  const items = targets.map((target) => {
    const { node, target: name } = target.plan;
    // Of records and sounds, a sample's targets are told by name.
    const values =
      read.reader === 'records' || read.reader === 'audio-folder' ? `(value[${pyString(name)}] for value in values)` : 'values';
    return encodedTarget(target, values, `TARGETS[${pyString(node)}]`);
  });
  return `def encode_targets(values):
    return ${items.length === 1 ? items[0] : `[${items.join(', ')}]`}`;
}
