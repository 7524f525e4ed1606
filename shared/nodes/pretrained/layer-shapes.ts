import { BLOCK_INPUT } from '../../graph/block-input';
import { defineNode } from '../../graph/define-node';
import { inferGraph } from '../../graph/infer';
import { NONE_FROZEN, type SavedModel } from '../../graph/saved-model';
import { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { SAVED_PARTS } from '../saved-parts.gen';
import { refuseBroken } from './refuse-broken';
import { savedExpansion, savedParts } from './saved-expansion';

export interface LayerShape {
  readonly name: string;
  readonly kind: string;
  /** `56×56×128`; null: it cannot be told. */
  readonly shape: string | null;
}

/** What the model was saved for, where nothing is wired yet. */
function ownInput({ input, layers }: SavedModel): ValueSpec {
  const shape = input.shape.map((size, axis) => size ?? (axis === 0 ? 'batch' : '?'));
  const takesIds = layers.some(({ kind, from }) => kind === 'Embedding' && from.ids?.some(({ layer }) => layer === input.name));
  const carries = takesIds ? 'ids' : shape.length === 4 ? 'image' : shape.length === 3 ? 'sequence' : 'vector';
  return { shape, dtype: takesIds ? 'int32' : 'float32', carries };
}

/** The layers of a saved model with the shapes of what they give. `given`: what is wired to its node; null: nothing yet. */
export function layerShapes(model: SavedModel, given: ValueSpec | null): readonly LayerShape[] {
  if (refuseBroken(model)) return [];
  const spec = given ?? ownInput(model);
  const entry = defineNode({
    kind: BLOCK_INPUT,
    family: 'input',
    title: 'Input',
    letter: 'I',
    doc: 'What is wired to the model.',
    inputs: [],
    outputs: [{ name: 'input', doc: 'What is wired to the model' }],
    params: {},
    summary: () => '',
    infer: () => ({ ok: true, outputs: { input: spec } }),
    layers: () => ({ records: [], outputs: {} }),
    examples: [],
  });
  const whole = { cut_at: '', frozen_up_to: NONE_FROZEN };
  const { graph } = savedExpansion(model, whole, SAVED_PARTS, Sketch.input('input'));
  const nodes = { ...graph.nodes, [BLOCK_INPUT]: { kind: BLOCK_INPUT, title: null, params: {} } };
  const report = inferGraph({ ...graph, nodes }, { ...SAVED_PARTS, [BLOCK_INPUT]: entry }, null);
  const parts = new Map(savedParts(model, whole).map(({ part, name }) => [name, part]));
  return model.layers.map(({ name, kind }) => {
    const [output] = Object.values(report.nodes[parts.get(name) ?? '']?.outputs ?? {});
    return { name, kind, shape: output ? formatShape(output.shape) : null };
  });
}
