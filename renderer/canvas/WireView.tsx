import { BaseEdge, EdgeLabelRenderer, type EdgeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import { formatShape } from '../../shared/graph/spec';
import { useDrawing } from '../state/drawing';
import { useDrawnReport } from '../state/report';
import { PORT_REACH } from './measures';
import { FAR } from './NodeView';
import { wirePath } from './wire-path';

/** Width of a character of the shape, in canvas pixels. */
const CHARACTER = 6.7;

/** A wire in the colour of its source's family, with the shape of what it carries. */
export const WireView = memo(function WireView(p: EdgeProps) {
  const kind = useDrawing((s) => s.graph.nodes[p.source]?.kind);
  const spec = useDrawnReport((s) => s.report.nodes[p.source]?.outputs[p.sourceHandleId ?? '']);
  const far = useStore((s) => s.transform[2] < FAR);
  const registry = useDrawing((s) => s.registry);
  const definition = kind !== undefined && Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  const under = typeof p.data?.under === 'number' ? p.data.under : null;
  const floor = typeof p.data?.floor === 'number' ? p.data.floor : null;
  const lane = typeof p.data?.lane === 'number' ? p.data.lane : 0;
  // React Flow gives the outer edges of the ports' hit areas; a wire ends in their middle.
  const [from, to] = [p.sourceX - PORT_REACH, p.targetX + PORT_REACH];
  const { path, x, y } = wirePath(from, p.sourceY, to, p.targetY, under, floor, lane);
  const shape = spec && p.data?.labelled !== false ? (spec.dtype === 'string' ? 'text' : formatShape(spec.shape)) : null;
  const room = Math.abs(to - from) + Math.abs(p.targetY - p.sourceY);
  const lifted = shape !== null && under === null && to > from && room < shape.length * CHARACTER + 34;
  const color = definition ? `var(--${definition.family})` : 'var(--control)';
  return (
    <>
      <BaseEdge
        id={p.id}
        path={path}
        interactionWidth={far ? 0 : 16}
        className={`wire${p.selected ? ' selected' : ''}${spec ? '' : ' unknown'}`}
        style={{ stroke: color }}
      />
      {shape !== null && !far ? (
        <EdgeLabelRenderer>
          <span
            className={`wire-shape${p.selected ? ' selected' : ''}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${lifted ? y - 22 : y}px)` }}
          >
            {shape}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
