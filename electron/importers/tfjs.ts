import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { savedModelSchema } from '../../shared/graph/saved-model';
import { parseSafely } from '../../shared/project/safe-json';
import { fromKeras } from '../../shared/saved/from-keras';
import { StudioError } from '../../shared/studio-error';
import { cannotRead } from '../data/cannot-read';
import type { Importer, LayerWeights } from './importer';
import { mustBeSame, notAModel } from './model-bytes';
import { mustFit } from './wanted-shapes';

const MOST_BYTES = 2_000_000_000;
const MOST_JSON = 50_000_000;

const weight = z.looseObject({ name: z.string(), shape: z.array(z.int().nonnegative()).max(8), dtype: z.string() });
const document = z.looseObject({
  modelTopology: z.looseObject({ model_config: z.unknown().optional() }),
  weightsManifest: z.array(z.looseObject({ paths: z.array(z.string()), weights: z.array(weight) })).max(1000),
  userDefinedMetadata: z.looseObject({ attentionStudio: savedModelSchema.optional() }).optional(),
});

type Document = z.infer<typeof document>;

async function read(file: string, most: number): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > most) {
      throw new StudioError(`${path.basename(file)} is too large.`, {
        expected: `at most ${most / 1e6} MB`,
        received: `${Math.round(size / 1e6)} MB`,
      });
    }
    return await readFile(file);
  } catch (error) {
    throw cannotRead(error, file, 'the saved model');
  }
}

async function readDocument(file: string): Promise<{ readonly json: Document; readonly bytes: Buffer }> {
  const bytes = await read(file, MOST_JSON);
  const parsed = document.safeParse(parseSafely(bytes.toString('utf8'), path.basename(file)));
  if (!parsed.success) throw notAModel(file, 'JSON of another kind');
  return { json: parsed.data, bytes };
}

/** The weights' files beside `model.json`. Names that lead elsewhere are refused. */
async function weightFiles(file: string, { weightsManifest }: Document): Promise<readonly Buffer[]> {
  const parts: Buffer[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    if (name === '' || name === '.' || name === '..' || /[\\/\0:]/.test(name)) {
      throw new StudioError(`${path.basename(file)} names weights outside of its folder.`, {
        expected: 'a file beside it, such as weights.bin',
        received: name,
        advice: 'Do not use this model: it was made to read other files, or was put together wrongly.',
      });
    }
    parts.push(await read(path.join(path.dirname(file), name), MOST_BYTES));
  }
  return parts;
}

const hashOf = (parts: readonly Buffer[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

interface Stored {
  readonly shape: readonly number[];
  readonly from: number;
}

/** Where each layer's weights begin, in bytes: they lie end to end in the order of the list. */
function byLayer(file: string, { weightsManifest }: Document, size: number): ReadonlyMap<string, readonly Stored[]> {
  const layers = new Map<string, Stored[]>();
  let at = 0;
  for (const { name, shape, dtype, quantization } of weightsManifest.flatMap(({ weights }) => weights)) {
    if (dtype !== 'float32' || quantization !== undefined) {
      throw new StudioError(`${path.basename(file)} has weights that are not read here.`, {
        expected: 'float32, not quantized',
        received: `${name}: ${dtype}${quantization === undefined ? '' : ', quantized'}`,
      });
    }
    const layer = name.split('/')[0] ?? name;
    const list = layers.get(layer) ?? [];
    layers.set(layer, list);
    list.push({ shape, from: at });
    at += 4 * shape.reduce((product, length) => product * length, 1);
  }
  if (at === size) return layers;
  throw new StudioError(`The weights of ${path.basename(file)} are not whole.`, {
    expected: `${at} bytes`,
    received: `${size} bytes`,
    advice: 'Copy the whole folder again.',
  });
}

/** A TensorFlow.js layers model: `model.json` and the weights beside it, exported here or converted from Keras. */
export const tfjs: Importer = {
  format: 'tfjs',
  title: 'TensorFlow.js’s model.json',
  fits: (file, first) => path.basename(file) !== 'run.json' && first.toString('latin1').trimStart().startsWith('{'),
  async describe(file) {
    const { json, bytes } = await readDocument(file);
    const parts = await weightFiles(file, json);
    const layers = byLayer(
      file,
      json,
      parts.reduce((sum, { length }) => sum + length, 0),
    );
    const model = json.userDefinedMetadata?.attentionStudio ?? fromKeras(json.modelTopology.model_config ?? json.modelTopology);
    return {
      facts: { layers: model.layers.length, tensors: [...layers.values()].flat().length },
      sha256: hashOf([bytes, ...parts]),
      model,
    };
  },
  async weights(file, sha256, wanted): Promise<readonly LayerWeights[]> {
    const { json, bytes } = await readDocument(file);
    const parts = await weightFiles(file, json);
    mustBeSame(file, sha256, hashOf([bytes, ...parts]));
    const data = Buffer.concat(parts);
    const layers = byLayer(file, json, data.length);
    return wanted.map((layer) => {
      const stored = layers.get(layer.layer) ?? null;
      mustFit(file, layer, stored?.map(({ shape }) => shape) ?? null);
      const weights = (stored ?? []).map(({ shape, from }) => {
        const count = shape.reduce((product, length) => product * length, 1);
        return { shape, data: new Float32Array(Uint8Array.from(data.subarray(from, from + 4 * count)).buffer) };
      });
      return { layer: layer.layer, weights };
    });
  },
};
