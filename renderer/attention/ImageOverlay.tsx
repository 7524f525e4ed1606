import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { HeatRange } from './colours';
import { cellAt, type Grid, glow, placeAt, placesOf, spread } from './overlay';

/** Longest side of a picture as it is drawn here. */
const LONGEST = 448;

function usePicture(url: string): HTMLImageElement | null {
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    let current = true;
    const image = new Image();
    image.onload = () => current && setPicture(image);
    image.src = url;
    return () => {
      current = false;
    };
  }, [url]);
  return picture;
}

/**
 * A picture with the weights of its places over it.
 *
 * @param range from the weight that stays dark to the one that glows fully
 * @param query the place that looks, framed
 */
export function ImageOverlay(p: {
  readonly url: string;
  readonly grid: Grid;
  readonly weights: readonly number[];
  readonly range: HeatRange;
  readonly label: string;
  readonly query?: number | null;
  onPlace?(place: number): void;
}) {
  const { url, grid, weights, query = null } = p;
  const { low, high } = p.range;
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = usePicture(url);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !picture) return;
    const shrink = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
    const width = Math.max(1, Math.round(picture.naturalWidth * shrink));
    const height = Math.max(1, Math.round(picture.naturalHeight * shrink));
    element.width = width;
    element.height = height;
    const context = element.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.drawImage(picture, 0, 0, width, height);
    const image = context.getImageData(0, 0, width, height);
    glow(image.data, spread(placesOf(weights, grid), grid, width, height), { low, high });
    context.putImageData(image, 0, 0);
  }, [picture, weights, grid, low, high]);

  const coarse = picture !== null && Math.max(picture.naturalWidth, picture.naturalHeight) < 112;
  const inner = (
    <>
      <canvas ref={canvas} className={coarse ? 'coarse' : ''} role="img" aria-label={p.label} data-testid="overlay" />
      {query === null ? null : <PlaceFrame grid={grid} place={query} />}
    </>
  );
  const { onPlace } = p;
  if (!onPlace) return <span className="overlay">{inner}</span>;
  const pick = (event: MouseEvent<HTMLSpanElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = placeAt(grid, event.clientX - box.left, event.clientY - box.top, box.width, box.height);
    if (place !== null) onPlace(place);
  };
  return (
    // The keyboard chooses the place in the list beside it.
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span className="overlay" onClick={pick}>
      {inner}
    </span>
  );
}

function PlaceFrame({ grid, place }: { readonly grid: Grid; readonly place: number }) {
  const cell = cellAt(grid, place, 1000, 1000);
  const part = (value: number) => `${value / 10}%`;
  return (
    <i className="overlay-place" style={{ left: part(cell.x), top: part(cell.y), width: part(cell.width), height: part(cell.height) }} />
  );
}
