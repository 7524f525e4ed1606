import { deviationOf, noMoments, welford } from '../moments';
import { columnPlaces } from '../table-columns';
import { defineFit } from './define-fit';

/** Mean and deviation of every column; missing numbers do not count. */
export const fitTables = defineFit('table', async (plan, training) => {
  const places = columnPlaces(plan.columns, training.facts.columns);
  const columns = plan.columns.map(noMoments);
  await training.each((part) => {
    columns.forEach((column, at) => {
      const place = places[at] ?? -1;
      const value = place < 0 ? 0 : (part.values[place] ?? Number.NaN);
      if (!Number.isNaN(value)) welford(column, value);
    });
  });
  return { kind: 'table', mean: columns.map(({ mean }) => mean), deviation: columns.map(deviationOf) };
});
