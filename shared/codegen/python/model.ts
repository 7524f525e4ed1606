import type { JsonObject } from '../../json';
import { layerOf } from '../../layers/layer-of';
import type { ModelPlan } from '../plan';
import { callArguments, constructLayer } from './layer-call';
import { pyString, pyValue, variableNames } from './literal';

/**
 * Layers made of others. Given `trainable=False` when they are made, Keras 3.15 goes on training their parts: they are
 * frozen once the model is built.
 */
const HAVE_PARTS = new Set(['Bidirectional', 'GroupQueryAttention', 'MultiHeadAttention', 'TimeDistributed']);

/** The configuration without `trainable`. */
const unfrozen = ({ trainable: _, ...config }: JsonObject): JsonObject => config;

const key = (layer: string, output: number): string => `${layer}#${output}`;

/**
 * `build_model`: the functional model, one line a layer, in the order of the graph.
 *
 * @param mixed a policy of mixed precision holds: outputs are kept in 32 bits, as Keras advises
 */
export function buildModelSource(plan: ModelPlan, mixed: boolean): string {
  const name = variableNames();
  const variables = new Map<string, string>();
  const wanted = new Set<string>(
    [...plan.records.flatMap((r) => r.inbound), ...plan.maps.map((m) => m.ref), ...plan.targets.map((t) => t.ref)].map((ref) =>
      key(ref.layer, ref.output),
    ),
  );
  const of = (layer: string, output: number): string => {
    const found = variables.get(key(layer, output));
    if (found === undefined) throw new Error(`output ${output} of layer “${layer}” is used before it is made`);
    return found;
  };

  // Layers that are called again have a variable of their own.
  const called = new Set(plan.records.flatMap((record) => record.shares ?? []));
  const layerVariables = new Map<string, string>();
  const lines: string[] = [];
  const frozen: string[] = [];
  for (const record of plan.records) {
    const first = name(record.name);
    variables.set(key(record.name, 0), first);
    if (record.class_name === 'InputLayer') {
      lines.push(`${first} = ${inputSource(record.name, record.config)}`);
      continue;
    }
    const { givesScores = false, outputs: count = 1 } = layerOf(record.class_name);
    const asked = givesScores && wanted.has(key(record.name, 1));
    const call: JsonObject = { ...record.call, ...(asked ? { return_attention_scores: true } : {}) };
    const left = [first];
    for (let output = 1; output < (asked ? 2 : count); output++) {
      const another = name(givesScores ? `${record.name}_scores` : `${record.name}_${output}`);
      variables.set(key(record.name, output), another);
      left.push(another);
    }
    const dtype = mixed && plan.targets.some((target) => target.ref.layer === record.name) ? 'float32' : null;
    const later = HAVE_PARTS.has(record.class_name) && record.config.trainable === false && record.shares === undefined;
    if (later) frozen.push(record.name);
    const config = later ? unfrozen(record.config) : record.config;
    let layer = layerVariables.get(record.shares ?? '') ?? constructLayer(record.class_name, config, record.name, pyValue, dtype);
    if (called.has(record.name)) {
      const variable = name(`${record.name}_layer`);
      layerVariables.set(record.name, variable);
      lines.push(`${variable} = ${layer}`);
      layer = variable;
    }
    const tensors = record.inbound.map((ref) => of(ref.layer, ref.output));
    lines.push(`${left.join(', ')} = ${layer}(${callArguments(record.class_name, tensors, record.keywords ?? [], call, pyValue)})`);
  }

  const inputs = plan.feeds.map((feed) => of(feed.node, 0));
  const outputs = plan.targets.map((target) => of(target.ref.layer, target.ref.output));
  const list = (items: readonly string[]): string => (items.length === 1 ? (items[0] ?? '') : `[${items.join(', ')}]`);
  lines.push(`model = keras.Model(${list(inputs)}, ${list(outputs)})`);
  if (frozen.length > 0) {
    lines.push('# Not where they are made: Keras would go on training what they consist of.');
    lines.push(`for name in [${frozen.map(pyString).join(', ')}]:`, '    model.get_layer(name).trainable = False');
  }
  lines.push('');
  lines.push('# The same layers, asked for their attention scores: [batch, heads, query, key].');
  const maps = plan.maps.map((map) => `${pyString(map.node)}: ${of(map.ref.layer, map.ref.output)}`);
  lines.push(
    maps.length > 0 ? `attention_model = keras.Model(${list(inputs)}, {${maps.join(', ')}})` : 'attention_model = None  # nothing attends',
  );
  lines.push('return model, attention_model');
  const doc = '    """The model as it was drawn, and one that gives its attention."""';
  return ['def build_model():', doc, ...lines.map((line) => (line === '' ? '' : `    ${line}`))].join('\n');
}

/** `keras.Input(shape=(28, 28, 1), name="image")`. */
function inputSource(name: string, config: JsonObject): string {
  const shape = config.batch_shape;
  const sample = Array.isArray(shape) ? shape.slice(1) : [];
  const dtype = config.dtype === undefined || config.dtype === 'float32' ? '' : `, dtype=${pyValue(config.dtype)}`;
  return `keras.Input(shape=${pyValue(sample)}${dtype}, name=${pyString(name)})`;
}
