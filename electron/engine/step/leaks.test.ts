import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import type { GraphHost } from '../graph/native-binding';
import { createOptimizer } from '../optimizers/create-optimizer';
import { allowedGrowth, residentBytes, tellGrowth } from '../resident-memory.test-data';
import { metricScales } from '../run-parts';
import { TINY_EAGER, TINY_TRAINING, tinyParts, tinyTraced } from '../tiny-run.test-data';
import { measure } from '../validation';

/** `npm run soak` asks for more. */
const STEPS = Number(process.env.SOAK_STEPS ?? 300);
const WARM = 100;
/** Steps between two validations. */
const EPOCH = 50;

let host: GraphHost | null = null;
beforeAll(async () => {
  host = (await openEngine('auto')).graphs;
});

const MODES = bindingPath() ? (['eager', 'traced', 'xla'] as const) : (['eager'] as const);

describe.each(MODES)('steps, %s', (mode) => {
  it(
    `${STEPS} of them, with validations and saves between, leave tensors, sessions and memory where they were`,
    async () => {
      const parts = tinyParts(7, mode === 'eager' ? TINY_EAGER : await tinyTraced(mode === 'xla'));
      const step = parts.runner.trainingStep({
        optimizer: createOptimizer(TINY_TRAINING.optimizer),
        clipNorm: 1,
        classWeights: null,
        metricScales: metricScales(parts),
      });
      let at = 0;
      const steps = async (count: number): Promise<void> => {
        for (let i = 0; i < count; i++, at++) {
          // The last batch of an epoch is smaller.
          const size = at % EPOCH === EPOCH - 1 ? 2 : 5;
          step.run(await parts.encode(parts.split.train.subarray(0, size)), { step: at, rate: 0.01 });
          if (at % EPOCH !== EPOCH - 1) continue;
          await measure(parts, parts.split.validation, 32);
          parts.runner.readWeights();
          step.saveState();
        }
      };
      const kept = async () => ({
        tensors: tf.memory().numTensors,
        sessions: host?.binding.getNumOfSavedModels() ?? 0,
        bytes: await residentBytes(),
      });
      await steps(WARM);
      const before = await kept();
      await steps(STEPS);
      const after = await kept();
      tellGrowth(`${STEPS} steps, ${mode}`, before.bytes, after.bytes);
      expect(after).toMatchObject({ tensors: before.tensors, sessions: before.sessions });
      expect(after.bytes - before.bytes).toBeLessThan(allowedGrowth(before.bytes));
      step.dispose();
      parts.runner.dispose();
      await parts.dispose();
      expect(host?.binding.getNumOfSavedModels() ?? 0).toBe(0);
    },
    60_000 + 100 * STEPS,
  );
});
