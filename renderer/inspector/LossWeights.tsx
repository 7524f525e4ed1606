import type { NodeId } from '../../shared/graph/document';
import { lossWeight, type TrainingSettings } from '../../shared/training';
import { useDocument } from '../state/document';
import { useReport } from '../state/report';
import { NumberRow } from './NumberRow';
import { setTraining } from './set-training';

/** The weights with one changed; 1 is what is not said. */
function withWeight(weights: TrainingSettings['loss_weights'], output: NodeId, weight: number): TrainingSettings['loss_weights'] {
  const { [output]: _before, ...rest } = weights;
  return weight === 1 ? rest : { ...rest, [output]: weight };
}

/** How much each output's loss counts: one number an output, where there are several. */
export function LossWeights({ training, disabled }: { readonly training: TrainingSettings; readonly disabled: boolean }) {
  const report = useReport((s) => s.report);
  const nodes = useDocument((s) => s.open?.history.document.graph.nodes);
  const outputs = report.order.filter((id) => report.nodes[id]?.definition?.target);
  if (outputs.length < 2) return null;
  return (
    <>
      <h4 className="section-head part-head">Loss weights</h4>
      {outputs.map((id) => {
        const title = nodes?.[id]?.title ?? report.nodes[id]?.definition?.title ?? id;
        return (
          <NumberRow
            key={id}
            label={title}
            hint={`How much the loss of ${title} (${id}) counts in the sum of all.`}
            min={1e-6}
            max={1e6}
            step={0.1}
            disabled={disabled}
            value={lossWeight(training, id)}
            onCommit={(weight) => weight !== null && setTraining({ loss_weights: withWeight(training.loss_weights, id, weight) })}
          />
        );
      })}
    </>
  );
}
