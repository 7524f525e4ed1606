import { Unplug } from 'lucide-react';
import type { AnyNode } from '../../shared/graph/define-node';
import { type NodeId, type Wire, wireKey } from '../../shared/graph/document';
import { titleOf } from '../canvas/fits';
import { useDrawing } from '../state/drawing';
import { applyGraphEdits } from '../state/fix';
import { reveal, select } from '../state/view';
import { IconButton } from '../ui/IconButton';

/** The wires of a node: where each leads, and the way to take it off without a pointer. */
export function Connections({
  id,
  definition,
  disabled,
}: {
  readonly id: NodeId;
  readonly definition: AnyNode;
  readonly disabled: boolean;
}) {
  const { graph, registry } = useDrawing();
  const wires = graph.wires.filter((w) => w.from.node === id || w.to.node === id);
  if (wires.length === 0) return null;
  const row = (wire: Wire) => {
    const incoming = wire.to.node === id;
    const [mine, other] = incoming ? [wire.to, wire.from] : [wire.from, wire.to];
    const title = titleOf(registry, graph, other.node);
    const ports = incoming ? definition.inputs : definition.outputs;
    const words = incoming ? `${mine.port} from ${title}` : `${mine.port} to ${title}`;
    return (
      <li key={wireKey(wire)}>
        <span className="soft">{ports.length > 1 ? mine.port : incoming ? 'from' : 'to'}</span>
        <button
          type="button"
          className="link"
          onClick={() => {
            select([other.node]);
            reveal(other.node);
          }}
        >
          {title}
        </button>
        <IconButton
          label={`Disconnect ${words}`}
          icon={<Unplug />}
          side="left"
          disabled={disabled}
          onClick={() => applyGraphEdits(`Disconnect ${title}`, [{ type: 'remove-wire', from: wire.from, to: wire.to }])}
        />
      </li>
    );
  };
  return (
    <section>
      <h3 className="section-head">Wires</h3>
      <ul className="connections">{wires.map(row)}</ul>
    </section>
  );
}
