import { wireKey } from '../../shared/graph/document';
import { useDrawing } from './drawing';
import { useView } from './view';

/** Keeps the selection to what is there: an undo or another project may take away what was selected. */
export function followSelection(): () => void {
  return useDrawing.subscribe(({ graph }, before) => {
    if (graph === before.graph) return;
    const { nodes, wires } = useView.getState();
    if (nodes.size === 0 && wires.size === 0) return;
    const known = new Set(graph.wires.map(wireKey));
    const left = new Set([...nodes].filter((id) => id in graph.nodes));
    const leftWires = new Set([...wires].filter((key) => known.has(key)));
    if (left.size !== nodes.size || leftWires.size !== wires.size) useView.setState({ nodes: left, wires: leftWires });
  });
}
