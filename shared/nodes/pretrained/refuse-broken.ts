import { type Inference, refuse } from '../../graph/define-node';
import type { SavedModel, SavedReference } from '../../graph/saved-model';
import { SAVED_PARTS } from '../saved-parts.gen';

/** What is wrong with a model as it stands in a project that was changed by hand or made to do harm; null: nothing. */
export function refuseBroken(model: SavedModel): Inference | null {
  const ports = new Map<string, ReadonlySet<string>>([[model.input.name, new Set(['output'])]]);
  const isThere = ({ layer, port }: SavedReference): boolean => ports.get(layer)?.has(port) === true;
  for (const { name, kind, from } of model.layers) {
    const refs = Object.values(from).flat();
    const definition = Object.hasOwn(SAVED_PARTS, kind) ? SAVED_PARTS[kind] : undefined;
    if (!definition || definition.inside) return broken('layers of a known kind', `“${name}” of the kind ${kind}`);
    if (ports.has(name)) return broken('layers whose names differ', `“${name}” twice`);
    const lost = refs.find((ref) => !isThere(ref));
    if (lost) return broken('layers that take what stands before them', `“${name}”, which takes ${lost.port} of “${lost.layer}”`);
    ports.set(name, new Set(definition.outputs.map((output) => output.name)));
  }
  const { output } = model;
  if (output.layer !== model.input.name && isThere(output)) return null;
  return broken('the output of one of its layers', `${output.port} of “${output.layer}”`);
}

const broken = (expected: string, received: string): Inference =>
  refuse('The saved model as it stands in this project cannot be built. Choose its file again.', { expected, received });
