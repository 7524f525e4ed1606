import { MOST_LAYERS, type SavedLayer, type SavedModel, type SavedReference } from '../graph/saved-model';
import type { Json, JsonObject } from '../json';
import { SAVED_PARTS } from '../nodes/saved-parts.gen';
import { StudioError } from '../studio-error';
import { isObject } from './is-object';
import { type Call, callOf, makesMask } from './keras-calls';
import { isModelClass } from './keras-classes';
import { kerasLayer } from './keras-layer';

function unlike(expected: string, received: string): StudioError {
  return new StudioError('The model in the file cannot be read.', { expected, received, advice: 'Save it again with Keras.' });
}

interface RawLayer {
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  readonly inbound: Json;
}

function rawLayers(config: JsonObject): readonly RawLayer[] {
  const { layers } = config;
  if (!Array.isArray(layers) || layers.length === 0) throw unlike('a list of layers', 'none');
  if (layers.length > MOST_LAYERS) throw unlike(`at most ${MOST_LAYERS.toLocaleString('en')} layers`, layers.length.toLocaleString('en'));
  const names = new Set<string>();
  return layers.map((layer: Json): RawLayer => {
    if (!isObject(layer) || typeof layer.class_name !== 'string' || !isObject(layer.config))
      throw unlike('layers with class_name and config', 'others');
    const name = layer.name ?? layer.config.name;
    if (typeof name !== 'string' || name === '') throw unlike('layers with names', 'one without');
    if (names.has(name)) throw unlike('names that differ', `“${name}” twice`);
    names.add(name);
    return { name, className: layer.class_name, config: layer.config, inbound: layer.inbound_nodes ?? [] };
  });
}

/** `batch_shape` (Keras 3) or `batch_input_shape` (Keras 2). */
function shapeIn(config: JsonObject): readonly (number | null)[] | null {
  const shape = config.batch_shape ?? config.batch_input_shape;
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 6) return null;
  const fits = shape.every(
    (size: Json) => size === null || (typeof size === 'number' && Number.isInteger(size) && size > 0 && size < 2 ** 31),
  );
  return fits ? (shape as readonly (number | null)[]) : null;
}

const shapeOf = (name: string, config: JsonObject): readonly (number | null)[] => {
  const shape = shapeIn(config);
  if (!shape) throw unlike(`the shape of the input “${name}”`, JSON.stringify(config.batch_shape ?? config.batch_input_shape ?? null));
  return shape;
};

/** The values that a call gets, by our input ports. Keras calls layers with several inputs by position or by name. */
function portsOf(layer: RawLayer, kind: string, { tensors, named }: Call): SavedLayer['from'] {
  const inputs = SAVED_PARTS[kind]?.inputs ?? [];
  const [first] = inputs;
  if (!first) throw unlike('layers that take something', layer.name);
  if (first.multiple) return { [first.name]: tensors };
  const from: Record<string, SavedReference[]> = {};
  for (const [i, tensor] of tensors.entries()) {
    const port = inputs[i];
    if (!port) throw unlike(`${inputs.length} inputs of “${layer.name}” (${layer.className})`, String(tensors.length));
    from[port.name] = [tensor];
  }
  for (const [keyword, tensor] of Object.entries(named)) {
    const port = inputs.find(({ name }) => name === (keyword === 'attention_mask' ? 'mask' : keyword));
    if (!port) throw unlike(`inputs ${inputs.map(({ name }) => name).join(', ')} of “${layer.name}” (${layer.className})`, keyword);
    from[port.name] = [tensor];
  }
  return from;
}

/** What a layer of the file becomes: a model inside the model gives all of its layers, called `inner/layer`. */
function layersOf(layer: RawLayer, call: Call): { readonly layers: readonly SavedLayer[]; readonly output: SavedReference } {
  const { name, className, config } = layer;
  if (!isModelClass(className)) {
    const { kind, params } = kerasLayer(name, className, { ...config, ...call.call });
    return { layers: [{ name, kind, params, from: portsOf(layer, kind, call) }], output: { layer: name, port: 'output' } };
  }
  const [source, ...others] = call.tensors;
  if (!source || others.length > 0 || Object.keys(call.named).length > 0)
    throw unlike(`one input of the model “${name}”`, `${call.tensors.length}`);
  const inner = fromKeras({ class_name: className, config });
  const outside = (ref: SavedReference): SavedReference =>
    ref.layer === inner.input.name ? source : { ...ref, layer: `${name}/${ref.layer}` };
  const layers = inner.layers.map(
    (part): SavedLayer => ({
      ...part,
      name: `${name}/${part.name}`,
      from: Object.fromEntries(Object.entries(part.from).map(([port, refs]) => [port, refs.map(outside)])),
    }),
  );
  return { layers, output: outside(inner.output) };
}

function sequential(config: JsonObject): SavedModel {
  const all = rawLayers(config);
  const [first] = all;
  const own = first?.className === 'InputLayer' ? first : null;
  const named = own ?? (first && shapeIn(first.config) ? first : null);
  const built = Array.isArray(config.build_input_shape) ? { batch_shape: config.build_input_shape } : null;
  const shape = named ? shapeOf(named.name, named.config) : built && shapeOf('input', built);
  if (!shape) throw unlike('a model that was built: with an Input, or called once', 'one whose input has no shape');
  const input = { name: own?.name ?? 'the model’s input', shape };
  let before: SavedReference = { layer: input.name, port: 'output' };
  const layers = all.slice(own ? 1 : 0).flatMap((layer) => {
    const made = layersOf(layer, { tensors: [before], named: {}, call: {} });
    before = made.output;
    return made.layers;
  });
  if (layers.length === 0) throw unlike('layers', 'an input alone');
  return { input, layers, output: before };
}

/** `["dense", 0, 0]`, or a list of one such. */
function onlyReference(value: Json | undefined, what: string): string {
  const list = Array.isArray(value) ? value : [];
  const one = typeof list[0] === 'string' ? list : list.length === 1 && Array.isArray(list[0]) ? (list[0] as readonly Json[]) : null;
  if (one && typeof one[0] === 'string') return one[0];
  throw new StudioError(`The saved model has several ${what}.`, {
    expected: `one ${what.replace(/s$/, '')}`,
    received: `${list.length}`,
    advice: 'Save a model with one: keras.Model(input, output).',
  });
}

/** The layers that Keras 3 writes down for masks, in the order of the model. */
function maskLayers(all: readonly RawLayer[]): ReadonlySet<string> {
  const none: ReadonlySet<string> = new Set();
  const embedded = new Set(
    all
      .filter(({ className, config }) => className === 'Embedding' && config.mask_zero === true)
      .flatMap(({ name, inbound }) => callOf(name, inbound, none).tensors.map(({ layer }) => layer)),
  );
  const masks = new Set<string>();
  for (const { name, className, inbound } of all) if (makesMask(className, inbound, masks, embedded)) masks.add(name);
  return masks;
}

function functional(config: JsonObject): SavedModel {
  const all = rawLayers(config);
  const inputs = all.filter(({ className }) => className === 'InputLayer');
  const [own] = inputs;
  const inputName = onlyReference(config.input_layers, 'inputs');
  if (!own || own.name !== inputName || inputs.length !== 1) throw unlike(`one InputLayer “${inputName}”`, `${inputs.length}`);
  const output = { layer: onlyReference(config.output_layers, 'outputs'), port: 'output' };
  const waiting = new Map<string, SavedLayer>();
  const ends = new Map<string, SavedReference>();
  const masks = maskLayers(all);
  const known = new Set(all.map(({ name }) => name).filter((name) => !masks.has(name)));
  for (const layer of all) {
    if (layer === own || masks.has(layer.name)) continue;
    const call = callOf(layer.name, layer.inbound, masks);
    for (const { layer: source } of [...call.tensors, ...Object.values(call.named)]) {
      if (!known.has(source)) throw unlike(`the layer “${source}”, which “${layer.name}” takes`, 'none of that name');
    }
    const made = layersOf(layer, call);
    if (made.output.layer !== layer.name) ends.set(layer.name, made.output);
    for (const part of made.layers) {
      if (waiting.has(part.name)) throw unlike('names that differ', `“${part.name}” twice`);
      waiting.set(part.name, part);
    }
    if (waiting.size > MOST_LAYERS) throw unlike(`at most ${MOST_LAYERS.toLocaleString('en')} layers`, 'more, in models inside the model');
  }
  // What takes the output of a model inside takes that of its last layer.
  const end = (ref: SavedReference): SavedReference => ends.get(ref.layer) ?? ref;
  for (const [name, layer] of waiting) {
    waiting.set(name, { ...layer, from: Object.fromEntries(Object.entries(layer.from).map(([port, refs]) => [port, refs.map(end)])) });
  }
  if (!known.has(output.layer)) throw unlike(`the layer “${output.layer}”, which the model gives`, 'none of that name');
  if (output.layer === own.name) throw unlike('a model with layers', 'one that gives its input');
  return { input: { name: own.name, shape: shapeOf(own.name, own.config) }, layers: sourcesFirst(waiting, own.name), output: end(output) };
}

/** The layers with their sources before them; otherwise in their own order. @throws StudioError where they wait for each other */
function sourcesFirst(layers: ReadonlyMap<string, SavedLayer>, input: string): readonly SavedLayer[] {
  const done = new Set([input]);
  const ordered: SavedLayer[] = [];
  let left = [...layers.values()];
  while (left.length > 0) {
    const rest: SavedLayer[] = [];
    for (const layer of left) {
      const ready = Object.values(layer.from).every((refs) => refs.every((ref) => done.has(ref.layer)));
      if (ready) {
        done.add(layer.name);
        ordered.push(layer);
      } else rest.push(layer);
    }
    if (rest.length === left.length) throw unlike('layers that do not wait for each other', `a circle through “${rest[0]?.name ?? ''}”`);
    left = rest;
  }
  return ordered;
}

/**
 * A model of Keras's – the configuration of Keras 2 or 3, functional or sequential – as nodes of ours.
 *
 * @throws StudioError where something in it is not known here, or it is no model
 */
export function fromKeras(model: unknown): SavedModel {
  if (!isObject(model) || typeof model.class_name !== 'string' || !isObject(model.config))
    throw unlike('a model of Keras’s', 'something else');
  switch (model.class_name) {
    case 'Sequential':
      return sequential(model.config);
    case 'Functional':
    case 'Model':
      return functional(model.config);
    default:
      throw new StudioError(`The saved model is a class of its own, “${model.class_name}”, whose code the file does not hold.`, {
        expected: 'a Sequential or functional model',
        received: model.class_name,
        advice: 'Save its layers as a functional model: keras.Model(inputs, outputs).',
      });
  }
}
