import type { SplitSettings } from '../../shared/dataset';
import { firstClasses } from '../../shared/graph/first-classes';
import { StudioError } from '../../shared/studio-error';
import type { Dataset, SplitIndices } from './dataset';
import { seededShuffle } from './seeded-shuffle';

/**
 * Cuts a data set into training, validation and test. Totals are `round(size × part)`; with classes, each gives
 * its share (largest remainders) and keeps at least one sample for training. The same data and settings always
 * give the same parts.
 */
export function splitIndices(dataset: Pick<Dataset, 'size' | 'targets' | 'facts'>, split: SplitSettings): SplitIndices {
  if (split.validation + split.test >= 1) {
    throw new StudioError('Nothing is left to train on.', {
      expected: 'validation and test together below 100 %',
      received: `${Math.round((split.validation + split.test) * 100)} %`,
      advice: 'Make the validation or the test part smaller.',
    });
  }
  const groups = groupsOf(dataset).map((group, at) => seededShuffle(group, split.seed, at));
  const sizes = groups.map((group) => group.length);
  const test = shares(
    sizes,
    Math.round(dataset.size * split.test),
    sizes.map((size) => size - 1),
  );
  const validation = shares(
    sizes,
    Math.round(dataset.size * split.validation),
    sizes.map((size, at) => size - 1 - (test[at] ?? 0)),
  );
  const parts: Record<keyof SplitIndices, number[]> = { train: [], validation: [], test: [] };
  groups.forEach((group, at) => {
    const held = test[at] ?? 0;
    const watched = held + (validation[at] ?? 0);
    group.forEach((index, place) => {
      parts[place < held ? 'test' : place < watched ? 'validation' : 'train'].push(index);
    });
  });
  const sorted = (indices: number[]) => Uint32Array.from(indices).sort();
  return { train: sorted(parts.train), validation: sorted(parts.validation), test: sorted(parts.test) };
}

/** Indices by class of the first target that has classes; one group where there is none. */
function groupsOf({ size, targets, facts }: Pick<Dataset, 'size' | 'targets' | 'facts'>): number[][] {
  const first = firstClasses(facts);
  const classes = first?.facts.labels.length ?? 1;
  const numbers = first ? targets[first.name] : undefined;
  const groups = Array.from({ length: classes }, (): number[] => []);
  for (let index = 0; index < size; index++) groups[classes === 1 ? 0 : (numbers?.[index] ?? 0)]?.push(index);
  return groups.filter((group) => group.length > 0);
}

/** Parts of `total` in proportion to `sizes`, whole numbers that sum to `total` where the limits allow. */
function shares(sizes: readonly number[], total: number, limits: readonly number[]): number[] {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (whole === 0 ? 0 : (size * total) / whole));
  const limit = (at: number) => Math.max(0, limits[at] ?? 0);
  const given = exact.map((share, at) => Math.min(Math.floor(share), limit(at)));
  let left = total - given.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.map((share, at) => ({ at, rest: share - Math.floor(share) })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (let moved = true; left > 0 && moved; ) {
    moved = false;
    for (const { at } of byRemainder) {
      const now = given[at] ?? 0;
      if (left > 0 && now < limit(at)) {
        given[at] = now + 1;
        left--;
        moved = true;
      }
    }
  }
  return given;
}
