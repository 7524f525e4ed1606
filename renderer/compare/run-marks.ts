/** As many runs as can still be told apart in one chart. */
export const MOST_COMPARED = 5;

/** How one run is marked wherever it is compared: by a letter, a colour and a dash, never by the colour alone. */
export interface RunMark {
  readonly letter: string;
  /** A colour of `tokens.css`. */
  readonly colour: string;
  readonly dash: readonly number[];
}

const MARKS: readonly RunMark[] = [
  { letter: 'A', colour: '--run-1', dash: [] },
  { letter: 'B', colour: '--run-2', dash: [7, 4] },
  { letter: 'C', colour: '--run-3', dash: [2, 3] },
  { letter: 'D', colour: '--run-4', dash: [10, 3, 2, 3] },
  { letter: 'E', colour: '--run-5', dash: [4, 3, 4, 3, 12, 3] },
];

/** @param place from 0, below `MOST_COMPARED` */
export function markOf(place: number): RunMark {
  const mark = MARKS[place];
  if (!mark) throw new RangeError(`there are marks for ${MOST_COMPARED} runs, not for number ${place + 1}`);
  return mark;
}
