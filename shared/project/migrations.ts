import { PROJECT_VERSION } from './schema';

/** Lifts a project's JSON from version `from` to the next one. Never looks at today's schema: that moves on. */
export interface Migration {
  readonly from: number;
  readonly up: (project: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/**
 * Every step from version 1 to `PROJECT_VERSION`, in order. A new version adds one line here and a
 * fixture `fixtures/version-<n>.attention.json` of the version before; the test fails without them.
 */
export const MIGRATIONS: readonly Migration[] = [];

/** Lifts to `to`, setting `version` at each step. */
export function migrate(
  project: Readonly<Record<string, unknown>>,
  from: number,
  steps: readonly Migration[] = MIGRATIONS,
  to: number = PROJECT_VERSION,
): Record<string, unknown> {
  let now = { ...project };
  for (let version = from; version < to; version++) {
    const step = steps.find((s) => s.from === version);
    if (!step) throw new Error(`no migration from version ${version} of the project format`);
    now = { ...step.up(now), version: version + 1 };
  }
  return now;
}
