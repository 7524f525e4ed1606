/** One tensor as it lies in memory. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * The safetensors format: u64 length of the header, JSON header, raw little-endian data.
 * Source: huggingface/safetensors, README, "Format". The header is padded to a multiple of 8 with spaces.
 */
export function encodeSafetensors(tensors: readonly NamedTensor[]): Uint8Array {
  if (!isLittleEndian) throw new Error('safetensors are written on little-endian machines only');
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    if (Object.hasOwn(header, name)) throw new Error(`two tensors are called ${name}`);
    header[name] = { dtype: data instanceof Float32Array ? 'F32' : 'I32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  let json = JSON.stringify(header);
  json += ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8);
  const head = Buffer.from(json);
  const bytes = new Uint8Array(8 + head.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Partial<Entry>;
  const whole = (n: unknown) => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
  return typeof dtype === 'string' && Array.isArray(shape) && shape.every(whole) && Array.isArray(offsets) && offsets.every(whole);
}

/** Reads what `encodeSafetensors` wrote; throws on anything else, without reading past the end. */
export function decodeSafetensors(bytes: Uint8Array): Map<string, NamedTensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8) throw new Error('not a safetensors file: too short');
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.byteLength - 8 || length > 100_000_000) throw new Error('not a safetensors file: the header does not fit');
  const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  if (typeof header !== 'object' || header === null) throw new Error('not a safetensors file: the header is no object');
  const tensors = new Map<string, NamedTensor>();
  const start = 8 + length;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!isEntry(entry)) throw new Error(`not a safetensors file: entry ${name}`);
    const [from, to] = entry.data_offsets;
    const size = entry.shape.reduce((product, dim) => product * dim, 1);
    if (to > bytes.byteLength - start || to - from !== size * 4) throw new Error(`not a safetensors file: size of ${name}`);
    // Copied, so that it is aligned and the file's buffer can go (a Buffer's own `slice` would not copy).
    const raw = new Uint8Array(to - from);
    raw.set(bytes.subarray(start + from, start + to));
    const data = entry.dtype === 'F32' ? new Float32Array(raw.buffer) : entry.dtype === 'I32' ? new Int32Array(raw.buffer) : null;
    if (!data) throw new Error(`tensors of type ${entry.dtype} are not read`);
    tensors.set(name, { name, shape: entry.shape, data });
  }
  return tensors;
}
