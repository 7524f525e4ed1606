import { currentProject } from '../state/document';
import { applyFix } from '../state/fix';
import { useReport } from '../state/report';
import { leaveBlocks, reveal, select, showDialog, useView } from '../state/view';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';

/** Every problem of the graph, each with the node it is about and its mend. */
export function ProblemList() {
  const open = useView((s) => s.dialog === 'problems');
  const problems = useReport((s) => s.report.problems);
  const close = () => showDialog(null);
  const title = (node: string) => currentProject()?.graph.nodes[node]?.title ?? node;
  return (
    <Dialog open={open} onClose={close} title="Problems" width="medium">
      {problems.length === 0 ? <Empty title="No problems">The graph can be trained.</Empty> : null}
      <div className="problem-list">
        {problems.map((problem) => (
          <ErrorNote
            key={`${problem.node}-${problem.port}-${problem.message}`}
            severity={problem.severity}
            error={problem}
            action={
              <p className="problem-actions">
                {problem.fix ? (
                  <Button variant="primary" onClick={() => applyFix(problem.fix)}>
                    {problem.fix.title}
                  </Button>
                ) : null}
                {problem.node === null ? null : (
                  <Button
                    onClick={() => {
                      if (problem.node !== null) {
                        leaveBlocks(0);
                        select([problem.node]);
                        reveal(problem.node);
                      }
                      close();
                    }}
                  >
                    Show {title(problem.node)}
                  </Button>
                )}
              </p>
            }
          />
        ))}
      </div>
    </Dialog>
  );
}
