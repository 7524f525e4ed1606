import type { AnyNode } from '../../shared/graph/define-node';
import type { GraphNode, NodeId } from '../../shared/graph/document';
import type { Param } from '../../shared/graph/params';
import { SHARES, sharedWith } from '../../shared/graph/shared-with';
import { blockIdOf } from '../../shared/graph/user-block';
import { BlockActions } from '../blocks/BlockActions';
import { renameNode } from '../canvas/actions';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { applyFix } from '../state/fix';
import { useDrawnReport } from '../state/report';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { TextField } from '../ui/TextField';
import { About } from './About';
import { Connections } from './Connections';
import { More } from './More';
import { NodeFacts } from './NodeFacts';
import { ParamField } from './ParamField';
import { Preview } from './Preview';

const isDefault = (param: Param, value: unknown): boolean => JSON.stringify(value) === JSON.stringify(param.default);

function Params({ id, node, definition, disabled }: { id: NodeId; node: GraphNode; definition: AnyNode; disabled: boolean }) {
  const fields = (advanced: boolean) =>
    Object.entries(definition.params)
      .filter(([, param]) => param.advanced === advanced)
      .map(([name, param]) => (
        <ParamField
          key={name}
          id={id}
          name={name}
          param={param}
          // All that is set is the other node's, where weights are shared.
          disabled={disabled || (sharedWith(node) !== null && name !== SHARES)}
          value={Object.hasOwn(node.params, name) ? (node.params[name] ?? null) : param.default}
        />
      ));
  const more = fields(true);
  // What was chosen is not hidden.
  const chosen = Object.entries(definition.params).some(
    ([name, param]) => param.advanced && Object.hasOwn(node.params, name) && !isDefault(param, node.params[name]),
  );
  return (
    <div className="params">
      {fields(false)}
      <More key={id} names={more.map((field) => String(field.key))} open={chosen}>
        {more}
      </More>
    </div>
  );
}

function Problems({ id }: { readonly id: NodeId }) {
  const problems = useDrawnReport((s) => s.problems.get(id));
  if (!problems) return null;
  return (
    <div className="inspector-problems">
      {problems.map((problem) => (
        <ErrorNote
          key={`${problem.port}-${problem.message}`}
          severity={problem.severity}
          error={problem}
          action={
            problem.fix ? (
              <p className="problem-actions">
                <Button variant="primary" onClick={() => applyFix(problem.fix)}>
                  {problem.fix.title}
                </Button>
              </p>
            ) : null
          }
        />
      ))}
    </div>
  );
}

/** One node: its name, what it does, its parameters, its shapes, its cost, its weights. */
export function NodeInspector({ id }: { readonly id: NodeId }) {
  const node = useDrawing((s) => s.graph.nodes[id]);
  const readOnly = useDocument((s) => s.open?.readOnly !== null);
  const registry = useDrawing((s) => s.registry);
  if (!node) return null;
  const definition = Object.hasOwn(registry, node.kind) ? registry[node.kind] : undefined;
  return (
    <>
      <section>
        <div className="inspector-head">
          <TextField
            key={id}
            aria-label="Name of the node"
            className="name-field"
            disabled={readOnly}
            placeholder={definition?.title ?? node.kind}
            value={node.title ?? definition?.title ?? node.kind}
            onCommit={(title) => renameNode(id, title === definition?.title ? '' : title)}
          />
          {(node.title === null && definition?.title === node.kind) || blockIdOf(node.kind) !== null ? null : (
            <span className="soft kind" title={`In the model it is called ${id}`}>
              {node.kind}
            </span>
          )}
        </div>
        {definition ? (
          <About definition={definition} />
        ) : (
          <p className="soft">This version does not know this node type. It is kept as it is, with everything that is set on it.</p>
        )}
        {definition ? <BlockActions id={id} definition={definition} disabled={readOnly} /> : null}
        <Problems id={id} />
        {definition ? (
          <Params id={id} node={node} definition={definition} disabled={readOnly} />
        ) : (
          <pre className="formula">{JSON.stringify(node.params, null, 2)}</pre>
        )}
      </section>
      {definition?.augments ? <Preview id={id} /> : null}
      {definition ? <NodeFacts id={id} definition={definition} /> : null}
      {definition ? <Connections id={id} definition={definition} disabled={readOnly} /> : null}
    </>
  );
}
