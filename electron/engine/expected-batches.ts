import type { EncodedBatch, EncodedTensor } from '../data/dataset';
import { epochOrder } from './epoch-order';
import type { Prepared } from './prepare-run';
import type { ExpectedBatches } from './runner';
import { probeBatches } from './session/probe-set';

function firstRows(batch: EncodedBatch, size: number): EncodedBatch {
  const cut = ({ shape, data }: EncodedTensor): EncodedTensor => {
    const [, ...rest] = shape;
    return { shape: [size, ...rest], data: data.subarray(0, size * rest.reduce((a, b) => a * b, 1)) };
  };
  const all = (tensors: EncodedBatch['feeds']) => Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, cut(tensor)]));
  return { size, feeds: all(batch.feeds), targets: all(batch.targets) };
}

/** The shapes that a run will meet: whole batches and the last of an epoch, those of its validation, its probe samples. */
export async function expectedBatches(prepared: Prepared, batchSize: number, seed: number, probes: boolean): Promise<ExpectedBatches> {
  const { train, validation, test } = prepared.split;
  const whole = await prepared.encode(epochOrder(train, seed, 0).subarray(0, batchSize));
  const rest = train.length % whole.size;
  return {
    train: rest > 0 ? [whole, firstRows(whole, rest)] : [whole],
    judge: validation.length + test.length > 0 ? [whole] : [],
    // One sample of what is looked at while it trains: the session would else be loaded anew for it, and XLA compile again.
    probe: [
      ...(prepared.compiled.anyLength ? [] : [firstRows(whole, 1)]),
      ...(probes ? await probeBatches(prepared, seed, batchSize) : []),
    ],
  };
}
