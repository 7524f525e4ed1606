import type { Preprocessing } from '../../graph/feed';
import { isBinary } from '../../graph/targets/binary';
import { lossWeight, type TrainingSettings } from '../../training';
import type { ModelPlan } from '../plan';
import { pyNumber } from './literal';
import { pacedClass, wholeClass } from './optimizer-classes';
import { judgedBy } from './targets/python-targets';

/** `make_optimizer(steps_per_epoch)`: optimizer, schedule, clipping and accumulation of the settings. Keras's schedules count batches. */
export function optimizerSource(training: TrainingSettings, plan: ModelPlan): string {
  const { optimizer: o } = training;
  const clip = training.clip_norm === null ? '' : `, global_clipnorm=${pyNumber(training.clip_norm)}`;
  const batches = training.gradient_accumulation_steps;
  const every = training.ema_overwrite_frequency === null ? '' : `, ema_overwrite_frequency=${training.ema_overwrite_frequency}`;
  const mean = training.use_ema ? `, use_ema=True, ema_momentum=${pyNumber(training.ema_momentum)}${every}` : '';
  const rest = `${clip}${batches === 1 ? '' : `, gradient_accumulation_steps=${batches}`}${mean}`;
  const betas = 'beta_1' in o ? `beta_1=${pyNumber(o.beta_1)}, beta_2=${pyNumber(o.beta_2)}` : '';
  const optimizer = (() => {
    switch (o.name) {
      case 'adam':
        return `Adam(rate, ${betas}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'adamw':
        return `AdamW(rate, weight_decay=${pyNumber(o.weight_decay)}, ${betas}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'sgd':
        return `SGD(rate, momentum=${pyNumber(o.momentum)}, nesterov=${o.nesterov ? 'True' : 'False'}${rest})`;
      case 'rmsprop':
        return `RMSprop(rate, rho=${pyNumber(o.rho)}, momentum=${pyNumber(o.momentum)}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'nadam':
        return `Nadam(rate, ${betas}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'adamax':
        return `Adamax(rate, ${betas}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'adagrad':
        return `Adagrad(rate, initial_accumulator_value=${pyNumber(o.initial_accumulator_value)}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'adadelta':
        return `Adadelta(rate, rho=${pyNumber(o.rho)}, epsilon=${pyNumber(o.epsilon)}${rest})`;
      case 'lion': {
        const decay = o.weight_decay > 0 ? `weight_decay=${pyNumber(o.weight_decay)}, ` : '';
        return `Lion(rate, ${decay}${betas}${rest})`;
      }
    }
  })();
  // With an embedding, TensorFlow hands Keras a word's gradient in parts, one a place: see the class's words.
  const inParts = plan.records.some(({ class_name }) => class_name === 'Embedding');
  const kerasClass = optimizer.slice(0, optimizer.indexOf('('));
  const factors = plan.records.flatMap(({ name, learning_rate_factor: factor }) => (factor === undefined ? [] : [[name, factor] as const]));
  const decays = 'weight_decay' in o && o.weight_decay > 0;
  const whole = inParts ? wholeClass(`keras.optimizers.${kerasClass}`, kerasClass) : null;
  const base = whole?.name ?? `keras.optimizers.${kerasClass}`;
  const paced = factors.length > 0 ? pacedClass(base, kerasClass, factors, decays) : null;
  return [
    ...[whole, paced].flatMap((own) => (own ? [own.source] : [])),
    'def make_optimizer(steps_per_epoch):',
    ...scheduleLines(training).map((line) => `    ${line}`),
    `    return ${paced?.name ?? base}${optimizer.slice(kerasClass.length)}`,
  ].join('\n');
}

function scheduleLines(training: TrainingSettings): string[] {
  const { schedule } = training;
  switch (schedule.name) {
    case 'constant':
    case 'plateau':
      return ['rate = LEARNING_RATE'];
    case 'step':
      return [
        'rate = keras.optimizers.schedules.ExponentialDecay(',
        `    LEARNING_RATE, ${schedule.every_epochs} * steps_per_epoch, ${pyNumber(schedule.factor)}, staircase=True`,
        ')',
      ];
    case 'cosine':
      return schedule.warmup_epochs === 0
        ? [`rate = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, EPOCHS * steps_per_epoch, alpha=${pyNumber(schedule.final)})`]
        : [
            `warmup = math.floor(${pyNumber(schedule.warmup_epochs)} * steps_per_epoch + 0.5)`,
            'rate = keras.optimizers.schedules.CosineDecay(',
            `    0.0, max(1, EPOCHS * steps_per_epoch - warmup), alpha=${pyNumber(schedule.final)}, warmup_target=LEARNING_RATE, warmup_steps=warmup`,
            ')',
          ];
  }
}

/** `make_callbacks(watch)`: the best epoch is kept, as the application keeps it. */
export function callbacksSource(training: TrainingSettings): string {
  const { schedule, early_stopping: early } = training;
  const patience = early === null ? 'EPOCHS' : String(early.patience);
  const lines = [
    'def make_callbacks(watch):',
    '    """`watch`: the loss that decides which epoch was the best."""',
    '    return [',
    // Before what looks at the weights: those are then the averaged ones, in validation and where the best are kept.
    ...(training.use_ema ? ['        keras.callbacks.SwapEMAWeights(swap_on_epoch=True),'] : []),
    `        keras.callbacks.EarlyStopping(monitor=watch, patience=${patience}, restore_best_weights=True),`,
  ];
  if (schedule.name === 'plateau')
    lines.push(
      '        keras.callbacks.ReduceLROnPlateau(',
      `            monitor=watch, factor=${pyNumber(schedule.factor)}, patience=${schedule.patience}, min_lr=${pyNumber(schedule.minimum)}`,
      '        ),',
    );
  lines.push('    ]');
  return lines.join('\n');
}

/** The losses, their weights and the metrics for `compile`, one an output; `weights` null: all count the same. */
export function compileSource(
  training: TrainingSettings,
  plan: ModelPlan,
): { readonly loss: string; readonly weights: string | null; readonly metrics: string; readonly helpers: readonly string[] } {
  const judged = plan.targets.map(({ plan: target }) => judgedBy(target));
  const losses = judged.map(({ loss }) => loss);
  const metrics = judged.map((one) => one.metrics);
  const weights = plan.targets.map(({ plan: t }) => lossWeight(training, t.node));
  return {
    loss: losses.length === 1 ? (losses[0] ?? '') : `[${losses.join(', ')}]`,
    weights: weights.every((weight) => weight === 1) ? null : `[${weights.map(pyNumber).join(', ')}]`,
    metrics: metrics.length === 1 ? `[${metrics[0]}]` : `[${metrics.map((m) => `[${m}]`).join(', ')}]`,
    helpers: [...new Set(judged.flatMap(({ helpers }) => helpers))],
  };
}

/** `class_weight` for `fit`, or null where all classes count the same. */
export function classWeightSource(training: TrainingSettings, preprocessing: Preprocessing): string | null {
  const target = preprocessing.targets.find((t) => t.state.kind === 'classes');
  if (training.class_weight === 'none' || target?.state.kind !== 'classes') return null;
  const { labels } = target.state;
  const binary = target.plan.kind === 'classes' && isBinary(target.plan.loss);
  if (training.class_weight === 'balanced') {
    return [
      'def class_weights(y):',
      '    """Rare classes count more: samples / (classes * samples of the class)."""',
      binary ? '    counts = np.array([len(y) - y.sum(), y.sum()])' : '    counts = y.sum(axis=0)',
      '    return {label: float(len(y) / (len(counts) * count)) for label, count in enumerate(counts) if count > 0}',
    ].join('\n');
  }
  const weights = training.class_weight;
  const entries = labels.map((label, index) => `${index}: ${pyNumber(Object.hasOwn(weights, label) ? (weights[label] ?? 1) : 1)}`);
  return ['def class_weights(y):', '    """Set by hand, by class index."""', `    return {${entries.join(', ')}}`].join('\n');
}
