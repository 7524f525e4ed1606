import { type MouseEvent, useState } from 'react';
import type { Positions } from '../../shared/run';
import { formatWeight } from '../training/wording';
import type { ColourScale } from './colours';
import { HeatCanvas } from './HeatCanvas';
import { placeName } from './weights';

/** Longest side on the screen, in pixels. */
const SIZE = 208;

/** The whole map: rows look, columns are looked at. The pointer reads values; a click pins the row. */
export function MatrixView(p: {
  readonly rows: readonly (readonly number[])[];
  readonly queries: Positions;
  readonly keys: Positions;
  readonly scale: ColourScale;
  readonly query: number | null;
  onQuery(query: number | null): void;
}) {
  const [over, setOver] = useState<{ readonly q: number; readonly k: number } | null>(null);
  const height = p.rows.length;
  const width = p.rows[0]?.length ?? 0;
  if (width === 0) return null;
  const cell = Math.max(1, Math.min(24, SIZE / Math.max(width, height)));
  const at = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const k = Math.floor(((event.clientX - box.left) / box.width) * width);
    const q = Math.floor(((event.clientY - box.top) / box.height) * height);
    return q >= 0 && q < height && k >= 0 && k < width ? { q, k } : null;
  };
  const value = over ? p.rows[over.q]?.[over.k] : undefined;
  return (
    <div className="matrix">
      {/* The list of query places beside it does the same for the keyboard. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        style={{ width: Math.max(24, cell * width), height: Math.max(12, cell * height) }}
        className="matrix-canvas"
        onMouseMove={(event) => setOver(at(event))}
        onMouseLeave={() => setOver(null)}
        onClick={(event) => {
          const place = at(event);
          if (place) p.onQuery(place.q === p.query ? null : place.q);
        }}
      >
        <HeatCanvas rows={p.rows} scale={p.scale} />
      </div>
      <p className="matrix-value">
        {over && value !== undefined ? (
          <>
            <b>{placeName(p.queries, over.q)}</b> looks at <b>{placeName(p.keys, over.k)}</b>:{' '}
            <span className="mono">{formatWeight(value)}</span>
          </>
        ) : (
          `${height} × ${width}: rows look, columns are looked at`
        )}
      </p>
    </div>
  );
}
