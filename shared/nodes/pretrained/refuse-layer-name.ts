import { type Inference, refuse } from '../../graph/define-node';
import { ALL_FROZEN, NONE_FROZEN, type SavedModel } from '../../graph/saved-model';
import { type SavedCut, savedLayer } from './saved-expansion';

/** What keeps layers that parameters name from being found; null: nothing. */
export function refuseLayerName(model: SavedModel, cut: SavedCut): Inference | null {
  const names: readonly (readonly [string, string])[] = [
    ['cut_at', cut.cut_at],
    ['frozen_up_to', cut.frozen_up_to === NONE_FROZEN ? ALL_FROZEN : cut.frozen_up_to],
  ];
  for (const [param, name] of names) {
    if (name === '' || savedLayer(model, name)) continue;
    const known = model.layers.map((layer) => layer.name);
    const shown = known.length > 8 ? [...known.slice(0, 4), '…', ...known.slice(-3)] : known;
    return refuse(`The model has no layer “${name}”.`, {
      expected: shown.join(', '),
      received: name,
      fix: { type: 'unset', title: param === 'cut_at' ? 'Take the last layer' : 'Freeze all layers', param },
    });
  }
  return null;
}
