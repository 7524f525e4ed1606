/** One open side of one input: its name, or that of a side which must be equal to it. */
export interface OpenInput {
  readonly name: string;
  /** Null: open. The first side is the batch. */
  readonly shape: readonly (number | null)[];
  /** A shape that the input is known to work with. */
  readonly example: readonly number[];
}

/** Which sides of the inputs stay open: a take of the computation gives each such side another size. */
export interface Openness {
  readonly batch: boolean;
  /** `each`: every open side is a size of its own. `shared`: all are the same size. `none`: sizes are those of the example. */
  readonly lengths: 'each' | 'shared' | 'none';
}

/** Batches of 1 are left out: a side of 1 is often treated in a way of its own. */
const BATCHES = [3, 7, 4, 10] as const;

/**
 * Sizes that a known one can be replaced by: not larger, for a table of positions may end there, far enough apart that
 * what grows in strides grows, and with each `turn` in another order, so that no two sides follow one another.
 */
function lengths(known: number, turn: number): readonly number[] {
  const below = [known, Math.ceil(known / 2), Math.ceil((3 * known) / 4), known - 1];
  const sizes = known >= 10 ? below : [known + 2, known + 7, known + 3, known + 11];
  return sizes.map((_, i) => sizes[(i * (turn % 2 === 0 ? 1 : 3) + turn) % sizes.length] ?? known);
}

/** The shapes of the inputs in each of the takes, in the order of the inputs. One take where nothing is open. */
export function takeShapes(inputs: readonly OpenInput[], { batch, lengths: open }: Openness): readonly (readonly number[])[][] {
  let turn = 0;
  const shared = Math.min(
    ...inputs.flatMap(({ shape, example }) => shape.flatMap((side, axis) => (axis > 0 && side === null ? [example[axis] ?? 1] : []))),
  );
  const perInput = inputs.map(({ shape, example }) =>
    shape.map((side, axis): readonly number[] => {
      const known = side ?? example[axis] ?? 1;
      if (axis === 0) return batch ? BATCHES : BATCHES.map(() => 1);
      if (side !== null || open === 'none') return BATCHES.map(() => known);
      return open === 'shared' ? lengths(shared, 0) : lengths(known, turn++);
    }),
  );
  const takes = BATCHES.map((_, take) => perInput.map((sides) => sides.map((sizes) => sizes[take] ?? 1)));
  const different = new Set(takes.map((take) => JSON.stringify(take)));
  return different.size === 1 ? takes.slice(0, 1) : takes;
}
