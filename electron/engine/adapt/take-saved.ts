import type { WeightStart } from '../../../shared/graph/weight-start';
import type { LayerWeights, WantedLayer } from '../../importers/importer';
import { importerOf } from '../../importers/importers';
import { shippedModel } from '../../importers/shipped';
import type { NamedWeight } from '../named-weights';

type SavedStart = Extract<WeightStart, { type: 'saved' }>;

/** The name in the file of a layer of ours: `vgg16_block1_conv1` → `block1_conv1`. Null: it is none of the saved model’s. */
function nameInFile({ layer, layers }: SavedStart, ours: string): string | null {
  if (!ours.startsWith(`${layer}_`)) return null;
  const rest = ours.slice(layer.length + 1);
  let best: SavedStart['layers'][number] | null = null;
  for (const entry of layers) {
    const { part } = entry;
    // A node inside may have several layers: `attention`, `attention_query`.
    const fits = rest === part || rest.startsWith(`${part}_`);
    if (fits && part.length > (best?.part.length ?? -1)) best = entry;
  }
  return best && best.name + rest.slice(best.part.length);
}

/**
 * Gives the layers of a saved model the weights of its file. Rejects with a StudioError where the file is missing, has
 * changed, or has other weights.
 *
 * @param assign sets one weight
 * @returns what the log should say
 */
export async function takeSaved(
  weights: readonly NamedWeight[],
  start: SavedStart,
  assign: (weight: NamedWeight, values: Float32Array) => void,
): Promise<string> {
  const ours = new Map<string, NamedWeight[]>();
  for (const weight of weights) {
    const name = nameInFile(start, weight.layer);
    if (name !== null) ours.set(name, [...(ours.get(name) ?? []), weight]);
  }
  const wanted = [...ours].map(([layer, own]): WantedLayer => ({ layer, shapes: own.map(({ variable }) => variable.shape) }));
  const { source } = start;
  const file = source.kind === 'file' ? source.path : shippedModel(source.name);
  const found: readonly LayerWeights[] = await (await importerOf(file)).weights(
    file,
    source.kind === 'file' ? source.sha256 : null,
    wanted,
  );
  let tensors = 0;
  for (const { layer, weights: stored } of found) {
    for (const [i, weight] of (ours.get(layer) ?? []).entries()) {
      const values = stored[i]?.data;
      if (!values) throw new Error(`the layer “${layer}” was read without its weight ${i}`);
      assign(weight, values);
      tensors++;
    }
  }
  return `“${start.layer}” begins with ${tensors.toLocaleString('en')} weights of ${source.kind === 'file' ? file : source.name}.`;
}
