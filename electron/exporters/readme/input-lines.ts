import type { FeedPlan, FeedPlanOf } from '../../../shared/graph/feed';
import { idsLines } from './ids';
import { imageLines } from './image';
import { tableLines } from './table';
import { textLines } from './text';

/** How the numbers of one input are made in Python. */
export interface InputLines {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

/** Where an input stands. */
export interface InputPlace {
  /** What is assigned: `inputs["words"]`. */
  readonly input: string;
  /** Its place in `feeds` of `preprocessing.json`. */
  readonly at: number;
  /** Of its sequences; −1: any. */
  readonly length: number;
}

type Lines = { readonly [K in FeedPlan['kind']]: (plan: FeedPlanOf<K>, place: InputPlace) => InputLines };

const LINES: Lines = { image: imageLines, text: textLines, table: tableLines, ids: idsLines };

function linesOf<K extends FeedPlan['kind']>(kind: K, plan: FeedPlanOf<K>, place: InputPlace): InputLines {
  return LINES[kind](plan, place);
}

export function inputLines(plan: FeedPlan, at: number, length: number): InputLines {
  // The kind is the plan's own: the function that it names takes this plan.
  return linesOf<FeedPlan['kind']>(plan.kind, plan as FeedPlanOf<FeedPlan['kind']>, { input: `inputs["${plan.node}"]`, at, length });
}
