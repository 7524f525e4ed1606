import type { SavedLayer, SavedModel } from '../../graph/saved-model';
import type { JsonObject } from '../../json';

/** A model of layers one behind the other. `shape`: of what comes in, the batch first. */
export function chain(
  shape: SavedModel['input']['shape'],
  layers: readonly (readonly [name: string, kind: string, params: JsonObject])[],
): SavedModel {
  const input = { name: 'input_1', shape };
  let before = { layer: input.name, port: 'output' };
  const built = layers.map(([name, kind, params]): SavedLayer => {
    const layer = { name, kind, params, from: { input: [before] } };
    before = { layer: name, port: 'output' };
    return layer;
  });
  return { input, layers: built, output: before };
}
