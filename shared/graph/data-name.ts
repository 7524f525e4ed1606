import type { Common, Param } from './params';

/** The name of an input or target of the data; null: the only one of that kind. The inspector offers those that fit. */
export function dataName(o: Common & { of: 'input' | 'target'; kind: string; orInput?: string }): Param<string | null> {
  return {
    widget: { type: 'data-name', of: o.of, kind: o.kind, ...(o.orInput === undefined ? {} : { orInput: o.orInput }) },
    default: null,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      v === null || (typeof v === 'string' && v !== '' && v.length <= 1000)
        ? { ok: true, value: v }
        : { ok: false, expected: 'a name of the data, or nothing (the only one that fits)' },
  };
}
