import { nameInSaved, type SavedStart } from '../../../shared/graph/name-in-saved';
import type { LayerWeights, WantedLayer } from '../../importers/importer';
import { importerOf } from '../../importers/importers';
import { shippedModel } from '../../importers/shipped';
import type { NamedWeight } from '../named-weights';

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
    const name = nameInSaved(start, weight.layer);
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
