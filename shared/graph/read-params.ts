import type { JsonObject } from '../json';
import type { AnyNode, NodeProblem } from './define-node';
import type { ParamSchema, ParamsOf } from './params';

/** Checks parameters from a file against their node type. Missing ones get their default; nothing passes unchecked. */
export function readParams(
  definition: AnyNode,
  params: JsonObject,
): { readonly ok: true; readonly params: ParamsOf<ParamSchema> } | { readonly ok: false; readonly problem: NodeProblem } {
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(definition.params, name)) {
      return {
        ok: false,
        problem: {
          message: `${definition.title} has no parameter “${name}”.`,
          expected: Object.keys(definition.params).join(', ') || 'no parameters',
          received: name,
          fix: { type: 'unset', title: `Remove “${name}”`, param: name },
        },
      };
    }
  }
  const read: Record<string, ParamsOf<ParamSchema>[string]> = {};
  for (const [name, param] of Object.entries(definition.params)) {
    const given = Object.hasOwn(params, name) ? params[name] : param.default;
    const parsed = param.parse(given);
    if (!parsed.ok) {
      return {
        ok: false,
        problem: {
          message: `“${name}” of ${definition.title} cannot be ${JSON.stringify(given)}.`,
          expected: parsed.expected,
          received: JSON.stringify(given) ?? 'nothing',
          fix: { type: 'set', title: `Set ${name} to ${JSON.stringify(param.default)}`, param: name, value: param.default },
        },
      };
    }
    read[name] = parsed.value;
  }
  return { ok: true, params: read };
}
