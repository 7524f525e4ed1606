import { ArrowUpFromLine } from 'lucide-react';
import type { NodeId } from '../../shared/graph/document';
import { ENTRY, EXIT } from '../../shared/graph/user-block';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { IconButton } from '../ui/IconButton';
import { handedOut, handOut, takeBack } from './block-actions';
import './blocks.css';

/** Beside a parameter of a node inside a block: hands it out to the block's instances, or takes it back. */
export function HandOut({ id, name, disabled }: { readonly id: NodeId; readonly name: string; readonly disabled: boolean }) {
  const open = useDrawing((s) => s.block);
  const block = useDocument((s) => (open === null ? undefined : s.open?.history.document.graph.blocks?.[open]));
  const kind = block?.graph.nodes[id]?.kind;
  if (open === null || !block || kind === ENTRY || kind === EXIT) return null;
  const as = handedOut(block, id, name);
  return (
    <IconButton
      className="hand-out"
      label={as === null ? `Let instances of the block set ${name}` : `Instances set it as ${as}: take it back`}
      aria-pressed={as !== null}
      icon={<ArrowUpFromLine />}
      side="left"
      disabled={disabled}
      onClick={() => (as === null ? handOut(open, id, name) : takeBack(open, as))}
    />
  );
}
