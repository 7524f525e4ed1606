import type { NodeFix } from '../graph/define-node';
import { lastSize } from '../graph/input-of';
import type { ValueSpec } from '../graph/spec';
import type { Json } from '../json';

function insert(port: string, kind: string, params: { readonly [name: string]: Json }, title = `Insert ${kind}`, input = 'input'): NodeFix {
  return { type: 'insert', title, port, kind, params, input, output: 'output' };
}

/** The switch of the spectrogram before it that gives the other form. */
function otherForm(received: ValueSpec, title: string): NodeFix | null {
  const { otherForm: other } = received;
  return other ? { type: 'set', node: other.node, title, param: other.param, value: other.value } : null;
}

/** The node that turns text into ids, ids into vectors: the next step on the way to numbers that layers compute with. */
function fromText(received: ValueSpec, port: string): NodeFix | null {
  if (received.carries === 'text') {
    return {
      type: 'insert',
      title: 'Insert Text vectorization',
      port,
      kind: 'TextVectorization',
      params: {},
      input: 'text',
      output: 'ids',
    };
  }
  if (received.carries === 'ids') return insert(port, 'Embedding', {}, 'Insert Embedding', 'ids');
  return null;
}

/** What to put before a port that takes a sequence. A feature map or a volume becomes one place a row: its places keep their order. */
export function mendToSequence(received: ValueSpec, port: string): NodeFix | null {
  const [, ...sizes] = received.shape;
  if (received.carries === 'audio') return insert(port, 'MelSpectrogram', {}, 'Insert Mel spectrogram');
  if (received.carries === 'features' && received.otherForm) return otherForm(received, 'Let it be a sequence of frames');
  if (received.carries === 'image' || received.carries === 'features' || received.carries === 'volume') {
    const features = lastSize(received);
    const places = sizes.slice(0, -1).reduce<number | null>((n, dim) => (n === null || typeof dim !== 'number' ? null : n * dim), 1);
    if (features === null) return null;
    if (places === null) {
      // The open size stays a place, with all that it holds; of two, nobody could tell them apart.
      if (sizes.filter((size) => typeof size !== 'number').length > 1) return null;
      const held = sizes.reduce<number>((n, size) => (typeof size === 'number' ? n * size : n), 1);
      return insert(port, 'Reshape', { target_shape: [-1, held] }, `Reshape to rows of ${held}`);
    }
    return insert(port, 'Reshape', { target_shape: [places, features] }, `Reshape to ${places}×${features}`);
  }
  if (received.carries === 'vector') {
    const before = received.everyPlace;
    if (before) {
      return { type: 'set', node: before.node, title: `Let ${before.node} give every place`, param: before.param, value: true };
    }
    if (received.axis?.kind === 'columns') return insert(port, 'ColumnEmbedding', {}, 'Insert Column embedding');
    const features = lastSize(received);
    return features === null ? null : insert(port, 'Reshape', { target_shape: [1, features] }, `Reshape to 1×${features}`);
  }
  return fromText(received, port);
}

/** What to put before a port that takes one vector a sample. */
export function mendToVector(received: ValueSpec, port: string): NodeFix | null {
  if (received.carries === 'audio') return insert(port, 'MelSpectrogram', {}, 'Insert Mel spectrogram');
  if (received.carries === 'image' || received.carries === 'features') return insert(port, 'Flatten', {});
  if (received.carries === 'volume' || received.carries === 'volumes') return insert(port, 'Flatten', {});
  if (received.carries === 'sequence') return insert(port, 'GlobalAveragePooling1D', {});
  return fromText(received, port);
}

/** What to put before a port that takes anything made of numbers. */
export function mendToNumbers(received: ValueSpec, port: string): NodeFix | null {
  return fromText(received, port);
}

/** What to put before a port that takes a picture or a feature map. */
export function mendToMap(received: ValueSpec, port: string): NodeFix | null {
  if (received.carries === 'audio') return insert(port, 'MelSpectrogram', { expand_dims: true }, 'Insert Mel spectrogram');
  if (received.carries === 'sequence' && received.otherForm) return otherForm(received, 'Let the spectrogram be a picture');
  const [, places, features] = received.shape;
  const grid = received.axis?.kind === 'grid' ? received.axis : null;
  if (received.carries === 'sequence' && grid && typeof features === 'number' && places === grid.rows * grid.cols) {
    const size = [grid.rows, grid.cols, features];
    return insert(port, 'Reshape', { target_shape: size }, `Reshape to ${size.join('×')}`);
  }
  if (received.carries === 'volume') {
    const [, depth, height, width, channels] = received.shape;
    if (typeof depth !== 'number' || typeof height !== 'number' || typeof width !== 'number' || typeof channels !== 'number') return null;
    const size = [depth * height, width, channels];
    return insert(port, 'Reshape', { target_shape: size }, `Reshape to ${size.join('×')}: slices one above the other`);
  }
  return fromText(received, port);
}

/** What to put before a port that takes a volume. A picture becomes one of a single slice. */
export function mendToVolume(received: ValueSpec, port: string): NodeFix | null {
  const [, ...sizes] = received.shape;
  if (received.carries === 'image' || received.carries === 'features') {
    const [height, width, channels] = sizes;
    if (typeof height !== 'number' || typeof width !== 'number' || typeof channels !== 'number') return null;
    const size = [1, height, width, channels];
    return insert(port, 'Reshape', { target_shape: size }, `Reshape to ${size.join('×')}: a single slice`);
  }
  return fromText(received, port);
}

/** What to put before a port that takes volumes one after another. A volume becomes a single moment. */
export function mendToVolumes(received: ValueSpec, port: string): NodeFix | null {
  const [, ...sizes] = received.shape;
  if (received.carries === 'volume' && sizes.every((side) => typeof side === 'number')) {
    const size = [1, ...sizes];
    return insert(port, 'Reshape', { target_shape: size }, `Reshape to ${size.join('×')}: a single moment`);
  }
  return fromText(received, port);
}
