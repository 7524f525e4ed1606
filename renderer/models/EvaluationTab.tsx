import { Target } from 'lucide-react';
import { useEffect } from 'react';
import { evaluateRun, useResults } from '../attention/results-store';
import { isTrained } from '../training/run-controls';
import { useRun } from '../training/use-run';
import { capitalise } from '../training/wording';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { EvaluationResults } from './EvaluationResults';
import './models.css';

/** How good the trained model is on samples that it never saw. */
export function EvaluationTab() {
  const { run } = useRun(500);
  const { value, busy, problem } = useResults((s) => s.evaluation);
  const info = run?.info ?? null;
  const trained = info !== null && isTrained(info.state);
  const runId = info?.id ?? null;
  const needed = trained && value === null && problem === null && !busy;
  useEffect(() => {
    if (needed && runId !== null) void evaluateRun(runId);
  }, [needed, runId]);
  if (!info || !trained) {
    return (
      <Empty icon={<Target />} title="The model is tested once it is trained">
        On samples that were held out: metrics, and what was taken for what.
      </Empty>
    );
  }
  if (problem) {
    return (
      <div className="attention-main">
        <ErrorNote error={problem} action={<Button onClick={() => void evaluateRun(info.id)}>Try again</Button>} />
      </div>
    );
  }
  if (!value) {
    return (
      <Empty icon={<Target />} title={capitalise('the model is being tested…')}>
        It reads every held-out sample once.
      </Empty>
    );
  }
  return <EvaluationResults evaluation={value} runId={info.id} />;
}
