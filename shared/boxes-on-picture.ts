import type { PartContent, SampleContent } from './dataset';
import { fromView, type PlacedBox } from './graph/picture-view';
import type { PredictionOf } from './run';

/** The first picture of a sample, on which its boxes lie; null: there is none. */
export function pictureOf(content: SampleContent): Extract<PartContent, { kind: 'image' }> | null {
  const parts = content.kind === 'parts' ? content.parts.map((part) => part.content) : [content];
  return parts.find((part) => part.kind === 'image') ?? null;
}

/** A box that a model found: left, top, width, height as parts of the picture that it was given. */
export interface FoundOnPicture {
  readonly label: string;
  readonly score: number;
  readonly box: PlacedBox;
}

/** Boxes of a prediction from `sure` on, brought from what the model sees of a picture back to the picture itself. */
export function boxesOnPicture({ boxes, view }: PredictionOf<'boxes'>, content: SampleContent, sure: number): FoundOnPicture[] {
  const shown = pictureOf(content);
  const picture = shown?.natural ?? shown;
  return boxes.flatMap(({ label, score, box }): FoundOnPicture[] => {
    if (score < sure) return [];
    const there = picture ? fromView(box, picture, view) : null;
    if (!picture) return [{ label, score, box }];
    if (!there) return [];
    const [left, top, width, height] = there;
    return [{ label, score, box: [left / picture.width, top / picture.height, width / picture.width, height / picture.height] }];
  });
}
