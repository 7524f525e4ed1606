import type { Draft } from 'immer';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../shared/training';
import { edit } from '../state/document';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { AdvancedTraining } from './AdvancedTraining';
import { MethodDetails } from './MethodDetails';
import { More } from './More';
import { OPTIMIZERS, SCHEDULES } from './method-options';
import { NumberRow } from './NumberRow';
import { setTraining as set } from './set-training';

function setDetail(of: 'optimizer' | 'schedule', name: string, value: number | boolean): void {
  edit(`Set ${name}`, (draft: Draft<{ training: TrainingSettings }>) => {
    Object.assign(draft.training[of], { [name]: value });
  });
}

const ENGINES = [
  { value: 'auto', label: 'the fastest' },
  { value: 'tensorflow', label: 'TensorFlow' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'cpu', label: 'JavaScript' },
] as const;

interface FormProps {
  readonly training: TrainingSettings;
  readonly disabled: boolean;
}

function Method({ training: t, disabled }: FormProps) {
  const details = Object.keys(t.optimizer).filter((name) => name !== 'name');
  return (
    <>
      <Field label="optimizer" hint="How the weights follow the gradient.">
        {(ids) => (
          <Select
            {...ids}
            disabled={disabled}
            value={t.optimizer.name}
            options={OPTIMIZERS}
            onChange={(name) => set({ optimizer: OPTIMIZERS.find((o) => o.value === name)?.settings ?? DEFAULT_TRAINING.optimizer })}
          />
        )}
      </Field>
      <More names={details}>
        <MethodDetails of={t.optimizer} disabled={disabled} onSet={(name, value) => setDetail('optimizer', name, value)} />
      </More>
      <Field label="schedule" hint="How the learning rate moves.">
        {(ids) => (
          <Select
            {...ids}
            disabled={disabled}
            value={t.schedule.name}
            options={SCHEDULES}
            onChange={(name) => set({ schedule: SCHEDULES.find((s) => s.value === name)?.settings ?? DEFAULT_TRAINING.schedule })}
          />
        )}
      </Field>
      <MethodDetails of={t.schedule} disabled={disabled} onSet={(name, value) => setDetail('schedule', name, value)} />
    </>
  );
}

function Safeguards({ training: t, disabled }: FormProps) {
  const weights = typeof t.class_weight === 'string' ? t.class_weight : 'own';
  return (
    <section>
      <h3 className="section-head">Safeguards</h3>
      <NumberRow
        label="clip_norm"
        hint="Scales the gradients so that their norm is at most this."
        nullable="off"
        min={1e-6}
        step={0.5}
        disabled={disabled}
        value={t.clip_norm}
        onCommit={(clip_norm) => set({ clip_norm })}
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
        onCommit={(patience) => set({ early_stopping: patience === null ? null : { patience } })}
      />
      <Field label="class_weight" hint="Balanced: rare classes count as much as common ones.">
        {(ids) => (
          <Select
            {...ids}
            disabled={disabled}
            value={weights}
            options={[
              { value: 'none', label: 'none' },
              { value: 'balanced', label: 'balanced' },
              ...(weights === 'own' ? [{ value: 'own' as const, label: 'own weights' }] : []),
            ]}
            onChange={(class_weight) => class_weight !== 'own' && set({ class_weight })}
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
        onCommit={(seed) => seed !== null && set({ seed })}
      />
      <Field label="engine" hint="What computes.">
        {(ids) => <Select {...ids} disabled={disabled} value={t.engine} options={ENGINES} onChange={(engine) => set({ engine })} />}
      </Field>
    </section>
  );
}

/** How the project is trained: the names and defaults are Keras's. */
export function TrainingForm({ training: t, disabled }: FormProps) {
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
          onCommit={(epochs) => epochs !== null && set({ epochs })}
        />
        <NumberRow
          label="batch_size"
          hint="Samples a step."
          integer
          min={1}
          max={65_536}
          disabled={disabled}
          value={t.batch_size}
          onCommit={(batch_size) => batch_size !== null && set({ batch_size })}
        />
        <NumberRow
          label="learning_rate"
          hint="Size of a step."
          min={1e-8}
          max={100}
          step={0.0005}
          disabled={disabled}
          value={t.learning_rate}
          onCommit={(learning_rate) => learning_rate !== null && set({ learning_rate })}
        />
        <Method training={t} disabled={disabled} />
      </section>
      <Safeguards training={t} disabled={disabled} />
      <AdvancedTraining training={t} disabled={disabled} />
    </>
  );
}
