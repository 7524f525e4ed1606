import type { SavedReference } from '../graph/saved-model';
import type { Json, JsonObject } from '../json';
import { StudioError } from '../studio-error';
import { isObject } from './is-object';

/** How a layer is called: with which tensors by position, which by name, and with what else. */
export interface Call {
  readonly tensors: readonly SavedReference[];
  readonly named: { readonly [keyword: string]: SavedReference };
  /** Keywords that are settings: `use_causal_mask`. */
  readonly call: JsonObject;
}

const refused = (layer: string, expected: string, received: string): StudioError =>
  new StudioError(`The layer “${layer}” is called in a way that is not known here.`, {
    expected,
    received,
    advice: 'Save a model in which each layer is called once, with tensors.',
  });

/** `[name, node, tensor]` of a call's history. */
function reference(layer: string, history: Json | undefined): SavedReference {
  const [name, node, tensor] = Array.isArray(history) ? (history as readonly Json[]) : [];
  if (typeof name !== 'string') throw refused(layer, 'a tensor of another layer', JSON.stringify(history ?? null).slice(0, 80));
  if (node !== 0 || tensor !== 0)
    throw refused(layer, `the only output of “${name}”`, `call ${JSON.stringify(node)}, output ${JSON.stringify(tensor)}`);
  return { layer: name, port: 'output' };
}

/** Keras 3 writes a tensor as an object with its history. */
function kerasTensor(layer: string, value: Json): SavedReference | null {
  if (!isObject(value) || value.class_name !== '__keras_tensor__' || !isObject(value.config)) return null;
  return reference(layer, value.config.keras_history);
}

/** Keras 3 writes down the masks that it hands on by itself. */
const MASKS: ReadonlySet<string> = new Set(['mask', 'query_mask', 'value_mask', 'key_mask']);

function keywords(
  layer: string,
  given: JsonObject,
  tensorOf: (value: Json) => SavedReference | null,
  masks: ReadonlySet<string>,
): Pick<Call, 'named' | 'call'> {
  const named: Record<string, SavedReference> = {};
  const call: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(given)) {
    const tensor = tensorOf(value);
    if (tensor && MASKS.has(keyword) && masks.has(tensor.layer)) continue;
    if (tensor) named[keyword] = tensor;
    else if (keyword === 'use_causal_mask' && typeof value === 'boolean') call[keyword] = value;
    else if (value !== null && value !== false && keyword !== 'training')
      throw refused(layer, `no ${keyword}`, JSON.stringify(value).slice(0, 80));
  }
  return { named, call };
}

function modern(layer: string, node: JsonObject, masks: ReadonlySet<string>): Call {
  const tensors: SavedReference[] = [];
  const take = (value: Json): void => {
    const tensor = kerasTensor(layer, value);
    if (tensor) tensors.push(tensor);
    else if (Array.isArray(value)) for (const item of value as readonly Json[]) take(item);
    else if (value !== null) throw refused(layer, 'tensors of other layers', JSON.stringify(value).slice(0, 80));
  };
  take(node.args ?? []);
  return { tensors, ...keywords(layer, isObject(node.kwargs) ? node.kwargs : {}, (value) => kerasTensor(layer, value), masks) };
}

const NO_MASKS: ReadonlySet<string> = new Set();

function classic(layer: string, node: readonly Json[]): Call {
  // A single tensor may stand without a list around it.
  const all = typeof node[0] === 'string' ? [node] : node;
  const calls = all.map((entry) => {
    const parts = Array.isArray(entry) ? (entry as readonly Json[]) : [];
    const extra = keywords(
      layer,
      isObject(parts[3]) ? parts[3] : {},
      (value) => (Array.isArray(value) && typeof value[0] === 'string' && value.length === 3 ? reference(layer, value) : null),
      NO_MASKS,
    );
    return { tensor: reference(layer, parts), ...extra };
  });
  return {
    tensors: calls.map(({ tensor }) => tensor),
    named: Object.assign({}, ...calls.map(({ named }) => named)) as Call['named'],
    call: Object.assign({}, ...calls.map(({ call }) => call)) as JsonObject,
  };
}

/**
 * How the file says that a layer is called, in the form of Keras 2 or 3.
 *
 * @param masks layers that only make the masks that Keras hands on by itself
 * @throws StudioError where it is called other than once
 */
export function callOf(layer: string, inbound: Json, masks: ReadonlySet<string>): Call {
  const nodes = Array.isArray(inbound) ? (inbound as readonly Json[]) : [];
  const [node] = nodes;
  if (nodes.length !== 1 || node === undefined) throw refused(layer, 'one call', `${nodes.length} calls`);
  if (isObject(node)) return modern(layer, node, masks);
  if (Array.isArray(node)) return classic(layer, node as readonly Json[]);
  throw refused(layer, 'a list of tensors', JSON.stringify(node).slice(0, 80));
}

/**
 * Whether a layer of Keras 3 only makes the mask of an Embedding, or joins such masks: ids that are not 0, one mask or another.
 * Nodes of ours make the same masks themselves.
 *
 * @param embedded the layers whose ids an Embedding with `mask_zero` takes
 */
export function makesMask(className: string, inbound: Json, masks: ReadonlySet<string>, embedded: ReadonlySet<string>): boolean {
  const [node] = Array.isArray(inbound) ? (inbound as readonly Json[]) : [];
  const args = isObject(node) && Array.isArray(node.args) ? (node.args as readonly Json[]) : [];
  const source = (value: Json | undefined): string => (value === undefined ? '' : (kerasTensor(className, value)?.layer ?? ''));
  switch (className) {
    case 'NotEqual':
      return args.length === 2 && args[1] === 0 && embedded.has(source(args[0]));
    case 'LogicalOr':
    case 'LogicalAnd':
      return args.length === 2 && args.every((arg) => masks.has(source(arg)));
    default:
      return false;
  }
}
