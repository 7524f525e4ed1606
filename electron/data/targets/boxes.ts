import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { toView } from '../../../shared/graph/picture-view';
import { StudioError } from '../../../shared/studio-error';
import type { RawPart } from '../dataset';
import { BOX_ROW, middleOf, type RowBox, writeBoxes } from './box-rows';
import { defineTarget, type TargetData } from './define-target';
import { foundBoxes } from './found-boxes';

/** Where each label of the data stands among those of the run. */
function placesOf(state: TargetStateOf<'boxes'>, { facts }: TargetData<'boxes'>): number[] {
  const foreign = facts.labels.filter((label) => !state.labels.includes(label));
  if (foreign.length > 0) {
    throw new StudioError(`The model does not know the ${foreign.length === 1 ? 'label' : 'labels'} ${foreign.slice(0, 5).join(', ')}.`, {
      expected: state.labels.slice(0, 20).join(', '),
      received: facts.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the labels that the model was trained on.',
    });
  }
  return facts.labels.map((label) => state.labels.indexOf(label));
}

/** As the model sees them, the largest first: of two in a cell of a grid the larger is the one that is asked for. */
function seenBoxes({ view }: TargetPlanOf<'boxes'>, part: RawPart, places: readonly number[]): RowBox[] {
  if (part.kind !== 'boxes') throw new Error(`a ${part.kind} where boxes were expected`);
  const seen = part.boxes.flatMap(({ class: label, box }): RowBox[] => {
    const there = toView(box, part.picture, view);
    return there ? [{ class: places[label] ?? 0, box: middleOf(there) }] : [];
  });
  return seen.sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3]);
}

/** Boxes: rows [batch, room, 6], see `box-rows.ts`. */
export const boxesTarget = defineTarget('boxes', {
  fit: (plan, { facts }) => {
    if (plan.classes !== facts.labels.length) {
      throw new StudioError('The graph and the data do not have the same number of labels.', {
        expected: `${plan.classes} labels`,
        received: `${facts.labels.length}`,
        advice: 'Leave the number of classes of the box node to the data.',
      });
    }
    return { kind: 'boxes', labels: [...facts.labels] };
  },
  purpose: ({ labels }) => `Finds ${labels.length === 1 ? labels[0] : 'objects'} in pictures.`,
  // No one number says which boxes a picture has.
  actual: () => new Float64Array(),
  encode: async (plan, state, data, indices) => {
    // Data that the model is judged on may have more; a set has no more than its queries.
    const room = plan.head.form === 'set' ? plan.room : Math.max(plan.room, data.facts.most);
    const places = placesOf(state, data);
    const rows = new Float32Array(indices.length * room * BOX_ROW);
    const parts = await Promise.all(indices.map((index) => data.dataset.part(index, data.name)));
    for (const [row, part] of parts.entries()) {
      const seen = seenBoxes(plan, part, places);
      if (seen.length > room) {
        throw new StudioError(`A picture has ${seen.length} boxes, and the model looks for ${room} at most.`, {
          expected: `at most ${room} boxes in a picture`,
          received: `${seen.length}`,
          advice: 'Give the model more queries, and train it again.',
        });
      }
      rows.set(writeBoxes(seen, room), row * room * BOX_ROW);
    }
    return { shape: [indices.length, room, BOX_ROW], data: rows };
  },
  predict: (plan, { labels }, row) => ({
    kind: 'boxes',
    node: plan.node,
    view: plan.view,
    boxes: foundBoxes(plan, row).map(({ class: at, score, box: [left, top, right, bottom] }) => ({
      label: labels[at] ?? '',
      score,
      box: [left, top, right - left, bottom - top],
    })),
  }),
  // No one class or value; how sure it is of its surest box.
  judge: (plan, _state, row) => ({ predicted: -1, probability: foundBoxes(plan, row)[0]?.score ?? 0 }),
  missing: (state, other) =>
    state
      ? new StudioError('The model finds boxes, but this data has none to compare with.', {
          expected: 'a column of boxes, or a folder of Pascal VOC',
          received: other?.kind ?? 'no target',
        })
      : new StudioError('The graph finds boxes, but the data has none.', {
          expected: 'a column of boxes, or a folder of Pascal VOC',
          received: other?.kind === 'value' ? `values in “${other.column}”` : (other?.kind ?? 'no target'),
          advice: 'Read the column as “boxes to find” in the data panel, or end the graph with another output.',
        }),
});
