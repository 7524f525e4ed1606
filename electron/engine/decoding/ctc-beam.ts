import { type CtcDecoded, type CtcOutput, refuseShort } from './ctc-greedy';

/** Labels so far, as a tree: what two begin with is one. */
class Prefix {
  readonly parent: Prefix | null;
  readonly label: number;
  readonly #longer = new Map<number, Prefix>();

  constructor(parent: Prefix | null, label: number) {
    this.parent = parent;
    this.label = label;
  }

  with(label: number): Prefix {
    const known = this.#longer.get(label);
    if (known) return known;
    const made = new Prefix(this, label);
    this.#longer.set(label, made);
    return made;
  }

  labels(): number[] {
    const found: number[] = [];
    for (let at: Prefix = this; at.parent; at = at.parent) found.push(at.label);
    return found.reverse();
  }
}

/** Of all ways to a prefix those that end with a blank, and those that end with its last label; as logarithms. */
interface Ways {
  blank: number;
  label: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

function logAdd(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === NEVER ? NEVER : most + Math.log1p(Math.exp(Math.min(a, b) - most));
}

const total = ({ blank, label }: Ways): number => logAdd(blank, label);

function waysTo(found: Map<Prefix, Ways>, prefix: Prefix): Ways {
  const known = found.get(prefix);
  if (known) return known;
  const made = { blank: NEVER, label: NEVER };
  found.set(prefix, made);
  return made;
}

function oneStep(beam: ReadonlyMap<Prefix, Ways>, logOf: (label: number) => number, classes: number, blank: number): Map<Prefix, Ways> {
  const found = new Map<Prefix, Ways>();
  for (const [prefix, ways] of beam) {
    const all = total(ways);
    const same = waysTo(found, prefix);
    same.blank = logAdd(same.blank, all + logOf(blank));
    // The last label once more says nothing new, unless a blank was between.
    if (prefix.parent) same.label = logAdd(same.label, ways.label + logOf(prefix.label));
    for (let c = 0; c < classes; c++) {
      if (c === blank) continue;
      const log = (prefix.parent && c === prefix.label ? ways.blank : all) + logOf(c);
      if (log === NEVER) continue;
      const longer = waysTo(found, prefix.with(c));
      longer.label = logAdd(longer.label, log);
    }
  }
  return found;
}

/** The likeliest, most likely first. */
const likeliest = (found: ReadonlyMap<Prefix, Ways>, width: number): [Prefix, Ways][] =>
  [...found].sort(([, a], [, b]) => total(b) - total(a)).slice(0, width);

/**
 * Prefix beam search of CTC: adds up all ways to the same labels, and keeps the `width` likeliest prefixes after each step. Finds
 * what `ctcGreedy` misses: labels likely by many ways, none of which is the likeliest. Exact where the beam holds all prefixes.
 *
 * Source: Graves & Jaitly 2014, algorithm 1; Hannun et al. 2014.
 *
 * @returns at most `width` decodings, likeliest first
 */
export function ctcBeam(output: CtcOutput, width: number): CtcDecoded[] {
  refuseShort(output);
  if (!Number.isInteger(width) || width < 1) throw new Error(`a beam of ${width} holds nothing`);
  const { logs, classes, steps, blank } = output;
  let beam = new Map<Prefix, Ways>([[new Prefix(null, -1), { blank: 0, label: NEVER }]]);
  for (let t = 0; t < steps; t++) {
    beam = new Map(
      likeliest(
        oneStep(beam, (c) => logs[t * classes + c] ?? Number.NaN, classes, blank),
        width,
      ),
    );
  }
  return likeliest(beam, width).map(([prefix, ways]) => ({ labels: prefix.labels(), logProbability: total(ways) }));
}
