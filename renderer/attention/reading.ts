import type { PartContent } from '../../shared/dataset';
import type { Inspection, Positions, Prediction } from '../../shared/run';
import { partOf } from '../data/part-content';
import { formatNumber } from '../training/wording';

/** What the model says of a sample, in a word: the best class, the labels that are there, the value, the text, or the tags. */
export function saidOf(predictions: readonly Prediction[]): string | null {
  const [first] = predictions;
  if (!first) return null;
  switch (first.kind) {
    case 'classes':
      return first.classes[0]?.label ?? null;
    case 'labels':
      return (
        first.labels
          .filter(({ probability }) => probability >= 0.5)
          .map(({ label }) => label)
          .join(', ') || 'no label'
      );
    case 'sequence':
      return `“${first.text}”`;
    case 'tags':
      return first.places.map(({ tag }) => tag).join(' ');
    case 'spectrogram':
      return 'a spectrogram';
    case 'boxes':
      return boxesInWords(first.boxes.filter(({ score }) => score >= 0.5).map(({ label }) => label));
    case 'value':
      return formatNumber(first.value);
    case 'values':
      return first.values.map(({ column, value }) => `${column} ${formatNumber(value)}`).join(', ');
    case 'match':
      return first.label;
    case 'identity':
      return first.label ?? 'nobody known';
    case 'items':
      return first.items[0]?.item ?? null;
  }
}

/** `2 × cat, dog`: as the data says what is there. */
function boxesInWords(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => (count === 1 ? label : `${count} × ${label}`)).join(', ') || 'nothing';
}

/** `A held-out 7, read as 7`. */
export function captionOf({ sample, predictions }: Inspection): string {
  const said = saidOf(predictions);
  const part =
    sample.split === 'test' ? 'held-out ' : sample.split === 'validation' ? 'validation ' : sample.split === 'train' ? 'training ' : '';
  if (sample.boxes) return `A ${part}sample with ${sample.label}: ${said} found`;
  // A text, or a tag a word, is shown below word by word.
  const [first] = predictions;
  if (sample.label !== null && (first?.kind === 'sequence' || first?.kind === 'tags')) {
    const truth = first.kind === 'sequence' ? `“${sample.label}”` : sample.label;
    return `${part === '' ? '' : `${part.charAt(0).toUpperCase()}${part.slice(1).trimEnd()}: `}${truth}`;
  }
  if (sample.label === null) return said === null ? 'Your own' : `Read as ${said}`;
  const truth = typeof sample.label === 'number' ? formatNumber(sample.label) : sample.label;
  return `A ${part}${truth}${said === null ? '' : `, read as ${said}`}`;
}

/** What a map's places lie on: of several inputs the one that they belong to. */
export function contentUnder(positions: Positions, { sample }: Inspection): PartContent | null {
  return partOf(sample.content, positions.kind === 'plain' ? undefined : positions.source);
}

/** The picture under a map's places, as the model sees it where that is known. */
export function pictureUnder(positions: Positions, inspection: Inspection): string | null {
  if (positions.kind !== 'grid') return null;
  const seen = inspection.seen && partOf(inspection.seen, positions.source);
  const content = seen?.kind === 'image' ? seen : contentUnder(positions, inspection);
  return content?.kind === 'image' ? content.dataUrl : null;
}
