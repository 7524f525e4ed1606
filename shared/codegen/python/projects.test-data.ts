import { DEFAULT_TRAINING } from '../../training';
import type { PythonProject } from '../python';

/** A class name as an enemy would write it: ends strings, docstrings, comments and script elements, turns text around. */
export const HOSTILE = '"""\\\n</script><img src=x onerror=alert(1)>\u202e\u2028\'#{__import__("os").system("touch /tmp/owned")}';

/** Pictures with self-attention, written by hand: the records that the digits lower to, in short. */
export const digitsProject: PythonProject = {
  name: `Digits ${HOSTILE}`,
  plan: {
    feeds: [{ kind: 'image', node: 'image', source: 'image', height: 8, width: 8, channels: 1, fit: 'stretch' }],
    records: [
      { name: 'image', class_name: 'InputLayer', config: { batch_shape: [null, 8, 8, 1], dtype: 'float32' }, inbound: [] },
      { name: 'rescaling', class_name: 'Rescaling', config: { scale: 1 / 255, offset: 0 }, inbound: [{ layer: 'image', output: 0 }] },
      {
        name: 'conv2d',
        class_name: 'Conv2D',
        config: { filters: 4, kernel_size: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu', use_bias: true },
        inbound: [{ layer: 'rescaling', output: 0 }],
      },
      { name: 'reshape', class_name: 'Reshape', config: { target_shape: [16, 4] }, inbound: [{ layer: 'conv2d', output: 0 }] },
      {
        name: 'attention',
        class_name: 'MultiHeadAttention',
        config: { num_heads: 2, key_dim: 2, dropout: 0 },
        inbound: [
          { layer: 'reshape', output: 0 },
          { layer: 'reshape', output: 0 },
        ],
        call: { use_causal_mask: true },
      },
      {
        name: 'add',
        class_name: 'Add',
        config: {},
        inbound: [
          { layer: 'reshape', output: 0 },
          { layer: 'attention', output: 0 },
        ],
      },
      { name: 'flatten', class_name: 'Flatten', config: {}, inbound: [{ layer: 'add', output: 0 }] },
      {
        name: 'class',
        class_name: 'Dense',
        config: { units: 3, activation: 'softmax', use_bias: true },
        inbound: [{ layer: 'flatten', output: 0 }],
      },
    ],
    targets: [
      {
        plan: { kind: 'classes', node: 'class', target: 'class', classes: 3, loss: 'categorical_crossentropy', label_smoothing: 0.1 },
        ref: { layer: 'class', output: 0 },
      },
    ],
    maps: [
      {
        node: 'attention',
        owner: 'attention',
        kind: 'MultiHeadAttention',
        title: HOSTILE,
        type: 'matrix',
        ref: { layer: 'attention', output: 1 },
        queries: { kind: 'grid', input: 'image', rows: 4, cols: 4 },
        keys: { kind: 'grid', input: 'image', rows: 4, cols: 4 },
      },
    ],
    parameters: 0,
  },
  preprocessing: {
    format: 'attention-studio-preprocessing',
    version: 2,
    feeds: [
      {
        plan: { kind: 'image', node: 'image', source: 'image', height: 8, width: 8, channels: 1, fit: 'stretch' },
        state: { kind: 'image' },
      },
    ],
    targets: [
      {
        plan: { kind: 'classes', node: 'class', target: 'class', classes: 3, loss: 'categorical_crossentropy', label_smoothing: 0.1 },
        state: { kind: 'classes', labels: ['a', HOSTILE, 'c'] },
      },
    ],
  },
  training: {
    ...DEFAULT_TRAINING,
    clip_norm: 1,
    class_weight: 'balanced',
    schedule: { name: 'cosine', warmup_epochs: 0.5, final: 0.1 },
    optimizer: { name: 'adamw', beta_1: 0.9, beta_2: 0.99, epsilon: 1e-8, weight_decay: 0.01 },
  },
  dataPath: `/data/${HOSTILE}`,
  read: { reader: 'image-folder' },
};

/** Every reader over the same small model. */
export function tableProject(): PythonProject {
  const feed = { kind: 'table', node: 'table', source: 'table', columns: ['age', `colour=${HOSTILE}`], standardize: true } as const;
  const target = { kind: 'value', node: 'value', target: 'y', loss: 'huber', standardize: true } as const;
  return {
    name: 'Table',
    plan: {
      feeds: [{ ...feed, columns: [...feed.columns] }],
      records: [
        { name: 'table', class_name: 'InputLayer', config: { batch_shape: [null, 2], dtype: 'float32' }, inbound: [] },
        { name: 'columns', class_name: 'ColumnEmbedding', config: { units: 4 }, inbound: [{ layer: 'table', output: 0 }] },
        { name: 'mean', class_name: 'GlobalAveragePooling1D', config: {}, inbound: [{ layer: 'columns', output: 0 }] },
        { name: 'value', class_name: 'Dense', config: { units: 1 }, inbound: [{ layer: 'mean', output: 0 }] },
      ],
      targets: [{ plan: target, ref: { layer: 'value', output: 0 } }],
      maps: [],
      parameters: 0,
    },
    preprocessing: {
      format: 'attention-studio-preprocessing',
      version: 2,
      feeds: [{ plan: { ...feed, columns: [...feed.columns] }, state: { kind: 'table', mean: [1, 2], deviation: [3, 4] } }],
      targets: [{ plan: target, state: { kind: 'value', column: HOSTILE, mean: 5, deviation: 6 } }],
    },
    training: {
      ...DEFAULT_TRAINING,
      schedule: { name: 'plateau', factor: 0.5, patience: 2, minimum: 1e-5 },
      early_stopping: { patience: 3 },
    },
    dataPath: 'C:\\data\\table.csv',
    read: {
      reader: 'table',
      delimiter: ';',
      header: true,
      encoding: 'utf-8',
      features: ['age', 'colour'],
      target: HOSTILE,
      task: 'regression',
    },
  };
}

export function textProject(): PythonProject {
  const feed = {
    kind: 'text',
    node: 'words',
    source: 'text',
    max_tokens: 100,
    output_sequence_length: 12,
    standardize: 'lower_and_strip_punctuation',
    split: 'whitespace',
  } as const;
  const target = {
    kind: 'classes',
    node: 'lambda',
    target: 'class',
    classes: 2,
    loss: 'categorical_crossentropy',
    label_smoothing: 0,
  } as const;
  return {
    name: 'Text',
    plan: {
      feeds: [feed],
      records: [
        { name: 'words', class_name: 'InputLayer', config: { batch_shape: [null, 12], dtype: 'int32' }, inbound: [] },
        {
          name: 'embedding',
          class_name: 'Embedding',
          config: { input_dim: 100, output_dim: 8, mask_zero: true },
          inbound: [{ layer: 'words', output: 0 }],
        },
        {
          name: 'bidirectional',
          class_name: 'Bidirectional',
          config: {
            layer: { class_name: 'LSTM', config: { units: 4, return_sequences: true, recurrent_activation: 'sigmoid' } },
            merge_mode: 'concat',
          },
          inbound: [{ layer: 'embedding', output: 0 }],
        },
        { name: 'pooling', class_name: 'GlobalAveragePooling1D', config: {}, inbound: [{ layer: 'bidirectional', output: 0 }] },
        { name: 'lambda', class_name: 'Dense', config: { units: 2, activation: 'softmax' }, inbound: [{ layer: 'pooling', output: 0 }] },
      ],
      targets: [{ plan: target, ref: { layer: 'lambda', output: 0 } }],
      maps: [],
      parameters: 0,
    },
    preprocessing: {
      format: 'attention-studio-preprocessing',
      version: 2,
      feeds: [{ plan: feed, state: { kind: 'text', vocabulary: ['', '[UNK]', 'good', HOSTILE] } }],
      targets: [{ plan: target, state: { kind: 'classes', labels: ['0', '1'] } }],
    },
    training: {
      ...DEFAULT_TRAINING,
      optimizer: { name: 'sgd', momentum: 0.9, nesterov: true },
      schedule: { name: 'step', factor: 0.5, every_epochs: 3 },
    },
    dataPath: '/data/sentences.tsv',
    read: { reader: 'text', format: 'delimited', delimiter: '\t', header: false, encoding: 'utf-8', text: '1', label: '2' },
  };
}

/** Two outputs that are weighed, and every choice of how a step runs. */
export function twoOutputsProject(): PythonProject {
  const base = tableProject();
  const target = (node: string) =>
    ({ kind: 'classes', node, target: 'class', classes: 2, loss: 'categorical_crossentropy', label_smoothing: 0 }) as const;
  const state = { kind: 'classes' as const, labels: ['no', 'yes'] };
  const head = (name: string) => ({
    name,
    class_name: 'Dense',
    config: { units: 2, activation: 'softmax', dtype: 'float32' },
    inbound: [{ layer: 'table', output: 0 }],
  });
  const [input] = base.plan.records;
  return {
    ...base,
    name: 'Two outputs',
    plan: {
      ...base.plan,
      records: [...(input ? [input] : []), head('first'), head('constructor')],
      targets: ['first', 'constructor'].map((node) => ({ plan: target(node), ref: { layer: node, output: 0 } })),
    },
    preprocessing: { ...base.preprocessing, targets: ['first', 'constructor'].map((node) => ({ plan: target(node), state })) },
    training: {
      ...DEFAULT_TRAINING,
      clip_norm: 1,
      schedule: { name: 'cosine', warmup_epochs: 1, final: 0 },
      gradient_accumulation_steps: 4,
      loss_weights: { first: 0.25 },
      xla: 'on',
      precision: 'mixed_bfloat16',
    },
    read: {
      reader: 'table',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      features: ['age', 'colour'],
      target: 'answer',
      task: 'classification',
    },
  };
}
