import type * as Tf from '@tensorflow/tfjs';
import type { PageData, PageMap, PageTensor } from './page-data';

/** Scores of one node over one sample: [head][query][key]. */
export interface PageScores {
  readonly map: PageMap;
  readonly scores: readonly (readonly (readonly number[])[])[];
}

export interface PageModel {
  /** One row of numbers an output; the batch may hold any number of samples. */
  predict(feeds: { readonly [node: string]: PageTensor }): Promise<readonly PageTensor[]>;
  /** The scores of every attention node over the first sample. */
  attend(feeds: { readonly [node: string]: PageTensor }): Promise<readonly PageScores[]>;
}

/** Models with more weights than this are drawn on the graphics card, where there is one. */
const HEAVY = 1_000_000;

/** Loads the model into stock TF.js. The layers of ours must be registered. */
export async function loadPageModel(tf: typeof Tf, data: PageData): Promise<PageModel> {
  const parameters = data.weightSpecs.reduce((sum, spec) => sum + spec.shape.reduce((product, size) => product * size, 1), 0);
  const hasDocument = 'document' in globalThis;
  if (!(hasDocument && parameters > HEAVY && (await tf.setBackend('webgl').catch(() => false)))) await tf.setBackend('cpu');
  await tf.ready();
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: data.topology,
      weightSpecs: data.weightSpecs.map((spec) => ({ ...spec, shape: [...spec.shape] })),
      weightData: fromBase64(data.weights),
    }),
  );
  const scoreTensors = data.maps.map((map) => {
    const output = model.getLayer(map.layer).output;
    const tensor = Array.isArray(output) ? output[map.output] : output;
    if (!tensor) throw new Error(`layer ${map.layer} has no output ${map.output}`);
    return tensor;
  });
  const attention = scoreTensors.length > 0 ? tf.model({ inputs: model.inputs, outputs: scoreTensors }) : null;

  async function run(what: Tf.LayersModel, feeds: { readonly [node: string]: PageTensor }): Promise<PageTensor[]> {
    const outputs = tf.tidy(() => {
      const inputs = what.inputNames.map((name) => {
        const feed = feeds[name];
        if (!feed) throw new Error(`nothing for the input ${name}`);
        return tf.tensor(feed.data, [...feed.shape], feed.data instanceof Int32Array ? 'int32' : 'float32');
      });
      const result = what.predict(inputs.length === 1 && inputs[0] ? inputs[0] : inputs);
      return Array.isArray(result) ? result : [result];
    });
    const read = await Promise.all(outputs.map(async (t) => ({ shape: t.shape, data: Float32Array.from(await t.data()) })));
    for (const tensor of outputs) tensor.dispose();
    return read;
  }

  return {
    predict: (feeds) => run(model, feeds),
    async attend(feeds) {
      if (!attention) return [];
      const outputs = await run(attention, feeds);
      return data.maps.flatMap((map, at) => {
        const tensor = outputs[at];
        return tensor ? [{ map, scores: scoresOf(tensor) }] : [];
      });
    },
  };
}

/** The first sample of [batch, heads, query, key] or [batch, query, key] as nested lists. */
function scoresOf({ shape, data }: PageTensor): number[][][] {
  const [heads = 1, queries = 1, keys = 1] = shape.length === 4 ? shape.slice(1) : [1, ...shape.slice(1)];
  return Array.from({ length: heads }, (_, h) =>
    Array.from({ length: queries }, (_, q) => {
      const start = (h * queries + q) * keys;
      return [...data.subarray(start, start + keys)];
    }),
  );
}

function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}
