import { dataName } from '../../graph/data-name';
import { type InferContext, type Inference, refuse, type TargetSurroundings } from '../../graph/define-node';
import type { TargetPlanOf } from '../../graph/feed';
import { optionalInt } from '../../graph/params';
import { findTarget } from '../data-part';

interface Params {
  readonly target: string | null;
  readonly classes: number | null;
}

/** Parameters of every node that finds boxes. */
export const BOX_PARAMS = {
  target: dataName({ of: 'target', kind: 'boxes', doc: 'Which boxes of the data, where it has several columns of them.' }),
  classes: optionalInt({ default: null, nullable: 'as many as the data has', min: 1, max: 65_536, doc: 'Number of labels.' }),
};

export const findBoxes = (title: string, p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'boxes', p.target, {
    title,
    id,
    words: 'boxes',
    other: (other) =>
      refuse('The data has no boxes: read a column of them as “boxes to find” in the data panel, or open a folder of Pascal VOC.', {
        expected: 'a target column of boxes',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

/** The labels asked for, else those of the data, else null. */
export function countLabels(title: string, p: Params, context: InferContext): number | null {
  const found = findBoxes(title, p, context);
  return p.classes ?? (found.ok ? (found.facts?.labels.length ?? null) : null);
}

/** What keeps a box node from knowing its labels; null: nothing. */
export function refuseLabels(title: string, p: Params, context: InferContext): Inference | null {
  const target = findBoxes(title, p, context);
  if (!target.ok) return target.refusal;
  const found = target.facts?.labels.length ?? null;
  if (p.classes !== null && found !== null && p.classes !== found) {
    return refuse(`The boxes of the data have ${found} labels, this node ${p.classes}.`, {
      expected: `${found} labels`,
      received: `${p.classes} labels`,
      fix: { type: 'set', title: `Use the ${found} labels of the data`, param: 'classes', value: null },
    });
  }
  if (p.classes === null && found === null) {
    return refuse('The number of labels is not known yet.', {
      expected: 'data with boxes, or a number of labels',
      received: 'neither',
      fix: { type: 'set', title: 'Use 1 label for now', param: 'classes', value: 1 },
    });
  }
  return null;
}

/** The plan of a box node but its head. */
export function boxPlan(
  title: string,
  p: Params,
  context: InferContext,
  { feeds }: TargetSurroundings,
): Omit<TargetPlanOf<'boxes'>, 'head' | 'room'> & { readonly most: number } {
  const found = findBoxes(title, p, context);
  const facts = found.ok ? found.facts : null;
  const pictures = feeds.flatMap((feed) => (feed.kind === 'image' ? [feed] : []));
  const picture = pictures.find(({ source }) => source === facts?.picture) ?? pictures[0];
  return {
    kind: 'boxes',
    node: context.id,
    target: found.ok ? found.name : 'boxes',
    classes: countLabels(title, p, context) ?? 0,
    per_picture: facts && context.facts ? facts.boxes / Math.max(1, context.facts.samples) : 1,
    view: picture ? { fit: picture.fit, width: picture.width, height: picture.height } : { fit: 'stretch', width: 1, height: 1 },
    most: Math.max(1, facts?.most ?? 1),
  };
}
