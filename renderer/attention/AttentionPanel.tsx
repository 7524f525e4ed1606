import { Eye } from 'lucide-react';
import { useProject } from '../state/document';
import { useReport } from '../state/report';
import { select, showDock } from '../state/view';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import './attention.css';
import { HeatCanvas } from './HeatCanvas';
import { useResults } from './results-store';

/** Every attention node of the graph, with its newest maps: a click opens it below. */
export default function AttentionPanel() {
  const project = useProject();
  const report = useReport((s) => s.report);
  const maps = useResults((s) => s.latestMaps);
  const nodes = report.order.filter((id) => report.nodes[id]?.definition?.map);
  if (nodes.length === 0) {
    return (
      <Empty icon={<Eye />} title="No node attends yet">
        Add a dot-product, additive or multi-head attention node: what it looks at is shown here.
      </Empty>
    );
  }
  return (
    <div className="attention-panel">
      <h2>Attention</h2>
      {nodes.map((id) => {
        const map = maps[id];
        return (
          <button
            key={id}
            type="button"
            className="attention-node"
            onClick={() => {
              select([id]);
              showDock('attention');
            }}
          >
            <span>{project?.graph.nodes[id]?.title ?? report.nodes[id]?.definition?.title ?? id}</span>
            {map ? (
              <span className="heads">
                {map.scores.slice(0, 8).map((rows, head) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a head is known by its number
                  <HeatCanvas key={head} rows={rows} scale="row" />
                ))}
              </span>
            ) : (
              <span className="soft">its maps come with training</span>
            )}
          </button>
        );
      })}
      <Button onClick={() => showDock('attention')}>Look into a sample</Button>
    </div>
  );
}
