import type { EvaluatedOutput } from '../../shared/run';
import { titleOf } from '../canvas/fits';
import { useDrawing } from '../state/drawing';
import { formatNumber } from '../training/wording';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';

/** Which of several outputs is shown, and the loss of all together. */
export function OutputChoice(p: {
  readonly outputs: readonly EvaluatedOutput[];
  readonly chosen: number;
  readonly loss: number | undefined;
  onChoose(at: number): void;
}) {
  const { graph, registry } = useDrawing();
  const label = ({ node, target }: EvaluatedOutput) =>
    Object.hasOwn(graph.nodes, node) ? `${titleOf(registry, graph, node)}: ${target}` : `${node}: ${target}`;
  return (
    <div className="output-choice">
      <Field label="Output" stacked>
        {(ids) => (
          <Select
            {...ids}
            value={String(p.chosen)}
            options={p.outputs.map((output, at) => ({ value: String(at), label: label(output) }))}
            onChange={(value) => p.onChoose(Number(value))}
          />
        )}
      </Field>
      {p.loss === undefined ? null : <p className="soft">Loss of all outputs {formatNumber(p.loss)}</p>}
    </div>
  );
}
