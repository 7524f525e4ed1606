import type { Draft } from 'immer';
import { DEFAULT_TRAINING, type OptimizerSettings, type ScheduleSettings, type TrainingSettings } from '../../shared/training';
import { edit } from '../state/document';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { NumberRow } from './NumberRow';

function set(label: string, recipe: (training: Draft<TrainingSettings>) => void): void {
  edit(`Set ${label}`, (draft) => recipe(draft.training));
}

const OPTIMIZERS: readonly { readonly value: OptimizerSettings['name']; readonly label: string; readonly settings: OptimizerSettings }[] = [
  { value: 'adam', label: 'Adam', settings: { name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } },
  { value: 'adamw', label: 'AdamW', settings: { name: 'adamw', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.004 } },
  { value: 'sgd', label: 'SGD', settings: { name: 'sgd', momentum: 0.9, nesterov: false } },
  { value: 'rmsprop', label: 'RMSprop', settings: { name: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 } },
];

const SCHEDULES: readonly { readonly value: ScheduleSettings['name']; readonly label: string; readonly settings: ScheduleSettings }[] = [
  { value: 'constant', label: 'constant', settings: { name: 'constant' } },
  { value: 'cosine', label: 'cosine', settings: { name: 'cosine', warmup_epochs: 1, final: 0 } },
  { value: 'step', label: 'step', settings: { name: 'step', factor: 0.5, every_epochs: 5 } },
  { value: 'plateau', label: 'on plateau', settings: { name: 'plateau', factor: 0.5, patience: 3, minimum: 1e-6 } },
];

const HINTS: Record<string, string> = {
  beta_1: 'How slowly the mean of the gradient forgets.',
  beta_2: 'How slowly the mean of its square forgets.',
  epsilon: 'Keeps the division from going to infinity.',
  weight_decay: 'Draws weights towards zero each step.',
  momentum: 'Part of the last step that goes on.',
  nesterov: 'Looks ahead along the momentum.',
  rho: 'How slowly the mean of the squared gradient forgets.',
  warmup_epochs: 'Epochs of linear rise to the full rate.',
  final: 'Part of the rate that is left at the end.',
  factor: 'What the rate is multiplied with.',
  every_epochs: 'Epochs between two reductions.',
  patience: 'Epochs without improvement before it acts.',
  minimum: 'The rate never falls below this.',
};

/** The settings of the chosen optimizer or schedule, from its own fields. */
function Details({
  of,
  disabled,
  onSet,
}: {
  of: OptimizerSettings | ScheduleSettings;
  disabled: boolean;
  onSet(name: string, value: number | boolean): void;
}) {
  return Object.entries(of)
    .filter(([name]) => name !== 'name')
    .map(([name, value]) =>
      typeof value === 'boolean' ? (
        <Field key={name} label={name} hint={HINTS[name]}>
          {(ids) => <Switch id={ids.id} checked={value} disabled={disabled} onChange={(on) => onSet(name, on)} />}
        </Field>
      ) : (
        <NumberRow
          key={name}
          label={name}
          hint={HINTS[name]}
          min={0}
          max={name.endsWith('epochs') || name === 'patience' ? 1000 : 1}
          integer={name === 'every_epochs' || name === 'patience'}
          step={name.endsWith('epochs') || name === 'patience' ? 1 : 0.01}
          disabled={disabled}
          value={Number(value)}
          onCommit={(next) => next !== null && onSet(name, next)}
        />
      ),
    );
}

const ENGINES = [
  { value: 'auto', label: 'the fastest' },
  { value: 'tensorflow', label: 'TensorFlow' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'cpu', label: 'JavaScript' },
] as const;

/** How the project is trained: the names and defaults are Keras's. */
export function TrainingForm({ training: t, disabled }: { readonly training: TrainingSettings; readonly disabled: boolean }) {
  const named = typeof t.class_weight === 'string' ? t.class_weight : 'own';
  return (
    <>
      <section>
        <h3 className="section-head">Training</h3>
        <NumberRow
          label="epochs"
          hint="Times that every training sample is seen."
          integer
          min={1}
          max={100_000}
          disabled={disabled}
          value={t.epochs}
          onCommit={(v) => v !== null && set('epochs', (d) => void (d.epochs = v))}
        />
        <NumberRow
          label="batch_size"
          hint="Samples a step."
          integer
          min={1}
          max={65_536}
          disabled={disabled}
          value={t.batch_size}
          onCommit={(v) => v !== null && set('batch_size', (d) => void (d.batch_size = v))}
        />
        <NumberRow
          label="learning_rate"
          hint="Size of a step."
          min={1e-8}
          max={100}
          step={0.0005}
          disabled={disabled}
          value={t.learning_rate}
          onCommit={(v) => v !== null && set('learning_rate', (d) => void (d.learning_rate = v))}
        />
        <Field label="optimizer">
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled}
              value={t.optimizer.name}
              options={OPTIMIZERS}
              onChange={(name) =>
                set(
                  'optimizer',
                  (d) => void (d.optimizer = OPTIMIZERS.find((o) => o.value === name)?.settings ?? DEFAULT_TRAINING.optimizer),
                )
              }
            />
          )}
        </Field>
        <Details
          of={t.optimizer}
          disabled={disabled}
          onSet={(name, value) => set(name, (d) => void Object.assign(d.optimizer, { [name]: value }))}
        />
        <Field label="schedule" hint="How the learning rate moves.">
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled}
              value={t.schedule.name}
              options={SCHEDULES}
              onChange={(name) =>
                set('schedule', (d) => void (d.schedule = SCHEDULES.find((s) => s.value === name)?.settings ?? DEFAULT_TRAINING.schedule))
              }
            />
          )}
        </Field>
        <Details
          of={t.schedule}
          disabled={disabled}
          onSet={(name, value) => set(name, (d) => void Object.assign(d.schedule, { [name]: value }))}
        />
      </section>
      <section>
        <h3 className="section-head">Safeguards</h3>
        <NumberRow
          label="clip_norm"
          hint="Scales gradients so that their norm is at most this."
          nullable="off"
          min={1e-6}
          step={0.5}
          disabled={disabled}
          value={t.clip_norm}
          onCommit={(v) => set('clip_norm', (d) => void (d.clip_norm = v))}
        />
        <NumberRow
          label="early stop after"
          hint="Epochs without a better validation loss; then the best weights are kept."
          nullable="never"
          integer
          min={1}
          max={10_000}
          disabled={disabled}
          value={t.early_stopping?.patience ?? null}
          onCommit={(v) => set('early_stopping', (d) => void (d.early_stopping = v === null ? null : { patience: v }))}
        />
        <Field label="class_weight" hint="Balanced: rare classes count as much as common ones.">
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled}
              value={named}
              options={[
                { value: 'none', label: 'none' },
                { value: 'balanced', label: 'balanced' },
                ...(named === 'own' ? [{ value: 'own' as const, label: 'own weights' }] : []),
              ]}
              onChange={(value) => value !== 'own' && set('class_weight', (d) => void (d.class_weight = value))}
            />
          )}
        </Field>
        <NumberRow
          label="seed"
          hint="The same seed gives the same numbers on the same machine."
          integer
          min={0}
          max={2 ** 31 - 1}
          disabled={disabled}
          value={t.seed}
          onCommit={(v) => v !== null && set('seed', (d) => void (d.seed = v))}
        />
        <Field label="engine" hint="What computes.">
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled}
              value={t.engine}
              options={ENGINES}
              onChange={(engine) => set('engine', (d) => void (d.engine = engine))}
            />
          )}
        </Field>
      </section>
    </>
  );
}
