import { say } from '../set-up.mjs';
import { contestants } from './contestants.mjs';
import { judge } from './marks.mjs';
import { measureRounds } from './rounds.mjs';
import { summarise } from './summary.mjs';
import { trainingTable } from './training-table.mjs';

/** Measures the models; tells a line of JSON a model and a mark as they come. Resolves with the table for docs/results.md. */
export async function measureTraining({ models, pairs, ...options }, tell) {
  const all = await contestants(options);
  const summaries = [];
  for (const model of models) {
    const summary = summarise(model, measureRounds(model, all, pairs, say));
    summaries.push(summary);
    tell({ what: 'training', ...summary });
  }
  const marks = judge(summaries);
  for (const mark of marks) tell({ what: 'mark', ...mark });
  return trainingTable(summaries, marks);
}
