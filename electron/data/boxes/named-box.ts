import type { SampleView } from '../../../shared/dataset';
import type { TargetFactsOf } from '../../../shared/graph/facts';
import type { PlacedBox } from '../../../shared/graph/picture-view';
import type { PictureSize, RawPartOf } from '../dataset';
import { sortLabels } from '../sort-labels';

/** A box of the data, in pixels of its picture. */
export interface NamedBox {
  readonly label: string;
  readonly box: PlacedBox;
}

/** Pixels that a box may reach beyond its picture: programs round. That much is cut off. */
const ROUNDING = 1;

/** What is wrong with a box on a picture of this size, to complete “Line 7 has …”; null: nothing. */
export function wrongOn({ box: [left, top, width, height] }: NamedBox, picture: PictureSize): string | null {
  const beyond = Math.max(-left, -top, left + width - picture.width, top + height - picture.height);
  return beyond > ROUNDING ? 'a box that leaves its picture' : null;
}

/** The part of it that lies on the picture. */
function cutOff({ label, box: [left, top, width, height] }: NamedBox, picture: PictureSize): NamedBox {
  const [l, t] = [Math.max(0, left), Math.max(0, top)];
  const [r, b] = [Math.min(picture.width, left + width), Math.min(picture.height, top + height)];
  return { label, box: [l, t, r - l, b - t] };
}

/** The boxes of one sample. */
export interface BoxedSample {
  readonly picture: PictureSize;
  readonly boxes: readonly NamedBox[];
}

/** A target of boxes over all samples, by their index. */
export interface BoxSamples {
  readonly facts: TargetFactsOf<'boxes'>;
  part(index: number): RawPartOf<'boxes'>;
  /** `2 cats, dog`: how many of what. */
  label(index: number): string;
  /** As parts of the picture. */
  shown(index: number): NonNullable<SampleView['boxes']>;
}

/** @param picture the input that they lie on */
export function boxSamples(given: readonly BoxedSample[], picture: string): BoxSamples {
  const samples = given.map((sample) => ({ ...sample, boxes: sample.boxes.map((box) => cutOff(box, sample.picture)) }));
  const labels = sortLabels([...new Set(samples.flatMap(({ boxes }) => boxes.map(({ label }) => label)))]);
  const place = new Map(labels.map((label, at) => [label, at]));
  const at = (index: number): BoxedSample => {
    const sample = samples[index];
    if (!sample) throw new RangeError(`sample ${index} of ${samples.length}`);
    return sample;
  };
  return {
    facts: {
      kind: 'boxes',
      labels,
      most: samples.reduce((most, { boxes }) => Math.max(most, boxes.length), 0),
      boxes: samples.reduce((sum, { boxes }) => sum + boxes.length, 0),
      picture,
    },
    part: (index) => {
      const sample = at(index);
      return {
        kind: 'boxes',
        picture: { width: sample.picture.width, height: sample.picture.height },
        boxes: sample.boxes.map(({ label, box }) => ({ class: place.get(label) ?? 0, box })),
      };
    },
    label: (index) => {
      const counts = new Map<string, number>();
      for (const { label } of at(index).boxes) counts.set(label, (counts.get(label) ?? 0) + 1);
      return [...counts].map(([label, count]) => (count === 1 ? label : `${count} × ${label}`)).join(', ') || 'nothing';
    },
    shown: (index) => {
      const { picture: size, boxes } = at(index);
      return boxes.map(({ label, box: [left, top, width, height] }) => ({
        label,
        box: [left / size.width, top / size.height, width / size.width, height / size.height],
      }));
    },
  };
}
