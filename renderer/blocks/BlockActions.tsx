import { Library, PackageOpen, SquareArrowOutDownRight } from 'lucide-react';
import type { AnyNode } from '../../shared/graph/define-node';
import type { NodeId } from '../../shared/graph/document';
import { blockIdOf } from '../../shared/graph/user-block';
import { Button } from '../ui/Button';
import { enter, unpack } from './block-actions';
import './blocks.css';
import { keepInLibrary } from './library-store';

/** What can be done with a node that stands for others. */
export function BlockActions({
  id,
  definition,
  disabled,
}: {
  readonly id: NodeId;
  readonly definition: AnyNode;
  readonly disabled: boolean;
}) {
  if (!definition.expand) return null;
  const own = blockIdOf(definition.kind);
  // Its parts alone would begin without the weights of its file.
  if (definition.saved) return null;
  return (
    <div className="block-actions">
      {own === null ? null : (
        <Button icon={<SquareArrowOutDownRight />} onClick={() => enter(id)}>
          Open the block
        </Button>
      )}
      <Button icon={<PackageOpen />} disabled={disabled} onClick={() => unpack(id)}>
        Unpack
      </Button>
      {own === null ? null : (
        <Button icon={<Library />} onClick={() => void keepInLibrary(own)}>
          Keep in my library
        </Button>
      )}
    </div>
  );
}
