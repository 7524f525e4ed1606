import { type NodeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import type { AnyNode, Family } from '../../shared/graph/define-node';
import type { NodeId } from '../../shared/graph/document';
import type { NodeReport } from '../../shared/graph/graph-report';
import type { Problem } from '../../shared/graph/problem';
import type { Carries } from '../../shared/graph/spec';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { applyFix } from '../state/fix';
import { useDrawnReport } from '../state/report';
import { Button } from '../ui/Button';
import { useConnecting } from './connecting';
import { HeadMaps } from './HeadMaps';
import { isWired } from './is-wired';
import { nodeHeight } from './measures';
import './node.css';
import { Port } from './Ports';

/** Below this zoom a node is its colour and its letter. */
export const FAR = 0.5;

function summaryOf(definition: AnyNode, report: NodeReport | undefined, id: NodeId): string {
  if (!report?.params) return 'a parameter is not valid';
  const facts = useDocument.getState().open?.history.document.data?.facts ?? null;
  return definition.summary(report.params, { id, facts });
}

function Mend({ problems }: { readonly problems: readonly Problem[] }) {
  const [problem] = problems;
  if (!problem) return null;
  const rest = problems.length - 1;
  return (
    <div className={`node-problem nodrag nopan ${problem.severity}`}>
      <p>{problem.message}</p>
      {problem.expected !== null && problem.received !== 'nothing' ? (
        <dl>
          <dt>expected</dt>
          <dd>{problem.expected}</dd>
          <dt>received</dt>
          <dd>{problem.received}</dd>
        </dl>
      ) : null}
      {problem.fix ? <Button onClick={() => applyFix(problem.fix)}>{problem.fix.title}</Button> : null}
      {rest > 0 ? <p className="soft">and {rest === 1 ? 'one more' : `${rest} more`}</p> : null}
    </div>
  );
}

/** What a port without a value shows: the first thing it would take. */
function inputCarries(report: NodeReport | undefined, port: { name: string; accepts: readonly Carries[] }): Carries {
  return report?.inputs[port.name]?.[0]?.carries ?? port.accepts[0] ?? 'vector';
}

function Ports(p: { readonly id: NodeId; readonly definition: AnyNode; readonly report: NodeReport | undefined; readonly asked: boolean }) {
  const { id, definition, report } = p;
  const wires = useDrawing((s) => s.graph.wires);
  const wired = (port: string) => isWired(wires, { node: id, port });
  return (
    <>
      {definition.inputs.map((port, i) => (
        <Port
          key={port.name}
          node={id}
          name={port.name}
          side="in"
          index={i}
          carries={inputCarries(report, port)}
          family={definition.family}
          hidden={false}
          labelled={definition.inputs.length > 1}
          title={`${port.name}: ${port.doc}`}
        />
      ))}
      {definition.outputs.map((port, i) => (
        <Port
          key={port.name}
          node={id}
          name={port.name}
          side="out"
          index={i}
          carries={report?.outputs[port.name]?.carries ?? (port.name === 'scores' ? 'scores' : 'vector')}
          family={definition.family}
          hidden={(port.optional ?? false) && !p.asked && !wired(port.name)}
          labelled={i > 0}
          title={`${port.name}: ${port.doc}`}
        />
      ))}
    </>
  );
}

function Unknown({ id, kind, selected }: { readonly id: NodeId; readonly kind: string; readonly selected: boolean }) {
  const problems = useDrawnReport((s) => s.problems.get(id)) ?? [];
  return (
    <div className={`node broken${selected ? ' selected' : ''}`} style={{ minHeight: 56 }}>
      <div className="node-head">
        <span className="node-letter" style={{ background: 'var(--control)' }}>
          ?
        </span>
        <span className="node-title">{kind}</span>
      </div>
      <p className="node-summary">not known here; kept as it is</p>
      <Mend problems={problems} />
    </div>
  );
}

/** A node: its family's colour and letter, its name, what it is set to in one line, what is wrong with it. */
export const NodeView = memo(function NodeView({ id, selected, dragging }: NodeProps) {
  const node = useDrawing((s) => s.graph.nodes[id]);
  const report = useDrawnReport((s) => s.report.nodes[id]);
  const problems = useDrawnReport((s) => s.problems.get(id));
  const far = useStore((s) => s.transform[2] < FAR);
  const dragged = useConnecting((s) => s.loose !== null);
  const registry = useDrawing((s) => s.registry);
  if (!node) return null;
  const definition = Object.hasOwn(registry, node.kind) ? (registry[node.kind] ?? null) : null;
  if (!definition) return <Unknown id={id} kind={node.kind} selected={selected} />;
  const title = node.title ?? definition.title;
  const broken = problems?.some((p) => p.severity === 'error') ?? false;
  const family: Family = definition.family;
  const classes = ['node', far ? 'far' : '', selected ? 'selected' : '', broken ? 'broken' : '', dragging ? 'dragging' : ''];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      style={{ minHeight: nodeHeight(definition), ['--family' as string]: `var(--${family})` }}
    >
      <Ports id={id} definition={definition} report={report} asked={selected || dragged} />
      {far ? (
        <span className="node-letter">{definition.letter}</span>
      ) : (
        <>
          <div className="node-head">
            <span className="node-letter" aria-hidden="true">
              {definition.letter}
            </span>
            <span className="node-title" title={title}>
              {title}
            </span>
          </div>
          <p className="node-summary">{summaryOf(definition, report, id)}</p>
          {definition.map || definition.expand ? <HeadMaps id={id} /> : null}
          {problems && problems.length > 0 && !dragged ? <Mend problems={problems} /> : null}
        </>
      )}
    </div>
  );
});
