import type { ReaderSettings } from '../../dataset';
import type { FeedPlan, TargetPlan, TargetState } from '../../graph/feed';
import { hubTokenizer } from './hub-tokenizer';
import { pyString, pyValue } from './literal';

/** A part of the script: what it imports and what it says. */
export interface PythonPart {
  readonly imports: readonly string[];
  readonly source: string;
}

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
            source: `${readTable(read.delimiter, read.header, read.encoding)}


def read_data(path):
    rows = read_rows(path)
    labels = [row[${pyString(read.label)}].strip() for row in rows]
    return [row[${pyString(read.text)}] for row in rows], ${labels(read.names)}`,
          };
    case 'table':
      return {
        imports: ['import csv'],
        source: `${readTable(read.delimiter, read.header, read.encoding)}


def read_data(path):
    rows = read_rows(path)
    return rows, [${target?.kind === 'value' ? `read_number(row[${pyString(read.target)}])` : `row[${pyString(read.target)}].strip()`} for row in rows]


def read_number(cell):
    """Not a number where the cell holds none."""
    try:
        return float(cell${read.delimiter === ';' ? '.replace(",", ".")' : ''})
    except ValueError:
        return math.nan`,
      };
  }
}

/** The labels under the names that the project gives them. */
function labels(names: { readonly [label: string]: string } | undefined): string {
  return names ? `[${pyValue(names)}.get(label, label) for label in labels]` : 'labels';
}

function readTable(delimiter: string, header: boolean, encoding: string): string {
  return `def read_rows(path):
    """Cells by column name. \`split.json\` holds the lines where the rows that were read begin."""
    rows, line = {}, 1
    with open(path, newline="", encoding=${pyString(pythonEncoding(encoding))}) as file:
        reader = csv.reader(file, delimiter=${pyString(delimiter)})
        for cells in reader:
            rows[line], line = cells, reader.line_num + 1
    names = ${header ? '[name.strip() for name in rows[min(rows)]]' : '[str(n + 1) for n in range(len(rows[min(rows)]))]'}
    return [dict(zip(names, rows[line])) for line in SPLIT["lines"]]`;
}

/** Python's name of an encoding; a byte-order mark is skipped. */
function pythonEncoding(encoding: string): string {
  return /^utf-?8$/i.test(encoding) ? 'utf-8-sig' : encoding;
}

/** `encode_<node>(samples)`: the numbers that enter the model at one input. */
export function encodeFeedSource(feed: FeedPlan, read: ReaderSettings, name: string): PythonPart {
  switch (feed.kind) {
    case 'image':
      return encodeImage(feed, read, name);
    case 'text':
      return encodeText(feed, name);
    case 'table':
      return encodeTable(feed, read, name);
  }
}

function encodeTable(feed: Extract<FeedPlan, { kind: 'table' }>, read: ReaderSettings, name: string): PythonPart {
  const features = read.reader === 'table' ? read.features : [];
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
    return (${feed.standardize ? '(x - mean) / deviation' : 'x'}).astype("float32")


def read_column(row, name, word):
    return read_number(row[name]) if word is None else float(row[name].strip() == word)`,
  };
}

function encodeText(feed: Extract<FeedPlan, { kind: 'text' }>, name: string): PythonPart {
  const lower = feed.standardize === 'none' ? 'text' : 'text.lower()';
  const clean = feed.standardize === 'lower_and_strip_punctuation' ? `re.sub(PUNCTUATION, "", ${lower})` : lower;
  const length = feed.output_sequence_length === null ? 'max(1, *(len(row) for row in ids))' : String(feed.output_sequence_length);
  if (feed.split === 'bpe' || feed.split === 'file') return encodePieces(feed, feed.split === 'file' ? 'text' : clean, length, name);
  const tokens = {
    whitespace: `re.split("[\\t\\n\\v\\f\\r ]+", ${clean})`,
    character: `list(${clean})`,
    whole: `[${clean}.strip()]`,
    // What is no whole number is unknown.
    integer: '[str(int(number)) if (number := read_whole(text)).is_integer() else text.strip() and "[UNK]"]',
  }[feed.split];
  return {
    imports: feed.standardize === 'lower_and_strip_punctuation' || feed.split === 'whitespace' ? ['import re'] : [],
    source: `${punctuation(feed)}VOCABULARY_${name.toUpperCase()} = {word: i for i, word in enumerate(FEEDS[${pyString(feed.node)}]["vocabulary"])}


def encode_${name}(texts):
    """Ids of the words: 0 pads, 1 is a word that the vocabulary lacks."""
    ids = [[VOCABULARY_${name.toUpperCase()}.get(token, 1) for token in split_${name}(text)] for text in texts]
    length = ${length}
    x = np.zeros((len(ids), length), "int32")
    for row, tokens in zip(x, ids):
        row[: min(len(tokens), length)] = tokens[:length]
    return x


def split_${name}(text):
    return [token for token in ${tokens} if token]${
      feed.split === 'integer'
        ? `


def read_whole(text):
    try:
        return float(text)
    except ValueError:
        return math.nan`
        : ''
    }`,
  };
}

/** The signs that are stripped, where they are. */
function punctuation({ standardize, split }: Extract<FeedPlan, { kind: 'text' }>): string {
  if (standardize !== 'lower_and_strip_punctuation' || split === 'file') return '';
  return `PUNCTUATION = r"[!\\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_\`{|}~']"  # as Keras's TextVectorization\n`;
}

/** Pieces of words: Hugging Face's `tokenizers` gives the same ids. */
function encodePieces(feed: Extract<FeedPlan, { kind: 'text' }>, clean: string, length: string, name: string): PythonPart {
  const { imports, setup, ids } = hubTokenizer(feed, `FEEDS[${pyString(feed.node)}]`, `_${name}`);
  const signs = punctuation(feed);
  return {
    imports: [...imports, ...(signs ? ['import re'] : [])],
    source: `${signs}${setup.join('\n')}


def encode_${name}(texts):
    """Ids of pieces of words: 0 pads."""
    ids = [${ids(clean)} for text in texts]
    length = ${length}
    x = np.zeros((len(ids), length), "int32")
    for row, tokens in zip(x, ids):
        row[: min(len(tokens), length)] = tokens[:length]
    return x`,
  };
}

function encodeImage(feed: Extract<FeedPlan, { kind: 'image' }>, read: ReaderSettings, name: string): PythonPart {
  const { width, height, channels, fit } = feed;
  const size = `(${width}, ${height})`;
  const mode = channels === 1 ? '"L"' : '"RGB"';
  const lines = {
    stretch: [`return np.asarray(picture.resize(${size}, Image.BILINEAR), "float32")`],
    crop: [
      `width = max(1, min(picture.width, picture.height * ${width} // ${height}))`,
      `height = max(1, min(picture.height, picture.width * ${height} // ${width}))`,
      'left, top = (picture.width - width) // 2, (picture.height - height) // 2',
      `picture = picture.crop((left, top, left + width, top + height)).resize(${size}, Image.BILINEAR)`,
      'return np.asarray(picture, "float32")',
    ],
    pad: [
      `scale = min(${width} / picture.width, ${height} / picture.height)`,
      'width, height = (max(1, math.floor(side * scale + 0.5)) for side in picture.size)',
      `padded = Image.new(${mode}, ${size})`,
      `padded.paste(picture.resize((width, height), Image.BILINEAR), ((${width} - width) // 2, (${height} - height) // 2))`,
      'return np.asarray(padded, "float32")',
    ],
  }[fit];
  const isIdx = read.reader === 'idx';
  const opened = isIdx
    ? [`picture = Image.fromarray(sample).convert(${mode})`]
    : [
        'picture = ImageOps.exif_transpose(Image.open(sample))',
        'if picture.mode not in ("1", "L", "RGB"):  # what is transparent becomes black',
        '    rgba = picture.convert("RGBA")',
        '    picture = Image.alpha_composite(Image.new("RGBA", rgba.size, (0, 0, 0, 255)), rgba).convert("RGB")',
        `picture = picture.convert(${mode})`,
      ];
  return {
    imports: [isIdx ? 'from PIL import Image' : 'from PIL import Image, ImageOps'],
    source: `def encode_${name}(samples):
    """Pictures of ${height} x ${width} x ${channels}, numbers from 0 to 255."""
    return np.stack([read_picture(sample) for sample in samples]).reshape(-1, ${height}, ${width}, ${channels})


def read_picture(sample):
    ${[...opened, ...lines].join('\n    ')}`,
  };
}

/** `encode_targets(values)`: one-hot classes or standardised values, one array an output. */
export function encodeTargetsSource(targets: readonly { readonly plan: TargetPlan; readonly state: TargetState }[]): string {
  const items = targets.map(({ plan, state }) => {
    const found = `TARGETS[${pyString(plan.node)}]`;
    if (state.kind === 'classes')
      return `np.eye(${state.labels.length}, dtype="float32")[[${found}["labels"].index(value) for value in values]]`;
    return plan.kind === 'value' && plan.standardize
      ? `np.array([[(value - ${found}["mean"]) / ${found}["deviation"]] for value in values], "float32")`
      : 'np.array([[value] for value in values], "float32")';
  });
  return `def encode_targets(values):
    return ${items.length === 1 ? items[0] : `[${items.join(', ')}]`}`;
}
