import { addTo, changeAt, isObject, type Migration, migrate } from '../../shared/migrate';
import { nameParts, targetName } from '../../shared/project/name-parts';
import { RUN_VERSION } from './run-file';

/**
 * Every step from version 1 to `RUN_VERSION` of `run.json`, in order. A new version adds one line here and a run that
 * the version before made, in `fixtures/version-<n>`; the test fails without them.
 */
export const RUN_MIGRATIONS: readonly Migration[] = [
  // How a step runs became a choice. These runs were trained kernel by kernel, and go on so.
  {
    from: 1,
    up: (run) => {
      const how = { precision: 'float32', threads: null };
      const training = { loss_weights: {}, gradient_accumulation_steps: 1, step: 'eager', xla: 'off', ...how };
      const engine = { step: 'eager', xla: false, ...how, stepReason: 'made before steps were traced' };
      return addTo(addTo(run, 'training', training), 'engine', engine);
    },
  },
  // Averaged weights became settings.
  { from: 2, up: (run) => addTo(run, 'training', { use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null }) },
  // Data has several inputs and targets, by name, and plans name those that they read.
  {
    from: 3,
    up: (run) => {
      const target = isObject(run.data) ? targetName(run.data) : 'class';
      const named = changeAt(run, 'data', nameParts);
      return changeAt(named, 'preprocessing', (learned) => ({
        ...learned,
        version: 2,
        feeds: plansOf(learned.feeds, (plan) => ({ ...plan, source: plan.kind })),
        targets: plansOf(learned.targets, (plan) => ({ ...plan, target })),
      }));
    },
  },
];

/** A list of `{ plan, state }` with its plans changed; anything else stays, for the schema to refuse. */
function plansOf(list: unknown, change: (plan: Readonly<Record<string, unknown>>) => Record<string, unknown>): unknown {
  return Array.isArray(list) ? list.map((entry: unknown) => (isObject(entry) ? changeAt(entry, 'plan', change) : entry)) : list;
}

/** `run.json` as today's version has it. */
export function liftRun(run: Readonly<Record<string, unknown>>, from: number): Record<string, unknown> {
  return migrate('run', run, from, RUN_MIGRATIONS, RUN_VERSION);
}
