import { z } from 'zod';

/** How a picture of any size is brought to that of the model: `stretch`ed, its middle cut out (`crop`), or framed (`pad`). */
export const pictureView = z.strictObject({
  fit: z.enum(['stretch', 'crop', 'pad']),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type PictureView = z.infer<typeof pictureView>;

/** Left, top, width, height: in pixels of a picture, or as parts of it. */
export type PlacedBox = readonly [left: number, top: number, width: number, height: number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest middle part with the proportions of `target`. */
export function largestMiddle(size: Size, target: Size): Size {
  const width = Math.min(size.width, Math.floor((size.height * target.width) / target.height));
  const height = Math.min(size.height, Math.floor((size.width * target.height) / target.width));
  return { width: Math.max(1, width), height: Math.max(1, height) };
}

/** The size of a whole picture within the frame that it is padded to. */
export function withinFrame(size: Size, frame: Size): Size {
  const scale = Math.min(frame.width / size.width, frame.height / size.height);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** Which part of the picture, in its pixels, the model's picture shows: it may reach beyond the picture. */
function shownPart(picture: Size, view: PictureView): PlacedBox {
  switch (view.fit) {
    case 'stretch':
      return [0, 0, picture.width, picture.height];
    case 'crop': {
      const { width, height } = largestMiddle(picture, view);
      return [Math.floor((picture.width - width) / 2), Math.floor((picture.height - height) / 2), width, height];
    }
    case 'pad': {
      const inner = withinFrame(picture, view);
      const [across, down] = [picture.width / inner.width, picture.height / inner.height];
      const left = Math.floor((view.width - inner.width) / 2);
      const top = Math.floor((view.height - inner.height) / 2);
      return [-left * across, -top * down, view.width * across, view.height * down];
    }
  }
}

/** Cut off where it leaves [0, width] × [0, height]; null: nothing is left. */
function within([left, top, width, height]: PlacedBox, size: Size): PlacedBox | null {
  const [l, t] = [Math.max(0, left), Math.max(0, top)];
  const [r, b] = [Math.min(size.width, left + width), Math.min(size.height, top + height)];
  return r > l && b > t ? [l, t, r - l, b - t] : null;
}

/**
 * A box of a picture as the model sees it.
 *
 * @param box in pixels of the picture
 * @returns as parts (0 to 1) of the model's picture, cut off at its border; null where the model sees nothing of it
 */
export function toView([left, top, width, height]: PlacedBox, picture: Size, view: PictureView): PlacedBox | null {
  const [x, y, w, h] = shownPart(picture, view);
  return within([(left - x) / w, (top - y) / h, width / w, height / h], { width: 1, height: 1 });
}

/** The way back: from parts of the model's picture to pixels of the picture; null where it lies in the frame. */
export function fromView([left, top, width, height]: PlacedBox, picture: Size, view: PictureView): PlacedBox | null {
  const [x, y, w, h] = shownPart(picture, view);
  return within([x + left * w, y + top * h, width * w, height * h], picture);
}
