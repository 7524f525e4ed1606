import { BLOCK_INPUT } from '../../graph/block-input';
import type { Expansion, Registry } from '../../graph/define-node';
import type { GraphNode, PortRef, Wire } from '../../graph/document';
import { ALL_FROZEN, type FrozenUpTo, NONE_FROZEN, type SavedLayer, type SavedModel, type SavedReference } from '../../graph/saved-model';
import type { StartingModel } from '../../graph/weight-start';

/**
 * Layers that do something in training only. Where nothing is learned the model runs as it does afterwards, as in Keras's
 * `base_model(x, training=False)`: they are left out, and what is frozen can be computed once a sample.
 */
const IN_TRAINING_ONLY: ReadonlySet<string> = new Set([
  'Dropout',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'GaussianDropout',
  'GaussianNoise',
  'AlphaDropout',
  'ActivityRegularization',
]);

export interface SavedCut {
  /** The name of the layer whose output is given; '': that of the whole model. */
  readonly cut_at: string;
  readonly frozen_up_to: FrozenUpTo;
}

/** A layer of the model by its name. */
export const savedLayer = (model: SavedModel, name: string): SavedLayer | undefined => model.layers.find((layer) => layer.name === name);

/** The layers that the output of one needs, in the model's order. */
function neededFor(model: SavedModel, output: SavedReference): readonly SavedLayer[] {
  const needed = new Set([output.layer]);
  const kept: SavedLayer[] = [];
  for (const layer of [...model.layers].reverse()) {
    if (!needed.has(layer.name)) continue;
    kept.push(layer);
    for (const refs of Object.values(layer.from)) for (const ref of refs) needed.add(ref.layer);
  }
  return kept.reverse();
}

/** The names of the model's layers as ids of nodes: `mixed0/conv` → `mixed0_conv`. */
function partIds(model: SavedModel): ReadonlyMap<string, string> {
  const taken = new Set([BLOCK_INPUT]);
  const ids = new Map<string, string>();
  for (const { name } of model.layers) {
    const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '_');
    const base = /^[a-z]/.test(plain) ? plain : `layer_${plain}`;
    let id = base;
    for (let i = 2; taken.has(id); i++) id = `${base}_${i}`;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/** Whether nothing is learned in each layer, in the model's order. */
function frozenLayers(model: SavedModel, upTo: FrozenUpTo): ReadonlySet<string> {
  if (upTo === NONE_FROZEN) return new Set();
  const last = upTo === ALL_FROZEN ? model.layers.length - 1 : model.layers.findIndex(({ name }) => name === upTo);
  return new Set(model.layers.slice(0, last + 1).map(({ name }) => name));
}

const outputOf = (model: SavedModel, cut: SavedCut): SavedReference =>
  cut.cut_at === '' ? model.output : { layer: cut.cut_at, port: cut.cut_at === model.output.layer ? model.output.port : 'output' };

/**
 * A saved model as the graph inside a block: its layers up to the cut, frozen up to a chosen one.
 *
 * @param input where the model's input comes from: the block's own, or a node in `before`
 * @param before nodes between the block's input and the model's
 */
export function savedExpansion(
  model: SavedModel,
  cut: SavedCut,
  registry: Registry,
  input: PortRef,
  before: Expansion['graph'] = { nodes: {}, wires: [] },
): Expansion {
  const ids = partIds(model);
  const frozen = frozenLayers(model, cut.frozen_up_to);
  const nodes: Record<string, GraphNode> = { ...before.nodes };
  const wires: Wire[] = [...before.wires];
  const made = new Map<string, PortRef>([[`${model.input.name}\0output`, input]]);
  const place = ({ layer, port }: SavedReference): PortRef => {
    const ref = made.get(`${layer}\0${port}`) ?? { node: ids.get(layer) ?? layer, port };
    return ref;
  };
  const output = outputOf(model, cut);
  for (const { name, kind, params, from } of neededFor(model, output)) {
    const still = frozen.has(name);
    const [only] = from.input ?? [];
    if (still && only && IN_TRAINING_ONLY.has(kind)) {
      made.set(`${name}\0output`, place(only));
      continue;
    }
    const id = ids.get(name) ?? name;
    const definition = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
    const freezes = still && definition !== undefined && Object.hasOwn(definition.params, 'trainable');
    nodes[id] = { kind, title: name, params: freezes ? { ...params, trainable: false } : params };
    for (const [port, refs] of Object.entries(from)) for (const ref of refs) wires.push({ from: place(ref), to: { node: id, port } });
  }
  return { graph: { nodes, wires }, outputs: { output: place(output) } };
}

/** Which node inside stands for which layer of the file. */
export function savedParts(model: SavedModel, cut: SavedCut): StartingModel['layers'] {
  const ids = partIds(model);
  return neededFor(model, outputOf(model, cut)).map(({ name }) => ({ part: ids.get(name) ?? name, name }));
}
