import { BlockInspector } from '../blocks/BlockInspector';
import { useDrawing } from '../state/drawing';
import { useView } from '../state/view';
import './inspector.css';
import { NodeInspector } from './NodeInspector';
import { ProjectInspector } from './ProjectInspector';
import { SelectionInspector } from './SelectionInspector';

/** What is selected, or the project when nothing is. */
export function Inspector() {
  const nodes = useView((s) => s.nodes);
  const block = useDrawing((s) => s.block);
  const [id] = nodes;
  return (
    <aside className="inspector" aria-label="Inspector">
      {id === undefined && block !== null ? (
        <BlockInspector id={block} />
      ) : id === undefined ? (
        <ProjectInspector />
      ) : nodes.size > 1 ? (
        <SelectionInspector count={nodes.size} />
      ) : (
        <NodeInspector key={id} id={id} />
      )}
    </aside>
  );
}
