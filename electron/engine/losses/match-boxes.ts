import { type Box, generalisedOverlap } from '../metrics/box-overlap';
import { cheapestAssignment } from './assignment';

export interface MatchWeights {
  readonly class: number;
  readonly distance: number;
  readonly overlap: number;
}

/** The paper's, for matching and loss. */
export const DETR_WEIGHTS: MatchWeights = { class: 1, distance: 5, overlap: 2 };

/** What one image has to find. */
export interface TrueObject {
  readonly class: number;
  /** Middle and size: x, y, width, height. */
  readonly box: Box;
}

const corners = ([x, y, width, height]: Box): Box => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

/**
 * Which query should find which object of one image, so that all together cost least: −p(class), L1 of middle and size, −GIoU,
 * weighted. Plain numbers: it is done between two passes of a model, never within.
 *
 * Source: Carion et al. 2020 (DETR), equation 1 and appendix A.2.
 *
 * @param probabilities [queries, classes], row after row; classes beyond the objects' (“no object”) are not looked at
 * @param boxes [queries], middle and size
 * @returns of each query the index of its object, or −1
 */
export function matchBoxes(
  probabilities: ArrayLike<number>,
  classes: number,
  boxes: readonly Box[],
  objects: readonly TrueObject[],
  weights: MatchWeights = DETR_WEIGHTS,
): Int32Array {
  const costs = new Float64Array(boxes.length * objects.length);
  for (const [q, box] of boxes.entries()) {
    for (const [o, object] of objects.entries()) {
      const distance = box.reduce((sum, side, i) => sum + Math.abs(side - (object.box[i] ?? 0)), 0);
      costs[q * objects.length + o] =
        -weights.class * (probabilities[q * classes + object.class] ?? 0) +
        weights.distance * distance -
        weights.overlap * generalisedOverlap(corners(box), corners(object.box));
    }
  }
  return cheapestAssignment(costs, boxes.length, objects.length);
}

/** What each query of an image should say: the targets of `setLoss`. */
export interface QueryTargets {
  /** [queries]; `noObject` where it has none. */
  readonly classes: Int32Array;
  /** [queries, 4], middle and size; zeros where it has none. */
  readonly boxes: Float32Array;
  /** [queries], 1 or 0. */
  readonly matched: Float32Array;
}

/** The objects put in the order of the queries. */
export function queryTargets(assigned: Int32Array, objects: readonly TrueObject[], noObject: number): QueryTargets {
  const boxes = new Float32Array(assigned.length * 4);
  const classes = new Int32Array(assigned.length).fill(noObject);
  const matched = new Float32Array(assigned.length);
  for (const [query, index] of assigned.entries()) {
    const object = index < 0 ? undefined : objects[index];
    if (!object) continue;
    classes[query] = object.class;
    boxes.set(object.box, query * 4);
    matched[query] = 1;
  }
  return { classes, boxes, matched };
}
