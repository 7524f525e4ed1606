import { type Inference, type NodeFix, refuse } from '../graph/define-node';
import type { DataFacts, InputFacts, InputFactsOf, TargetFacts, TargetFactsOf } from '../graph/facts';
import { FEED_KINDS } from '../graph/feeds/kinds';

/** The part of the data that a node reads or asks for. `facts` null: none is chosen yet, or it has no targets at all. */
export type FoundPart<F> =
  | { readonly ok: true; readonly name: string; readonly facts: F | null }
  | { readonly ok: false; readonly refusal: Inference };

/**
 * The input of the data that an input node reads.
 *
 * @param source by name; null: the only one of that kind
 * @param node title and id, for the refusal
 */
export function findInput<K extends InputFacts['kind']>(
  facts: DataFacts | null,
  kind: K,
  source: string | null,
  node: { readonly title: string; readonly id: string },
): FoundPart<InputFactsOf<K>> {
  if (!facts) return { ok: true, name: source ?? kind, facts: null };
  const words = FEED_KINDS[kind].words;
  const isFitting = (entry: [string, InputFacts]): entry is [string, InputFactsOf<K>] => entry[1].kind === kind;
  const fitting = Object.entries(facts.inputs).filter(isFitting);
  const [first] = fitting;
  if (!first) {
    const there = [...new Set(Object.values(facts.inputs).map((input) => FEED_KINDS[input.kind].words))].join(' and ') || 'nothing';
    const refusal = refuse(`The data holds ${there}, and “${node.title}” takes ${words}.`, { expected: words, received: there });
    return { ok: false, refusal };
  }
  return chosen(fitting, source, { ...node, param: 'source', words, all: facts.inputs });
}

/** The target of the data that an output node is trained on. `name` is the kind's where the data has no target. */
export function findTarget<K extends TargetFacts['kind']>(
  facts: DataFacts | null,
  kind: K,
  target: string | null,
  node: { readonly title: string; readonly id: string; readonly words: string; other(facts: TargetFacts): Inference },
): FoundPart<TargetFactsOf<K>> {
  const all = Object.entries(facts?.targets ?? {});
  const [any] = all;
  if (!any) return { ok: true, name: target ?? (kind === 'classes' ? 'class' : kind), facts: null };
  const isFitting = (entry: [string, TargetFacts]): entry is [string, TargetFactsOf<K>] => entry[1].kind === kind;
  const fitting = all.filter(isFitting);
  if (fitting.length === 0) return { ok: false, refusal: node.other(any[1]) };
  return chosen(fitting, target, { ...node, param: 'target', all: facts?.targets ?? {} });
}

interface Choosing {
  readonly title: string;
  readonly id: string;
  readonly param: 'source' | 'target';
  readonly words: string;
  readonly all: { readonly [name: string]: { readonly kind: string } };
}

function chosen<F>(fitting: readonly [string, F][], wanted: string | null, node: Choosing): FoundPart<F> {
  const names = fitting.map(([name]) => name);
  const found = fitting.find(([name]) => name === wanted);
  if (found) return { ok: true, name: found[0], facts: found[1] };
  const [only, ...others] = fitting;
  if (wanted === null && only && others.length === 0) return { ok: true, name: only[0], facts: only[1] };
  const suggested = names[ordinal(node.id) % names.length] ?? names[0] ?? '';
  const fix: NodeFix = { type: 'set', title: `Take “${suggested}”`, param: node.param, value: suggested };
  const expected = `one of ${names.map((name) => `“${name}”`).join(', ')}`;
  if (wanted === null) {
    const message = `The data has ${names.length} parts that fit “${node.title}”: say which one ${node.param === 'source' ? 'it reads' : 'it predicts'}.`;
    return { ok: false, refusal: refuse(message, { expected, received: 'none named', fix }) };
  }
  const isOther = Object.hasOwn(node.all, wanted);
  const message = isOther
    ? `“${wanted}” of the data is not ${node.words}, which “${node.title}” ${node.param === 'source' ? 'takes' : 'predicts'}.`
    : `The data has nothing named “${wanted}”.`;
  return { ok: false, refusal: refuse(message, { expected, received: `“${wanted}”`, fix }) };
}

/** `text_input_1` is the second of its kind, and is offered the second part: two nodes that were just added get one each. */
function ordinal(id: string): number {
  return Number(/_(\d{1,3})$/.exec(id)?.[1] ?? 0);
}
