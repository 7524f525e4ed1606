import { useEffect, useRef } from 'react';
import { type ColourScale, paintMatrix } from './colours';

/** A matrix of weights, one pixel each, stretched by the style sheet. Says nothing itself: its surroundings do. */
export function HeatCanvas({
  rows,
  scale = 'global',
  className,
}: {
  readonly rows: readonly (readonly number[])[];
  readonly scale?: ColourScale;
  readonly className?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const painted = paintMatrix(rows, scale);
    if (!element || painted.width === 0) return;
    element.width = painted.width;
    element.height = painted.height;
    const context = element.getContext('2d');
    const image = context?.createImageData(painted.width, painted.height);
    if (!context || !image) return;
    image.data.set(painted.pixels);
    context.putImageData(image, 0, 0);
  }, [rows, scale]);
  return <canvas ref={canvas} className={className} />;
}
