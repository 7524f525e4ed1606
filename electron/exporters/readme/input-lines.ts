import type { FeedPlan, FeedPlanOf } from '../../../shared/graph/feed';
import { audioLines } from './audio';
import { decoderLines } from './decoder';
import { idsLines } from './ids';
import { imageLines } from './image';
import type { InputLines, InputPlace } from './input-place';
import { tableLines } from './table';
import { textLines } from './text';

type Lines = { readonly [K in FeedPlan['kind']]: (plan: FeedPlanOf<K>, place: InputPlace) => InputLines };

const LINES: Lines = { image: imageLines, text: textLines, table: tableLines, ids: idsLines, audio: audioLines, decoder: decoderLines };

function linesOf<K extends FeedPlan['kind']>(kind: K, plan: FeedPlanOf<K>, place: InputPlace): InputLines {
  return LINES[kind](plan, place);
}

/** How the numbers of one input are made in Python. */
export function inputLines(plan: FeedPlan, at: number, length: number): InputLines {
  // The kind is the plan's own: the function that it names takes this plan.
  return linesOf<FeedPlan['kind']>(plan.kind, plan as FeedPlanOf<FeedPlan['kind']>, { input: `inputs["${plan.node}"]`, at, length });
}
