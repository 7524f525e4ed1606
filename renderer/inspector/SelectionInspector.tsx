import {
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  Group,
  LayoutGrid,
  Trash2,
} from 'lucide-react';
import { groupSelection } from '../blocks/block-actions';
import { alignNodes, arrangeNodes, duplicateSelection, removeSelection } from '../canvas/actions';
import { Button } from '../ui/Button';

/** Several nodes: what can be done with all of them at once. */
export function SelectionInspector({ count }: { readonly count: number }) {
  return (
    <section>
      <h2 className="inspector-title">{count} nodes</h2>
      <h3 className="section-head">Arrange</h3>
      <div className="actions">
        <Button icon={<AlignStartVertical />} onClick={() => alignNodes('left')}>
          Align left
        </Button>
        <Button icon={<AlignStartHorizontal />} onClick={() => alignNodes('top')}>
          Align top
        </Button>
        <Button icon={<AlignHorizontalDistributeCenter />} onClick={() => alignNodes('spread-x')}>
          Spread across
        </Button>
        <Button icon={<AlignVerticalDistributeCenter />} onClick={() => alignNodes('spread-y')}>
          Spread down
        </Button>
        <Button icon={<LayoutGrid />} onClick={arrangeNodes}>
          Lay out
        </Button>
      </div>
      <h3 className="section-head">Edit</h3>
      <div className="actions">
        <Button icon={<Group />} onClick={groupSelection}>
          Make a block
        </Button>
        <Button icon={<Copy />} onClick={duplicateSelection}>
          Duplicate
        </Button>
        <Button variant="danger" icon={<Trash2 />} onClick={removeSelection}>
          Delete
        </Button>
      </div>
    </section>
  );
}
