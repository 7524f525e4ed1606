import type { NodeId } from '../../shared/graph/document';
import { sharedWith } from '../../shared/graph/shared-with';
import type { Json } from '../../shared/json';
import { titleOf } from '../canvas/fits';
import { useDrawing } from '../state/drawing';
import type { FieldIds } from '../ui/Field';
import { Select } from '../ui/Select';

/** None: the empty word, which no id is. */
const NONE = '';

/** Another node of the same kind, or of another one, which has weights of its own. */
export function NodeChoice(p: {
  readonly ids: FieldIds;
  readonly node: NodeId;
  readonly value: Json;
  readonly disabled: boolean;
  /** Absent: that of the node itself. */
  readonly kind?: string | undefined;
  /** What is said where none is chosen. */
  readonly none?: string | undefined;
  onChange(value: Json): void;
}) {
  const { graph, registry } = useDrawing();
  const kind = p.kind ?? graph.nodes[p.node]?.kind;
  const others = Object.entries(graph.nodes).filter(([id, node]) => id !== p.node && node.kind === kind && sharedWith(node) === null);
  const now = typeof p.value === 'string' ? p.value : NONE;
  const known = now === NONE || others.some(([id]) => id === now);
  const options = [
    { value: NONE, label: p.none ?? 'its own' },
    ...others.map(([id]) => ({ value: id, label: `${titleOf(registry, graph, id)} (${id})` })),
    ...(known ? [] : [{ value: now, label: now }]),
  ];
  return (
    <Select
      {...p.ids}
      disabled={p.disabled}
      value={now}
      options={options}
      onChange={(value) => p.onChange(value === NONE ? null : value)}
    />
  );
}
