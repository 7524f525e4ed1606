import { unknownPart } from './read-part';

/** A part of a text on its way to the model. */
export interface Piece {
  readonly text: string;
  /** Whether the whole text begins with it. */
  readonly first: boolean;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly match: boolean;
}

const BEHAVIORS = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;
/** What becomes of what a split finds. */
export type SplitBehavior = (typeof BEHAVIORS)[number];

/** @throws StudioError */
export function readBehavior(value: string): SplitBehavior {
  const found = BEHAVIORS.find((behavior) => behavior === value);
  if (!found) throw unknownPart('a way of splitting', value, BEHAVIORS.join(', '));
  return found;
}

/** Everything of a text, what matches and what lies between. */
function cutByRegex(text: string, pattern: RegExp): Cut[] {
  const cuts: Cut[] = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    if (found[0] === '') continue;
    if (found.index > end) cuts.push({ start: end, end: found.index, match: false });
    end = found.index + found[0].length;
    cuts.push({ start: found.index, end, match: true });
  }
  if (end < text.length) cuts.push({ start: end, end: text.length, match: false });
  return cuts;
}

/** Splits as `NormalizedString::split` of Hugging Face's `tokenizers`; empty pieces are dropped. */
export function splitPiece({ text, first }: Piece, pattern: RegExp, behavior: SplitBehavior, invert = false): Piece[] {
  const cuts = cutByRegex(text, pattern).map((cut) => ({ ...cut, match: cut.match !== invert }));
  return arrange(cuts, behavior)
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => ({ text: text.slice(start, end), first: first && start === 0 }));
}

function arrange(cuts: readonly Cut[], behavior: SplitBehavior): readonly Cut[] {
  switch (behavior) {
    case 'Isolated':
      return cuts;
    case 'Removed':
      return cuts.filter((cut) => !cut.match);
    case 'Contiguous':
      return joinWhere(cuts, (cut, before) => cut.match === before);
    case 'MergedWithPrevious':
      return joinWhere(cuts, (cut, before) => cut.match && !before);
    case 'MergedWithNext': {
      const mirrored = [...cuts].reverse().map(({ start, end, match }) => ({ start: -end, end: -start, match }));
      return joinWhere(mirrored, (cut, before) => cut.match && !before)
        .map(({ start, end, match }) => ({ start: -end, end: -start, match }))
        .reverse();
    }
  }
}

function joinWhere(cuts: readonly Cut[], joins: (cut: Cut, before: boolean) => boolean): Cut[] {
  const joined: Cut[] = [];
  let before = false;
  for (const cut of cuts) {
    const last = joined.at(-1);
    if (last && joins(cut, before)) joined[joined.length - 1] = { ...last, end: cut.end };
    else joined.push(cut);
    before = cut.match;
  }
  return joined;
}
