import { memo, useEffect, useRef } from 'react';
import type { NodeId } from '../../shared/graph/document';
import type { AttentionMapData } from '../../shared/run';
import { useResults } from '../attention/results-store';
import { thumbnail } from './thumbnail';

const SHOWN = 4;

function HeadMap({ map, head }: { readonly map: AttentionMapData; readonly head: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const { rows, cols, values } = thumbnail(map, head);
    canvas.current.width = cols;
    canvas.current.height = rows;
    const image = context.createImageData(cols, rows);
    for (let i = 0; i < rows * cols; i++) {
      // The colour is the style's; here only how much of it there is.
      image.data[i * 4 + 3] = Math.round(255 * (values[i] ?? 0));
    }
    context.putImageData(image, 0, 0);
    context.globalCompositeOperation = 'source-in';
    context.fillStyle = getComputedStyle(canvas.current).color;
    context.fillRect(0, 0, cols, rows);
  }, [map, head]);
  return <canvas ref={canvas} className="head-map" />;
}

/** The newest attention of a node's first heads, where there is any. */
export const HeadMaps = memo(function HeadMaps({ id }: { readonly id: NodeId }) {
  // Of a block, the first that attends inside.
  const map = useResults((s) => s.latestMaps[id] ?? Object.values(s.latestMaps).find((m) => m.owner === id));
  if (!map || map.scores.length === 0) return null;
  const heads = Math.min(map.scores.length, SHOWN);
  const label = `What its ${map.scores.length === 1 ? 'head looks' : `${map.scores.length} heads look`} at`;
  return (
    <div className="head-maps" role="img" aria-label={label}>
      {Array.from({ length: heads }, (_, head) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a head is its index
        <HeadMap key={head} map={map} head={head} />
      ))}
    </div>
  );
});
