import AttentionTab from '../attention/AttentionTab';
import { EvaluationTab } from '../models/EvaluationTab';
import { TryTab } from '../models/TryTab';
import type { DockTab } from '../state/view';
import { LogTab } from './LogTab';
import './training.css';
import { TrainingTab } from './TrainingTab';

/** What the open tab of the dock shows. */
export default function TrainingDock({ tab }: { readonly tab: DockTab }) {
  switch (tab) {
    case 'training':
      return <TrainingTab />;
    case 'evaluation':
      return <EvaluationTab />;
    case 'attention':
      return <AttentionTab />;
    case 'try':
      return <TryTab />;
    case 'log':
      return <LogTab />;
  }
}
