import path from 'node:path';
import type { FileLook } from '../../shared/graph/params';
import { fromKeras } from '../../shared/saved/from-keras';
import { type KerasClass, kerasClasses } from '../../shared/saved/keras-classes';
import { StudioError } from '../../shared/studio-error';
import type { Importer, LayerWeights } from './importer';
import { modelBytes, mustBeSame } from './model-bytes';
import { parseConfig } from './parse-config';
import { lookInThread, tensorsInThread } from './read-in-thread';
import type { FoundInFile, StoredTensor } from './thread/protocol';
import { mustFit } from './wanted-shapes';

/** Where a layer of a class keeps its weights below its own place, in the order in which the layer lists them. */
function places(className: string): readonly string[] {
  switch (className) {
    case 'LSTM':
    case 'GRU':
    case 'SimpleRNN':
    case 'ConvLSTM2D':
      return ['cell/vars'];
    case 'Bidirectional':
      return ['forward_layer/cell/vars', 'backward_layer/cell/vars'];
    case 'MultiHeadAttention':
      return ['query_dense/vars', 'key_dense/vars', 'value_dense/vars', 'output_dense/vars'];
    case 'GroupQueryAttention':
      return ['query_dense/vars', 'key_dense/vars', 'value_dense/vars', 'output_dense/vars'];
    default:
      return ['vars'];
  }
}

/** Keras's `to_snake_case`: `DepthwiseConv2D` → `depthwise_conv2d`. */
function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

interface Container {
  /** As the importer calls the layer: of a model inside `inner/layer`. */
  readonly name: string;
  /** By its own name alone. */
  readonly own: string;
  readonly className: string;
  readonly at: string;
}

/** Keras 3 files the weights of a layer under its class, counted: `conv2d`, `conv2d_1`, … in the order of the model. */
function containers(classes: readonly KerasClass[], prefix = '', folder = ''): readonly Container[] {
  const counts = new Map<string, number>();
  return classes.flatMap(({ name, className, inside }): readonly Container[] => {
    const base = snakeCase(className === 'Model' ? 'Functional' : className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const at = `${folder}layers/${count === 0 ? base : `${base}_${count}`}`;
    if (inside) return containers(inside, `${prefix}${name}/`, `${at}/`);
    return [{ name: `${prefix}${name}`, own: name, className, at }];
  });
}

/** The tensors of each layer, in Keras's order. */
function filed(config: unknown, { stored }: FoundInFile): ReadonlyMap<string, readonly StoredTensor[]> {
  const byFolder = new Map<string, { readonly at: number; readonly tensor: StoredTensor }[]>();
  for (const tensor of stored) {
    const slash = tensor.path.lastIndexOf('/');
    const folder = tensor.path.slice(0, slash);
    const list = byFolder.get(folder) ?? [];
    byFolder.set(folder, list);
    list.push({ at: Number(tensor.path.slice(slash + 1)), tensor });
  }
  const found = new Map<string, readonly StoredTensor[]>();
  for (const { name, own, at, className } of containers(kerasClasses(config))) {
    const tensors = places(className).flatMap((place) =>
      [...(byFolder.get(`${at}/${place}`) ?? [])].sort((a, b) => a.at - b.at).map(({ tensor }) => tensor),
    );
    // The third weight of a Normalization counts samples.
    if (className === 'Normalization') tensors.splice(2);
    // Where the file says whose weights they are, it must be the one that the order says.
    const [labelled] = stored.filter(({ path: other, label }) => label !== null && other === tensors[0]?.path);
    if (places(className).length === 1 && places(className)[0] === 'vars' && labelled?.label && labelled.label !== own) {
      throw new StudioError('The weights in the file are in another order than its layers.', {
        expected: `those of “${name}” at ${at}`,
        received: `those of “${labelled.label}”`,
        advice: 'Save the model again with Keras.',
      });
    }
    found.set(name, tensors);
  }
  return found;
}

async function open(file: string) {
  const bytes = await modelBytes(file);
  const found = await lookInThread(file, bytes);
  return { bytes, found, config: parseConfig(file, found.config ?? '') };
}

/** A model as Keras 3's `model.save("model.keras")` writes it. */
export const kerasZip: Importer = {
  format: 'keras',
  title: 'Keras’s .keras',
  fits: (_file, first) => first.subarray(0, 4).toString('latin1') === 'PK\x03\x04',
  async describe(file): Promise<FileLook> {
    const { bytes, found, config } = await open(file);
    const model = fromKeras(config);
    return {
      facts: { layers: model.layers.length, tensors: [...filed(config, found).values()].flat().length },
      sha256: bytes.sha256,
      model,
    };
  },
  async weights(file, sha256, wanted): Promise<readonly LayerWeights[]> {
    const { bytes, found, config } = await open(file);
    mustBeSame(file, sha256, bytes.sha256);
    const byLayer = filed(config, found);
    const tensors = wanted.map((layer) => {
      const stored = byLayer.get(layer.layer) ?? null;
      mustFit(file, layer, stored?.map(({ shape }) => shape) ?? null);
      return { layer: layer.layer, stored: stored ?? [] };
    });
    const all = tensors.flatMap(({ stored }) => stored);
    const data = await tensorsInThread(file, bytes, all);
    if (data.length !== all.length) throw new Error(`${path.basename(file)}: a tensor was not read`);
    let at = 0;
    return tensors.map(({ layer, stored }) => ({
      layer,
      weights: stored.map(({ shape }) => ({ shape, data: data[at++] ?? new Float32Array() })),
    }));
  },
};
