import type { WeightStart } from './weight-start';

export type SavedStart = Extract<WeightStart, { type: 'saved' }>;

/** The name in a saved model's file of a layer of ours: `vgg16_block1_conv1` → `block1_conv1`. Null: it is none of its layers. */
export function nameInSaved({ layer, layers }: SavedStart, ours: string): string | null {
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
