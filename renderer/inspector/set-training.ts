import type { TrainingSettings } from '../../shared/training';
import { edit } from '../state/document';

/** Changes the training settings: one undo step. */
export function setTraining(change: Partial<TrainingSettings>): void {
  const [name = 'training'] = Object.keys(change);
  edit(`Set ${name}`, (draft) => {
    Object.assign(draft.training, change);
  });
}
