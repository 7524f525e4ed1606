import { nameInSaved } from '../../graph/name-in-saved';
import type { ModelPlan } from '../plan';
import { pyComment, pyString } from './literal';

/** The layers of a plan that began with the weights of saved models, in the order of the model. */
export function pretrainedLayers({ records, starts = [] }: ModelPlan): readonly string[] {
  const saved = starts.filter((start) => start.type === 'saved');
  return records
    .filter(({ name, shares }) => shares === undefined && saved.some((start) => nameInSaved(start, name) !== null))
    .map(({ name }) => name);
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** How the script gives layers of saved models their weights; null: there are none. */
export function pretrainedSource(plan: ModelPlan): string | null {
  const saved = (plan.starts ?? []).filter((start) => start.type === 'saved');
  const names = pretrainedLayers(plan);
  if (names.length === 0) return null;
  const files = saved.map(({ layer, source }) => `${layer}: ${source.kind === 'file' ? fileName(source.path) : source.name}`);
  return `# Layers that began as those of a saved model (${pyComment(files.join(', '))}).
PRETRAINED = [
${names.map((name) => `    ${pyString(name)},`).join('\n')}
]


def load_pretrained(model):
    """Gives the layers of the saved model their weights. They lie in weights.safetensors: what is frozen has those of
    the saved model still, what was fine-tuned has what the application made of them."""
    arrays = {}
    for name, array in read_safetensors(HERE / "weights.safetensors").items():
        arrays.setdefault(name.split("/")[0], []).append(array)
    for name in PRETRAINED:
        if name in arrays:
            model.get_layer(name).set_weights(arrays[name])`;
}
