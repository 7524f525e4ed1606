import { addTo, changeAt, type Migration, migrate } from '../migrate';
import { nameParts } from './name-parts';
import { PROJECT_VERSION } from './schema';

/**
 * Every step from version 1 to `PROJECT_VERSION`, in order. A new version adds one line here and a
 * fixture `fixtures/version-<n>.attention.json` of the version before; the test fails without them.
 */
export const MIGRATIONS: readonly Migration[] = [
  // How a step runs, accumulated gradients and weights of losses became settings.
  {
    from: 1,
    up: (project) =>
      addTo(project, 'training', {
        loss_weights: {},
        gradient_accumulation_steps: 1,
        step: 'auto',
        xla: 'auto',
        precision: 'float32',
        threads: null,
      }),
  },
  // Averaged weights became settings.
  { from: 2, up: (project) => addTo(project, 'training', { use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null }) },
  // Data has several inputs and targets, by name.
  { from: 3, up: (project) => changeAt(project, 'data', nameParts) },
];

/** A project's JSON as today's version has it. */
export function liftProject(project: Readonly<Record<string, unknown>>, from: number): Record<string, unknown> {
  return migrate('project', project, from, MIGRATIONS, PROJECT_VERSION);
}
