import { DEFAULT_TRAINING, type TrainingSettings } from '../../shared/training';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { LossWeights } from './LossWeights';
import { More } from './More';
import { NumberRow } from './NumberRow';
import { setTraining } from './set-training';
import { WeightAverage } from './WeightAverage';

const STEPS = [
  { value: 'auto', label: 'Auto (measured)' },
  { value: 'traced', label: 'Traced graph' },
  { value: 'eager', label: 'Kernel by kernel' },
] as const;

const XLA = [
  { value: 'auto', label: 'Auto (measured)' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;

const PRECISIONS = [
  { value: 'float32', label: 'float32' },
  { value: 'mixed_bfloat16', label: 'mixed_bfloat16' },
] as const;

/** Whether anything in here was chosen: then it is not hidden. */
function chosen(t: TrainingSettings): boolean {
  const { gradient_accumulation_steps, step, xla, precision, threads } = DEFAULT_TRAINING;
  return (
    t.gradient_accumulation_steps !== gradient_accumulation_steps ||
    t.use_ema ||
    t.step !== step ||
    t.xla !== xla ||
    t.precision !== precision ||
    t.threads !== threads ||
    Object.keys(t.loss_weights).length > 0
  );
}

interface Props {
  readonly training: TrainingSettings;
  readonly disabled: boolean;
}

function Accumulation({ training: t, disabled }: Props) {
  const batches = t.gradient_accumulation_steps;
  return (
    <>
      <NumberRow
        label="gradient accumulation"
        hint="gradient_accumulation_steps: batches whose gradients are averaged before one update. The effective batch size is batch_size times this."
        integer
        min={1}
        max={1024}
        disabled={disabled}
        value={batches}
        onCommit={(steps) => steps !== null && setTraining({ gradient_accumulation_steps: steps })}
      />
      {batches > 1 ? (
        <p className="soft field-note">
          Effective batch size {t.batch_size.toLocaleString('en')} × {batches} = {(t.batch_size * batches).toLocaleString('en')}
        </p>
      ) : null}
    </>
  );
}

/** How the steps are computed, and what few people change. */
export function AdvancedTraining({ training: t, disabled }: Props) {
  return (
    <section>
      <h3 className="section-head">Advanced</h3>
      <More names={['gradient accumulation', 'average weights', 'training step', 'XLA', 'precision', 'threads']} open={chosen(t)}>
        <Accumulation training={t} disabled={disabled} />
        <WeightAverage training={t} disabled={disabled} />
        <Field
          label="training step"
          hint="One graph of TensorFlow, or kernel by kernel. What cannot be traced runs kernel by kernel, and says why."
        >
          {(ids) => <Select {...ids} disabled={disabled} value={t.step} options={STEPS} onChange={(step) => setTraining({ step })} />}
        </Field>
        <Field label="XLA" hint="Compiles a traced step. Worth it where a run is long: compiling takes seconds.">
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled || t.step === 'eager'}
              value={t.xla}
              options={XLA}
              onChange={(xla) => setTraining({ xla })}
            />
          )}
        </Field>
        <Field
          label="precision"
          hint="mixed_bfloat16 multiplies in 16 bits and keeps the weights in 32: faster where the processor has it."
        >
          {(ids) => (
            <Select
              {...ids}
              disabled={disabled}
              value={t.precision}
              options={PRECISIONS}
              onChange={(precision) => setTraining({ precision })}
            />
          )}
        </Field>
        <NumberRow
          label="threads"
          hint="Processor cores that compute. Empty: all."
          nullable="all"
          integer
          min={1}
          max={1024}
          disabled={disabled}
          value={t.threads}
          onCommit={(threads) => setTraining({ threads })}
        />
        <LossWeights training={t} disabled={disabled} />
      </More>
    </section>
  );
}
