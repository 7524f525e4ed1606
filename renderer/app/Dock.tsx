import { ChevronDown, ChevronUp } from 'lucide-react';
import { Suspense } from 'react';
import { type DockTab, useView } from '../state/view';
import { IconButton } from '../ui/IconButton';
import { Tabs } from '../ui/Tabs';
import { TrainingDock } from './slots';

const TABS: readonly { readonly value: DockTab; readonly label: string }[] = [
  { value: 'training', label: 'Training' },
  { value: 'evaluation', label: 'Evaluation' },
  { value: 'attention', label: 'Attention' },
  { value: 'try', label: 'Try it' },
  { value: 'log', label: 'Log' },
];

/** The bottom dock. Folded it is its row of tabs; a click on one unfolds it. */
export function Dock() {
  const tab = useView((s) => s.dockTab);
  const open = useView((s) => s.dockOpen);
  return (
    <section aria-label="Training and results" className={open ? 'dock' : 'dock-folded'} style={open ? { height: '100%' } : undefined}>
      <Tabs
        label="Training and results"
        value={tab}
        onChange={(dockTab) => useView.setState({ dockTab, dockOpen: true })}
        tabs={TABS}
        actions={
          <IconButton
            label={open ? 'Fold the dock' : 'Unfold the dock'}
            shortcut="mod+j"
            side="top"
            icon={open ? <ChevronDown /> : <ChevronUp />}
            onClick={() => useView.setState({ dockOpen: !open })}
          />
        }
      >
        {open ? (
          <Suspense fallback={null}>
            <TrainingDock tab={tab} />
          </Suspense>
        ) : null}
      </Tabs>
    </section>
  );
}
