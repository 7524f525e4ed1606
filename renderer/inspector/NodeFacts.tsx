import type { AnyNode, WeightSpec } from '../../shared/graph/define-node';
import type { NodeId } from '../../shared/graph/document';
import type { ValueSpec } from '../../shared/graph/spec';
import { useDrawnReport } from '../state/report';
import { Cost } from './Cost';
import { sameShapes, shapeInFull, weightName } from './facts';

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="section-head">{title}</h3>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function shapeRows(
  inputs: { readonly [port: string]: readonly ValueSpec[] },
  outputs: { readonly [port: string]: ValueSpec },
): [string, string][] {
  const ins = Object.entries(inputs).flatMap(([port, specs]) =>
    specs.map((spec, i): [string, string] => [specs.length > 1 ? `${port} ${i + 1}` : port, shapeInFull(spec.shape)]),
  );
  const outs = Object.entries(outputs).map(([port, spec]): [string, string] => [port, shapeInFull(spec.shape)]);
  return [...sameShapes(ins), ...outs];
}

function weightRows(weights: readonly WeightSpec[]): [string, string][] {
  return sameShapes(weights.map((w): [string, string] => [weightName(w.name), w.shape.join(' × ')]));
}

/** What is known of a node before anything is built: shapes, cost, weights. */
export function NodeFacts({ id, definition }: { readonly id: NodeId; readonly definition: AnyNode }) {
  const report = useDrawnReport((s) => s.report.nodes[id]);
  if (!report) return null;
  return (
    <>
      <Rows title="Shapes" rows={shapeRows(report.inputs, report.outputs)} />
      <Cost id={id} report={report} />
      <Rows title={definition.map?.type === 'matrix' ? 'Projections' : 'Weights'} rows={weightRows(report.weights)} />
    </>
  );
}
