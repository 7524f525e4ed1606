import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';
import type { NodeId } from '../../shared/graph/document';
import type { Carries } from '../../shared/graph/spec';
import { useConnecting } from './connecting';
import { portKey } from './fits';
import { portTop } from './measures';

/** The form that tells what a port carries. */
export const PORT_FORM: Record<Carries, string> = {
  image: 'square',
  // A waveform is one long vector: it has the same form.
  audio: 'round',
  features: 'square',
  volume: 'cube',
  volumes: 'cube',
  sequence: 'bar',
  vector: 'round',
  ids: 'diamond',
  text: 'flag',
  scores: 'ring',
};

export interface PortProps {
  readonly node: NodeId;
  readonly name: string;
  readonly side: 'in' | 'out';
  readonly index: number;
  readonly carries: Carries;
  /** CSS variable of the colour. */
  readonly family: string;
  readonly hidden: boolean;
  /** Its name beside it: where a node has several. */
  readonly labelled: boolean;
  readonly title: string;
}

/** A port: its form tells what it carries; it dims while a wire is dragged that does not fit. */
export const Port = memo(function Port(p: PortProps) {
  const key = portKey(p.side, { node: p.node, port: p.name });
  const dim = useConnecting(
    (s) => s.fitting !== null && !s.fitting.has(key) && !(s.loose?.from.node === p.node && s.loose.from.port === p.name),
  );
  const fits = useConnecting((s) => s.fitting?.has(key) ?? false);
  return (
    <Handle
      id={p.name}
      type={p.side === 'in' ? 'target' : 'source'}
      position={p.side === 'in' ? Position.Left : Position.Right}
      className={`port ${PORT_FORM[p.carries]}${dim ? ' dim' : ''}${fits ? ' fits' : ''}${p.hidden ? ' asked' : ''}`}
      style={{ top: portTop(p.index), color: `var(--${p.family})` }}
      title={p.title}
    >
      <span className="port-form" />
      {p.labelled ? <span className="port-name">{p.name}</span> : null}
    </Handle>
  );
});
