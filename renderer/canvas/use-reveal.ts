import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { useDrawing } from '../state/drawing';
import { useView } from '../state/view';
import { NODE_WIDTH } from './measures';

/** Pixels of the window that stay free around a node that was brought into view. */
const MARGIN = { x: 24, y: 24 };

/** Brings a node into view when somebody asks for it, with as little movement as does. */
export function useReveal(frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  const wanted = useView((s) => s.reveal);
  useEffect(() => {
    const place = wanted ? useDrawing.getState().layout[wanted.node] : undefined;
    const bounds = frame.current?.getBoundingClientRect();
    if (!place || !bounds) return;
    const zoom = flow.getZoom();
    const at = flow.flowToScreenPosition(place);
    const size = { x: NODE_WIDTH * zoom, y: 96 * zoom };
    const over = (start: number, length: number, low: number, high: number, margin: number) =>
      start < low + margin ? low + margin - start : start + length > high - margin ? high - margin - (start + length) : 0;
    const dx = over(at.x, size.x, bounds.left, bounds.right, MARGIN.x);
    const dy = over(at.y, size.y, bounds.top, bounds.bottom, MARGIN.y);
    if (dx === 0 && dy === 0) return;
    const { x, y } = flow.getViewport();
    void flow.setViewport({ x: x + dx, y: y + dy, zoom });
  }, [wanted, flow, frame]);
}
