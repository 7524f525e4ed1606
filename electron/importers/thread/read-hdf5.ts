import { Dataset, File, Group, ready } from 'h5wasm';
import type { FoundInFile, StoredTensor } from './protocol';
import { Refused } from './refused';

/** Bounds on what is walked through: a model has some thousands of tensors, a file made to exhaust has more. */
const MOST_THINGS = 100_000;
const DEEPEST = 32;
/** Chunks are decompressed one at a time. */
const LARGEST_CHUNK = 1e9;

const FLOAT = 1;

async function opened<T>(bytes: Uint8Array, use: (file: File) => T): Promise<T> {
  const { FS } = await ready;
  // The only file that HDF5 can reach: links to others lead nowhere.
  FS.createDataFile('/', 'model', bytes, true, false, true);
  let file: File;
  try {
    file = new File('/model', 'r');
  } catch {
    throw new Refused('an HDF5 file', 'one that is damaged');
  }
  // H5Fopen answers a negative id for what it cannot open.
  if (file.file_id < 0n) throw new Refused('an HDF5 file', 'one that is damaged');
  return use(file);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function attribute(group: Group, name: string): unknown {
  return group.attrs[name]?.value;
}

/** Keras cuts lists that are too long for one attribute: `layer_names0`, `layer_names1`, … */
function listAttribute(group: Group, name: string): readonly string[] | null {
  const whole = attribute(group, name);
  if (Array.isArray(whole)) return whole.filter((item) => typeof item === 'string');
  // An empty list is of no type that holds text.
  if (whole !== undefined) return [];
  const parts: string[] = [];
  for (let i = 0; i < MOST_THINGS; i++) {
    const part = attribute(group, `${name}${i}`);
    if (!Array.isArray(part)) return i === 0 ? null : parts;
    parts.push(...part.filter((item) => typeof item === 'string'));
  }
  return parts;
}

function datasetAt(file: File, path: string): Dataset | null {
  const found = file.get(path);
  return found instanceof Dataset ? found : null;
}

function listed(file: File): FoundInFile['listed'] {
  const inner = file.get('model_weights');
  const [root, at] = inner instanceof Group ? [inner, '/model_weights'] : [file, ''];
  const layers = listAttribute(root, 'layer_names');
  if (layers === null) return null;
  return layers.map((layer) => {
    const group = file.get(`${at}/${layer}`);
    const names = group instanceof Group ? (listAttribute(group, 'weight_names') ?? []) : [];
    // A Normalization counts samples in a weight that is none.
    const weights = names
      .filter((name) => !/(^|\/)count(:0)?$/.test(name))
      .map((name): StoredTensor => {
        const path = `${at}/${layer}/${name}`;
        const dataset = datasetAt(file, path);
        if (!dataset) throw new Refused(`the weights that the file lists`, `no “${name}” of the layer “${layer}”`);
        return { path, shape: dataset.shape ?? [] };
      });
    return { layer, weights };
  });
}

/** Every dataset below `layers`, breadth first, within bounds. */
function stored(file: File): FoundInFile['stored'] {
  const found: (StoredTensor & { label: string | null })[] = [];
  let seen = 0;
  let level: { readonly path: string; readonly label: string | null }[] = [{ path: 'layers', label: null }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new Refused(`groups up to ${DEEPEST} levels deep`, 'deeper ones');
    const next: typeof level = [];
    for (const { path, label } of level) {
      const thing = file.get(path);
      if (thing instanceof Dataset) found.push({ path, shape: thing.shape ?? [], label });
      if (!(thing instanceof Group)) continue;
      const own = textOf(attribute(thing, 'name')) ?? label;
      for (const key of thing.keys()) {
        if (++seen > MOST_THINGS) throw new Refused(`at most ${MOST_THINGS.toLocaleString('en')} tensors`, 'more');
        next.push({ path: `${path}/${key}`, label: own });
      }
    }
    level = next;
  }
  return found;
}

/** What an HDF5 file of Keras has. @throws Refused */
export function lookIntoHdf5(bytes: Uint8Array): Promise<FoundInFile> {
  return opened(bytes, (file) => {
    const list = listed(file);
    return { config: textOf(attribute(file, 'model_config')), listed: list, stored: list ? [] : stored(file) };
  });
}

function readTensor(file: File, { path, shape }: StoredTensor): Float32Array {
  const dataset = datasetAt(file, path);
  if (!dataset) throw new Refused(`a tensor at ${path}`, 'none');
  const { metadata } = dataset;
  const own = dataset.shape ?? [];
  // Before anything is read: what a file says of its sizes decides how much memory is taken.
  if (own.length !== shape.length || own.some((size, axis) => size !== shape[axis])) {
    throw new Refused(`${path} of ${shape.join(' × ') || 'one number'}`, own.join(' × ') || 'one number');
  }
  if (metadata.type !== FLOAT || (metadata.size !== 4 && metadata.size !== 8)) {
    throw new Refused(`${path} in numbers of 32 or 64 bits`, `another type of ${metadata.size * 8} bits`);
  }
  const chunk = (metadata.chunks ?? []).reduce((product, size) => product * size, metadata.size);
  if (chunk > LARGEST_CHUNK) throw new Refused(`${path} in chunks of at most 1 GB`, `${Math.round(chunk / 1e9)} GB`);
  const { value } = dataset;
  if (value instanceof Float32Array) return value.slice();
  if (value instanceof Float64Array) return Float32Array.from(value);
  if (typeof value === 'number') return Float32Array.of(value);
  throw new Refused(`numbers at ${path}`, 'something else');
}

/** Some of a file's tensors, in the order in which they were asked for. @throws Refused */
export function readFromHdf5(bytes: Uint8Array, wanted: readonly StoredTensor[]): Promise<readonly Float32Array[]> {
  return opened(bytes, (file) => wanted.map((tensor) => readTensor(file, tensor)));
}
