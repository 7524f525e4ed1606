import type { TrainingSettings } from '../../shared/training';
import { Field } from '../ui/Field';
import { Switch } from '../ui/Switch';
import { NumberRow } from './NumberRow';
import { setTraining } from './set-training';

/** Whether a running mean of the weights is kept, and how slowly it moves. */
export function WeightAverage({ training: t, disabled }: { readonly training: TrainingSettings; readonly disabled: boolean }) {
  return (
    <>
      <Field
        label="average weights"
        hint="use_ema: a running mean of the weights is kept. Validation, the best epoch and the finished model use the mean: calmer than the last weights."
      >
        {(ids) => (
          <Switch
            id={ids.id}
            aria-describedby={ids['aria-describedby']}
            disabled={disabled}
            checked={t.use_ema}
            onChange={(use_ema) => setTraining({ use_ema })}
          />
        )}
      </Field>
      {t.use_ema ? (
        <>
          <NumberRow
            label="ema_momentum"
            hint="The part of the mean that stays at every batch: 0.99 looks back over about a hundred."
            min={0}
            max={1}
            step={0.01}
            disabled={disabled}
            value={t.ema_momentum}
            onCommit={(ema_momentum) => ema_momentum !== null && setTraining({ ema_momentum })}
          />
          <NumberRow
            label="overwrite after"
            hint="ema_overwrite_frequency: updates after which the mean replaces the weights in training too. Empty: never."
            nullable="never"
            integer
            min={1}
            max={1_000_000}
            disabled={disabled}
            value={t.ema_overwrite_frequency}
            onCommit={(ema_overwrite_frequency) => setTraining({ ema_overwrite_frequency })}
          />
        </>
      ) : null}
    </>
  );
}
