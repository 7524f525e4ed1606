import { Plus, Workflow } from 'lucide-react';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Keys } from '../ui/Keys';
import { addNode } from './actions';

/** What an empty canvas says, and the button that begins. */
export function CanvasEmpty() {
  const open = useDocument((s) => s.open !== null);
  const empty = useDrawing((s) => Object.keys(s.graph.nodes).length === 0);
  if (!open || !empty) return null;
  return (
    <div className="canvas-empty">
      <Empty
        icon={<Workflow />}
        title="An empty graph"
        action={
          <Button variant="primary" icon={<Plus />} onClick={() => addNode('ImageInput', { x: 0, y: 0 })}>
            Add an image input
          </Button>
        }
      >
        Drag nodes in from the left, or press <Keys keys="/" /> to search for one. A model leads from an input to an output.
      </Empty>
    </div>
  );
}
