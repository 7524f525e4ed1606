import path from 'node:path';
import type { FileLook } from '../../shared/graph/params';
import { fromKeras } from '../../shared/saved/from-keras';
import { StudioError } from '../../shared/studio-error';
import type { Importer, LayerWeights, WantedLayer } from './importer';
import { type ModelBytes, modelBytes, mustBeSame } from './model-bytes';
import { parseConfig } from './parse-config';
import { lookInThread, tensorsInThread } from './read-in-thread';
import type { FoundInFile } from './thread/protocol';
import { mustFit } from './wanted-shapes';

type Listed = NonNullable<FoundInFile['listed']>;

/** The file's list of weights. Weights without a model in Keras 3’s form (`.weights.h5`) have none. */
export function listedWeights(file: string, { listed }: FoundInFile): Listed {
  if (listed) return listed;
  throw new StudioError(`${path.basename(file)} does not say which weights belong to which layer.`, {
    expected: 'a whole model, or weights in the form of Keras 2 (layer_names)',
    received: 'weights in the form of Keras 3 (.weights.h5)',
    advice: 'Save the whole model instead: model.save("model.h5").',
  });
}

/**
 * The tensors of a layer. Those of a model inside the model lie together under its name, and say whose they are: of
 * `inner/conv` those of `inner` whose name has a part `conv`.
 */
function tensorsOf(byName: ReadonlyMap<string, Listed[number]['weights']>, layer: string): Listed[number]['weights'] | null {
  const whole = byName.get(layer);
  if (whole) return whole;
  for (let slash = layer.indexOf('/'); slash >= 0; slash = layer.indexOf('/', slash + 1)) {
    const inner = byName.get(layer.slice(0, slash));
    if (!inner) continue;
    for (let own = layer.slice(slash + 1); ; own = own.slice(own.indexOf('/') + 1)) {
      const found = inner.filter(({ path: at }) => at.includes(`/${own}/`));
      if (found.length > 0 || !own.includes('/')) return found;
    }
  }
  return null;
}

/** Weights of an open `.h5` file, layer by layer. */
export async function weightsOfH5(
  file: string,
  bytes: ModelBytes,
  found: FoundInFile,
  wanted: readonly WantedLayer[],
): Promise<readonly LayerWeights[]> {
  const byName = new Map(listedWeights(file, found).map((entry) => [entry.layer, entry.weights]));
  const tensors = wanted.map((layer) => {
    const stored = tensorsOf(byName, layer.layer);
    mustFit(file, layer, stored?.map(({ shape }) => shape) ?? null);
    return { layer: layer.layer, stored: stored ?? [] };
  });
  const data = await tensorsInThread(
    file,
    bytes,
    tensors.flatMap(({ stored }) => stored),
  );
  let at = 0;
  return tensors.map(({ layer, stored }) => ({
    layer,
    weights: stored.map(({ shape }) => ({ shape, data: data[at++] ?? new Float32Array() })),
  }));
}

/** A whole model as Keras's `model.save("model.h5")` writes it, Keras 2 or 3. */
export const kerasH5: Importer = {
  format: 'keras-h5',
  title: 'Keras’s .h5',
  fits: (_file, first) => first.subarray(0, 4).toString('latin1') === '\x89HDF',
  async describe(file): Promise<FileLook> {
    const bytes = await modelBytes(file);
    const found = await lookInThread(file, bytes);
    if (found.config === null) {
      throw new StudioError(`${path.basename(file)} holds weights, but no model.`, {
        expected: 'a whole model: model.save("model.h5") or model.save("model.keras")',
        received: 'weights alone',
        advice: 'Save the whole model. The weights of VGG16 belong into a VGG16 node.',
      });
    }
    const model = fromKeras(parseConfig(file, found.config));
    const listed = listedWeights(file, found);
    return {
      facts: { layers: model.layers.length, tensors: listed.flatMap(({ weights }) => weights).length },
      sha256: bytes.sha256,
      model,
    };
  },
  async weights(file, sha256, wanted) {
    const bytes = await modelBytes(file);
    mustBeSame(file, sha256, bytes.sha256);
    return weightsOfH5(file, bytes, await lookInThread(file, bytes), wanted);
  },
};
