import { useReactFlow } from '@xyflow/react';
import { LayoutGrid, Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../ui/IconButton';
import { arrangeNodes } from './actions';
import { FIT } from './measures';

/** Zoom, fit and layout, in the canvas's corner. */
export function CanvasTools() {
  const flow = useReactFlow();
  return (
    <div className="canvas-tools" role="toolbar" aria-label="View of the graph">
      <IconButton label="Zoom out" shortcut="-" icon={<Minus />} side="top" onClick={() => void flow.zoomOut()} />
      <IconButton label="Zoom in" shortcut="+" icon={<Plus />} side="top" onClick={() => void flow.zoomIn()} />
      <IconButton label="Fit the graph" shortcut="F" icon={<Maximize />} side="top" onClick={() => void flow.fitView(FIT)} />
      <IconButton label="Lay out" shortcut="L" icon={<LayoutGrid />} side="top" onClick={arrangeNodes} />
    </div>
  );
}
