import { columnPlaces } from '../table-columns';
import { defineFeed } from './define-feed';

/** Rows of numbers; a missing one becomes the mean of the training rows. */
export const tableFeed = defineFeed('table', {
  encode: (plan, state, parts, facts) => {
    const places = facts ? columnPlaces(plan.columns, facts.columns) : plan.columns.map((_, at) => at);
    const width = plan.columns.length;
    const data = new Float32Array(parts.length * width);
    parts.forEach(({ values }, row) => {
      for (let column = 0; column < width; column++) {
        const place = places[column] ?? -1;
        const read = place < 0 ? 0 : (values[place] ?? Number.NaN);
        const mean = state.mean[column] ?? 0;
        const value = Number.isNaN(read) ? mean : read;
        data[row * width + column] = plan.standardize ? (value - mean) / (state.deviation[column] ?? 1) : value;
      }
    });
    return { shape: [parts.length, width], data };
  },
  labels: (plan) => plan.columns,
});
