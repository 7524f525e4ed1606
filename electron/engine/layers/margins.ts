/** What is added to, or cut off, both ends of each axis, as Keras writes it. */
export type Margins = number | readonly number[] | readonly (readonly number[])[];

/** The two ends of each axis; of a single axis Keras writes them bare. */
export function endsOf(margins: Margins, axes: 1 | 2 | 3): (readonly [number, number])[] {
  if (typeof margins === 'number') return Array.from({ length: axes }, () => [margins, margins] as const);
  const list = axes === 1 && typeof margins[0] === 'number' ? [margins] : margins;
  return list.map((ends) => {
    if (typeof ends === 'number') return [ends, ends] as const;
    const [before, behind] = ends;
    if (typeof before !== 'number' || typeof behind !== 'number') throw new Error('a margin has two ends');
    return [before, behind] as const;
  });
}
