/** One input of a computation. */
export interface OpenInput {
  readonly name: string;
  /** Null: open. The first side is the batch. */
  readonly shape: readonly (number | null)[];
  /** A shape that the input is known to work with. */
  readonly example: readonly number[];
}

/** Which sides of the inputs stay open: each take of the computation gives such a side another size. */
export interface Openness {
  readonly batch: boolean;
  /** `each`: every open side is a size of its own. `shared`: all are the same size. `none`: sizes are those of the example. */
  readonly lengths: 'each' | 'shared' | 'none';
}

/** 1 is left out: a side of 1 is often treated in a way of its own. */
const BATCHES: readonly number[] = [3, 7, 4, 10];

/** All sizes in another order for each `turn`, of which there are n! different ones. */
function reordered(sizes: readonly number[], turn: number): number[] {
  const left = [...sizes];
  let rest = turn;
  return sizes.map((_, i) => {
    const choices = sizes.length - i;
    const [taken = 0] = left.splice(rest % choices, 1);
    rest = Math.floor(rest / choices);
    return taken;
  });
}

/**
 * Sizes that a known one can be replaced by: not larger where that is possible, for a table of positions may end there, and
 * far apart, so that what grows in strides grows. Where places are counted in blocks, so far that their number grows too. Each
 * `turn` has another order, so that no side follows another.
 */
function lengths(known: number, turn: number, block: number): number[] {
  if (known < 4 * block) return reordered([known, known + 2 * block + 1, known + 5 * block + 2, known + 3 * block + 7], turn);
  const sizes =
    known >= 8 ? [known, Math.ceil(known / 2), Math.ceil((3 * known) / 4), known - 1] : [known + 2, known + 7, known + 3, known + 11];
  return reordered(sizes, turn);
}

/**
 * The shapes of the inputs in each of the takes, in the order of the inputs; one take where nothing is open.
 *
 * @param block places of the largest block that the computation counts sequences in; 0: it has none
 */
export function takeShapes(inputs: readonly OpenInput[], { batch, lengths: open }: Openness, block = 0): readonly (readonly number[])[][] {
  const known = inputs.flatMap(({ shape, example }) =>
    shape.flatMap((side, axis) => (axis > 0 && side === null ? [example[axis] ?? 1] : [])),
  );
  let turn = 0;
  const sizes = inputs.map(({ shape, example }) =>
    shape.map((side, axis) => {
      if (axis === 0) return batch ? BATCHES : BATCHES.map(() => 1);
      const fixed = side ?? example[axis] ?? 1;
      if (side !== null || open === 'none') return BATCHES.map(() => fixed);
      return open === 'shared' ? lengths(Math.min(...known), 0, block) : lengths(fixed, turn++, block);
    }),
  );
  const takes = BATCHES.map((_, take) => sizes.map((sides) => sides.map((side) => side[take] ?? 1)));
  return new Set(takes.map((take) => JSON.stringify(take))).size === 1 ? takes.slice(0, 1) : takes;
}
