import type { SampleView } from '../../shared/dataset';
import type { Inspection, Prediction } from '../../shared/run';
import { formatNumber } from '../training/wording';

/** What the model says of a sample, in a word: the best class, or the value. */
export function saidOf(predictions: readonly Prediction[]): string | null {
  const [first] = predictions;
  if (!first) return null;
  return first.kind === 'classes' ? (first.classes[0]?.label ?? null) : formatNumber(first.value);
}

/** `A held-out 7, read as 7`. */
export function captionOf({ sample, predictions }: Inspection): string {
  const said = saidOf(predictions);
  const part =
    sample.split === 'test' ? 'held-out ' : sample.split === 'validation' ? 'validation ' : sample.split === 'train' ? 'training ' : '';
  if (sample.label === null) return said === null ? 'Your own' : `Read as ${said}`;
  const truth = typeof sample.label === 'number' ? formatNumber(sample.label) : sample.label;
  return `A ${part}${truth}${said === null ? '' : `, read as ${said}`}`;
}

/** The picture of a sample, as the model sees it where that is known. */
export function pictureOf(inspection: Inspection): string | null {
  const content: SampleView['content'] = inspection.seen?.kind === 'image' ? inspection.seen : inspection.sample.content;
  return content.kind === 'image' ? content.dataUrl : null;
}
