import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pythonScript } from './python';
import { constructLayer } from './python/layer-call';
import { pyComment, pyNumber, pyString, pyValue, variableNames } from './python/literal';
import { digitsProject, HOSTILE, tableProject, textProject, twoOutputsProject } from './python/projects.test-data';

/** Runs Python's own parser over source; answers with the value of an expression where one is asked. */
function python(code: string, input: string): string {
  return execFileSync('python3', ['-c', code], { input, encoding: 'utf8' });
}

const PROJECTS = { digits: digitsProject, table: tableProject(), text: textProject(), 'two outputs': twoOutputsProject() };

describe.each(Object.entries(PROJECTS))('%s', (_name, project) => {
  const script = pythonScript(project);

  test('compiles', () => {
    const names = python(
      'import ast, sys; tree = ast.parse(sys.stdin.buffer.read()); print(*(n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))))',
      script,
    );
    expect(names.trim().split(' ')).toEqual(expect.arrayContaining(['read_data', 'encode', 'take', 'build_model', 'load_weights', 'main']));
  });

  test('reads as before', () => {
    expect(script).toMatchSnapshot();
  });

  test('calls nothing that a name of the user’s brought in', () => {
    const calls = python(
      'import ast, sys; print(*sorted({n.func.id for n in ast.walk(ast.parse(sys.stdin.buffer.read())) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}))',
      script,
    );
    expect(calls).not.toMatch(/__import__|eval|exec|compile/);
  });
});

describe('how a step runs', () => {
  test('is said where it is not Keras’s own way', () => {
    const script = pythonScript(twoOutputsProject());
    for (const part of [
      'keras.mixed_precision.set_global_policy("mixed_bfloat16")',
      'layers.Dense(2, activation="softmax", dtype="float32", name="first")',
      'global_clipnorm=1, gradient_accumulation_steps=4)',
      // An output without a weight counts once, whatever its name.
      'loss_weights=[0.25, 1]',
      'jit_compile=True',
    ])
      expect(script).toContain(part);
  });

  test('and left to Keras elsewhere', () => {
    const project = twoOutputsProject();
    const usual = { gradient_accumulation_steps: 1, loss_weights: { first: 1 }, xla: 'auto', precision: 'float32' } as const;
    const script = pythonScript({ ...project, training: { ...project.training, ...usual } });
    expect(script).not.toMatch(/accumulation|loss_weights|jit_compile|mixed_precision|dtype="float32", name/i);
  });
});

describe('what changes weights', () => {
  test.each([
    [{ name: 'nadam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }, 'keras.optimizers.Nadam(rate, beta_1=0.9, beta_2=0.999, epsilon=1e-7)'],
    [
      { name: 'adamax', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
      'keras.optimizers.Adamax(rate, beta_1=0.9, beta_2=0.999, epsilon=1e-7)',
    ],
    [
      { name: 'adagrad', initial_accumulator_value: 0.1, epsilon: 1e-7 },
      'keras.optimizers.Adagrad(rate, initial_accumulator_value=0.1, epsilon=1e-7)',
    ],
    [{ name: 'adadelta', rho: 0.95, epsilon: 1e-7 }, 'keras.optimizers.Adadelta(rate, rho=0.95, epsilon=1e-7)'],
    [{ name: 'lion', beta_1: 0.9, beta_2: 0.99, weight_decay: 0 }, 'keras.optimizers.Lion(rate, beta_1=0.9, beta_2=0.99)'],
    [
      { name: 'lion', beta_1: 0.9, beta_2: 0.99, weight_decay: 0.1 },
      'keras.optimizers.Lion(rate, weight_decay=0.1, beta_1=0.9, beta_2=0.99)',
    ],
  ] as const)('%j', (optimizer, source) => {
    const project = digitsProject;
    expect(pythonScript({ ...project, training: { ...project.training, optimizer, clip_norm: null } })).toContain(source);
  });

  test('averaged weights are what validation and the best epoch see', () => {
    const training = { ...digitsProject.training, use_ema: true, ema_momentum: 0.9, ema_overwrite_frequency: 5 };
    const script = pythonScript({ ...digitsProject, training });
    expect(script).toContain(', use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5)');
    expect(script).toMatch(/return \[\n +keras\.callbacks\.SwapEMAWeights\(swap_on_epoch=True\),\n +keras\.callbacks\.EarlyStopping/);
  });

  test('rules for kernels are Keras’s objects, rates of their own a class of the script', () => {
    const project = textProject();
    const said = { kernel_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: 0.1 } } };
    const bound = { kernel_constraint: { class_name: 'MaxNorm', config: { max_value: 2, axis: [0, 1] } } };
    const records = project.plan.records.map((record) =>
      record.class_name === 'Dense' ? { ...record, config: { ...record.config, ...said, ...bound }, learning_rate_factor: 0.5 } : record,
    );
    const script = pythonScript({ ...project, plan: { ...project.plan, records } });
    expect(script).toContain('kernel_regularizer=keras.regularizers.L1L2(l1=0, l2=0.1)');
    expect(script).toMatch(/kernel_constraint=keras\.constraints\.MaxNorm\(max_value=2, axis=[([]0, 1[)\]]\)/);
    expect(script).toContain('FACTORS = {"lambda": 0.5}');
    expect(script).toContain('class PacedSGD(WholeSGD):');
    expect(script).toContain('return PacedSGD(rate');
  });

  test('layers made of others are frozen once the model is built', () => {
    const project = textProject();
    const records = project.plan.records.map((record) =>
      ['Bidirectional', 'Embedding'].includes(record.class_name) ? { ...record, config: { ...record.config, trainable: false } } : record,
    );
    const script = pythonScript({ ...project, plan: { ...project.plan, records } });
    expect(script.match(/trainable=False/g)).toHaveLength(1);
    expect(script).toContain('for name in ["bidirectional"]:\n        model.get_layer(name).trainable = False');
  });
});

describe('literals', () => {
  test.each([HOSTILE, '', '\0\x1b', '\ud800', 'ünï 😀', '\'"\\', 'a\r\nb\tc', '\u2029\u200f'])('%j is read back by Python', (text) => {
    const literal = pyString(text);
    expect(literal).not.toMatch(/[\n\r\u2028\u2029\u202e]/);
    const read = python('import ast, json, sys; print(json.dumps(ast.literal_eval(sys.stdin.buffer.read().decode())))', literal);
    expect(JSON.parse(read)).toBe(text);
  });

  test('a comment stays a comment', () => {
    expect(pyComment(HOSTILE)).not.toMatch(/["\\\n]/);
  });

  test('numbers, tuples, lists', () => {
    expect(pyNumber(1e-7)).toBe('1e-7');
    expect(pyValue([3, 4])).toBe('(3, 4)');
    expect(pyValue([null])).toBe('(None,)');
    expect(pyValue(['a', { b: [true] }])).toBe('["a", {"b": [True]}]');
  });

  test('variables are legal and used once', () => {
    const name = variableNames();
    expect([name('class'), name('class'), name('np'), name('conv2d'), name('2d')]).toEqual(['class_', 'class_2', 'np_', 'conv2d', '_2d']);
  });
});

describe('layers', () => {
  test('only what differs from Keras’s defaults is written', () => {
    const config = { units: 5, activation: 'linear', use_bias: true, kernel_initializer: 'glorot_uniform' };
    expect(constructLayer('Dense', config, 'dense', pyValue)).toBe('layers.Dense(5, name="dense")');
    expect(constructLayer('LSTM', { units: 4, return_sequences: true, recurrent_activation: 'sigmoid' }, null, pyValue)).toBe(
      'layers.LSTM(4, return_sequences=True)',
    );
  });

  test('a frozen one says so', () => {
    expect(constructLayer('Dense', { units: 5, trainable: false }, 'dense', pyValue)).toBe(
      'layers.Dense(5, trainable=False, name="dense")',
    );
    expect(constructLayer('ColumnEmbedding', { units: 5, trainable: false }, 'columns', pyValue)).toBe(
      'ColumnEmbedding(units=5, trainable=False, name="columns")',
    );
    const layer = { class_name: 'LSTM', config: { units: 4 } };
    expect(constructLayer('Bidirectional', { layer, merge_mode: 'concat', trainable: false }, 'both', pyValue)).toBe(
      'layers.Bidirectional(layers.LSTM(4), trainable=False, name="both")',
    );
    expect(constructLayer('Dense', { units: 5, trainable: true }, 'dense', pyValue)).toBe('layers.Dense(5, name="dense")');
  });

  test('wrapped layers are written inside', () => {
    const inner = { class_name: 'LSTM', config: { units: 4, return_sequences: true } };
    expect(constructLayer('Bidirectional', { layer: inner, merge_mode: 'sum' }, 'both', pyValue)).toBe(
      'layers.Bidirectional(layers.LSTM(4, return_sequences=True), merge_mode="sum", name="both")',
    );
  });
});
