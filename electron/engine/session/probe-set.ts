import type { EncodedBatch, RawSample } from '../../data/dataset';
import { rawSample } from '../../data/raw-sample';
import { seenByModel } from '../../data/seen-by-model';
import type { Look, ProbeSample } from '../../worker/capture-file';
import { epochOrder } from '../epoch-order';
import type { RunParts } from '../run-parts';
import type { TrainingStep } from '../step/training-step';
import { lookAt } from './inspect';

/** Up to so many samples are followed. */
const MOST_SAMPLES = 8;
/** Weights of one capture, of all samples together: a byte each on the disk, eight times that while they are read. */
const MOST_WEIGHTS = 2 * 2 ** 20;

interface Group {
  /** Positions in the probe set. */
  readonly places: readonly number[];
  readonly batch: EncodedBatch;
}

/** The same few held-out samples, looked at again and again while a model learns. */
export interface ProbeSet {
  readonly samples: readonly ProbeSample[];
  /** With the weights as they are now, in inference mode: nothing random is drawn. In the order of `samples`. */
  lookAtAll(): Look[];
  lookAtFirst(): Look;
}

/** The same, looked at with the averaged weights: those of the finished model. */
export function withAverages(probes: ProbeSet, step: Pick<TrainingStep, 'swapAverages'>): ProbeSet {
  const averaged = <T>(look: () => T): T => {
    step.swapAverages();
    try {
      return look();
    } finally {
      step.swapAverages();
    }
  };
  return { ...probes, lookAtAll: () => averaged(probes.lookAtAll), lookAtFirst: () => averaged(probes.lookAtFirst) };
}

/** Samples that training does not learn from: one of each class as far as they reach, chosen by the seed. */
export function chooseProbes(parts: Pick<RunParts, 'split' | 'actual' | 'preprocessing'>, seed: number, most: number): number[] {
  const { validation, test, train } = parts.split;
  const part = validation.length > 0 ? validation : test.length > 0 ? test : train;
  const order = Array.from(epochOrder(part, seed, -1));
  if (parts.preprocessing.targets[0]?.state.kind !== 'classes') return order.slice(0, most);
  const seen = new Set<number>();
  const first = order.filter((index) => {
    const label = parts.actual(index);
    if (seen.has(label)) return false;
    seen.add(label);
    return true;
  });
  const others = order.filter((index) => !first.includes(index));
  return [...first, ...others].slice(0, most);
}

/** Samples that are encoded in the same shapes go through the model together; nothing is padded for the others’ sake. */
async function grouped(parts: Pick<RunParts, 'encode'>, indices: readonly number[], most: number): Promise<Group[]> {
  const alike = new Map<string, number[]>();
  for (const [place, index] of indices.entries()) {
    const { feeds } = await parts.encode(Uint32Array.of(index));
    const shape = JSON.stringify(Object.values(feeds).map((feed) => feed.shape));
    alike.set(shape, [...(alike.get(shape) ?? []), place]);
  }
  const groups: Group[] = [];
  for (const places of alike.values()) {
    for (let at = 0; at < places.length; at += most) {
      const some = places.slice(at, at + most);
      groups.push({ places: some, batch: await parts.encode(Uint32Array.from(some, (place) => indices[place] ?? 0)) });
    }
  }
  return groups;
}

/** The batches in which a run's probe samples will be looked at, as long as their maps are not too large. */
export async function probeBatches(parts: Omit<RunParts, 'runner' | 'dispose'>, seed: number, batchSize: number): Promise<EncodedBatch[]> {
  if (parts.plan.maps.length === 0) return [];
  const chosen = chooseProbes(parts, seed, MOST_SAMPLES);
  const [first] = chosen;
  if (first === undefined) return [];
  const groups = await grouped(parts, chosen, batchSize);
  return [await parts.encode(Uint32Array.of(first)), ...groups.map((group) => group.batch)];
}

/**
 * Reads and encodes the probe samples of a run.
 *
 * @param batchSize the run's: no more samples than that go through the model at once
 * @returns null where nothing attends, or where one sample's maps are too large to be read while training
 */
export async function openProbeSet(parts: RunParts, seed: number, batchSize: number): Promise<ProbeSet | null> {
  if (parts.plan.maps.length === 0) return null;
  const chosen = chooseProbes(parts, seed, MOST_SAMPLES);
  const [first] = chosen;
  if (first === undefined) return null;
  const weights = parts.runner.countMaps(await parts.encode(Uint32Array.of(first)));
  if (weights > MOST_WEIGHTS) return null;
  const indices = chosen.slice(0, Math.max(1, Math.floor(MOST_WEIGHTS / Math.max(1, weights))));
  const split = (['validation', 'test', 'train'] as const).find((part) => parts.split[part].includes(first)) ?? null;
  const raws: RawSample[] = [];
  const samples: ProbeSample[] = [];
  for (const index of indices) {
    const raw = await rawSample(parts.dataset, index);
    raws.push(raw);
    samples.push({ sample: await parts.dataset.view(index, split), seen: await seenByModel(parts.preprocessing, raw) });
  }
  const groups = await grouped(parts, indices, batchSize);
  const alone = await parts.encode(Uint32Array.of(first));
  const rawOf = (place: number): RawSample => {
    const raw = raws[place];
    if (!raw) throw new Error('no such probe sample');
    return raw;
  };
  return {
    samples,
    lookAtAll: () => {
      const looks: Look[] = [];
      for (const { places, batch } of groups) {
        const found = lookAt(parts, places.map(rawOf), batch);
        for (const [i, place] of places.entries()) {
          const look = found[i];
          if (look) looks[place] = look;
        }
      }
      return looks;
    },
    lookAtFirst: () => {
      const [look] = lookAt(parts, [rawOf(0)], alone);
      if (!look) throw new Error('nothing was looked at');
      return look;
    },
  };
}
