import type { Prediction } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { figure, type Output } from './output';
import { readInputs } from './read-inputs';
import { atWork, openRunFolder } from './workplace';

/** Boxes that are less sure are not told: as in the window before its threshold is moved. */
const SURE = 0.5;

/** `cat 93.1 % at 12.0 % from the left, 8.3 % from the top, 40.0 % × 22.1 %`, one after the other. */
function boxesInWords(boxes: readonly { readonly label: string; readonly score: number; readonly box: readonly number[] }[]): string {
  const part = (x = 0) => (100 * x).toFixed(1);
  const told = boxes.map(
    ({ label, score, box: [left, top, width, height] }) =>
      `${label} ${part(score)} % at ${part(left)} % from the left, ${part(top)} % from the top, ${part(width)} % × ${part(height)} %`,
  );
  return told.join('; ') || 'nothing found';
}

function fields(prediction: Prediction): { [field: string]: unknown } {
  switch (prediction.kind) {
    case 'classes':
      return { classes: prediction.classes };
    case 'labels':
      return { labels: prediction.labels };
    case 'sequence':
      return {
        text: prediction.text,
        probability: prediction.probability,
        ...(!prediction.ended && { cut: true }),
        others: prediction.others,
      };
    case 'tags':
      return { tags: prediction.places };
    case 'boxes':
      return { boxes: prediction.boxes.filter(({ score }) => score >= SURE), view: prediction.view };
    case 'value':
      return { value: prediction.value, column: prediction.column, ...(prediction.quantiles && { quantiles: prediction.quantiles }) };
  }
}

/** ` (80 % between 3 and 9)`: from the first quantile to the last. */
function interval(quantiles: readonly { readonly quantile: number; readonly value: number }[]): string {
  const [first, last] = [quantiles[0], quantiles.at(-1)];
  if (!first || !last || first === last) return '';
  return ` (${Number(((last.quantile - first.quantile) * 100).toPrecision(4))} % between ${figure(first.value)} and ${figure(last.value)})`;
}

function words(prediction: Prediction): string {
  switch (prediction.kind) {
    case 'classes':
      return prediction.classes
        .slice(0, 3)
        .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
        .join(', ');
    case 'labels': {
      const there = prediction.labels.filter(({ probability }) => probability >= 0.5);
      return there.map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`).join(', ') || 'no label';
    }
    case 'sequence':
      return `${prediction.text || '(nothing)'}${prediction.ended ? '' : ' …'}`;
    case 'tags':
      return prediction.places.map(({ word, tag }) => `${word}/${tag}`).join(' ');
    case 'boxes':
      return boxesInWords(prediction.boxes.filter(({ score }) => score >= SURE));
    case 'value':
      return `${prediction.column} ${figure(prediction.value)}${interval(prediction.quantiles ?? [])}`;
  }
}

/** A line an input. One that cannot be read is said on standard error; the others are answered, and the exit is 1. */
export async function predict(out: Output, given: string, inputs: readonly string[]): Promise<number> {
  return atWork(async (place) => {
    const { dir, file, dataPath } = await openRunFolder(place, given, null);
    const opened = await place.supervisor.open(dir, dataPath);
    let failed = 0;
    for await (const { name, input } of readInputs(file, inputs)) {
      try {
        const { predictions } = await opened.call({ type: 'try', input });
        const [first] = predictions;
        if (!first) throw new StudioError('The model has no output.');
        const shown = typeof name === 'string' ? name : JSON.stringify(name);
        out.result({ input: name, ...fields(first) }, `${shown}: ${predictions.map(words).join('; ')}`);
      } catch (error) {
        if (!(error instanceof StudioError)) throw error;
        failed++;
        out.message(
          [`${typeof name === 'string' ? name : JSON.stringify(name)}: ${error.message}`, error.advice].filter(Boolean).join(' '),
        );
      }
    }
    return failed > 0 ? 1 : 0;
  });
}
