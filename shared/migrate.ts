/** Lifts a file's JSON from version `from` to the next one. Never looks at today's schema: that moves on. */
export interface Migration {
  readonly from: number;
  readonly up: (file: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/**
 * Lifts step by step to version `to`, setting `version` at each.
 *
 * @param format what the file is, for the error of a step that is missing
 */
export function migrate(
  format: string,
  file: Readonly<Record<string, unknown>>,
  from: number,
  steps: readonly Migration[],
  to: number,
): Record<string, unknown> {
  let now = { ...file };
  for (let version = from; version < to; version++) {
    const step = steps.find((s) => s.from === version);
    if (!step) throw new Error(`no migration from version ${version} of the ${format} format`);
    now = { ...step.up(now), version: version + 1 };
  }
  return now;
}

/** The object in `field` with `values` added; a value that is no object stays, for the schema to refuse. */
export function addTo(
  file: Readonly<Record<string, unknown>>,
  field: string,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return changeAt(file, field, (at) => ({ ...at, ...values }));
}

/** The object in `field` changed; a value that is no object stays, for the schema to refuse. */
export function changeAt(
  file: Readonly<Record<string, unknown>>,
  field: string,
  change: (value: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): Record<string, unknown> {
  const at = file[field];
  return isObject(at) ? { ...file, [field]: change(at) } : { ...file };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
