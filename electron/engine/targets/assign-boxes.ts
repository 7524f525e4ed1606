import type { TargetPlanOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../../data/dataset';
import { BOX_ROW, readBoxes, writeBoxes } from '../../data/targets/box-rows';
import { widthOf } from '../../data/targets/found-boxes';
import { matchBoxes } from '../losses/match-boxes';
import type { Box } from '../metrics/box-overlap';

type Plan = TargetPlanOf<'boxes'>;

function softmax(logits: Float32Array): Float32Array {
  const most = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/**
 * The true boxes of each picture in the order of the queries that are to find them, so that all together cost least
 * (`matchBoxes`); where a query finds none, zeros. A picture whose outputs are not finite keeps its order: the step finds
 * the fault.
 *
 * @param target [batch, queries, 6]
 * @param output [batch, queries, classes + 1 + 4]
 */
export function assignBoxes(plan: Plan, target: EncodedTensor, output: EncodedTensor): EncodedTensor {
  const { classes, head } = plan;
  if (head.form !== 'set') return target;
  const [batch = 0, queries = 0] = target.shape;
  const width = widthOf(plan);
  const data = Float32Array.from(target.data);
  for (let image = 0; image < batch; image++) {
    const row = data.subarray(image * queries * BOX_ROW, (image + 1) * queries * BOX_ROW);
    const objects = readBoxes(row);
    if (objects.length === 0) continue;
    const said = Float32Array.from(output.data.subarray(image * queries * width, (image + 1) * queries * width));
    if (!said.every(Number.isFinite)) continue;
    const probabilities = new Float32Array(queries * (classes + 1));
    const boxes = Array.from({ length: queries }, (_, query): Box => {
      const at = query * width;
      probabilities.set(softmax(said.subarray(at, at + classes + 1)), query * (classes + 1));
      const [x = 0, y = 0, w = 0, h = 0] = said.subarray(at + classes + 1, at + width);
      return [x, y, w, h];
    });
    const found = matchBoxes(probabilities, classes + 1, boxes, objects, head.weights);
    row.fill(0);
    for (const [query, at] of found.entries()) {
      const object = objects[at];
      if (object) row.set(writeBoxes([object], 1), query * BOX_ROW);
    }
  }
  return { shape: target.shape, data };
}
