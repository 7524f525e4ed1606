import { Suspense } from 'react';
import { Palette } from '../palette/Palette';
import { type Rail, useView } from '../state/view';
import { AttentionPanel, DataPanel, RunsPanel } from './slots';

const NAMES: Record<Rail, string> = { nodes: 'Nodes', data: 'Data', runs: 'Runs', attention: 'Attention' };

function Content({ rail }: { readonly rail: Rail }) {
  switch (rail) {
    case 'nodes':
      return <Palette />;
    case 'data':
      return <DataPanel />;
    case 'runs':
      return <RunsPanel />;
    case 'attention':
      return <AttentionPanel />;
  }
}

/** What the rail chose. */
export function LeftPanel() {
  const rail = useView((s) => s.rail);
  return (
    <section className="left-panel" aria-label={NAMES[rail]}>
      <Suspense fallback={null}>
        <Content rail={rail} />
      </Suspense>
    </section>
  );
}
