import { boxesOnPicture, pictureOf } from '../../shared/boxes-on-picture';
import type { SampleContent } from '../../shared/dataset';
import type { Prediction, PredictionOf } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { figure, type Output } from './output';
import { readInputs } from './read-inputs';
import { atWork, openRunFolder } from './workplace';

/** Boxes that are less sure are not told: as in the window before its threshold is moved. */
const SURE = 0.5;

interface TellableBox {
  readonly label: string;
  readonly probability: number;
  /** Left, top, right, bottom: pixels of the picture. */
  readonly box: readonly number[];
}

function tellable(prediction: PredictionOf<'boxes'>, content: SampleContent): TellableBox[] {
  const shown = pictureOf(content);
  const { width, height } = shown?.natural ?? shown ?? { width: 1, height: 1 };
  return boxesOnPicture(prediction, content, SURE).map(({ label, score, box: [left, top, across, down] }) => ({
    label,
    probability: score,
    box: [left * width, top * height, (left + across) * width, (top + down) * height].map((side) => Number(side.toFixed(1))),
  }));
}

/** `cat 93.1 % from 12, 40 to 210.5, 330`, one after the other. */
function boxesInWords(boxes: readonly TellableBox[]): string {
  const told = boxes.map(
    ({ label, probability, box: [left, top, right, bottom] }) =>
      `${label} ${(100 * probability).toFixed(1)} % from ${left}, ${top} to ${right}, ${bottom}`,
  );
  return told.join('; ') || 'nothing found';
}

function fields(prediction: Prediction, content: SampleContent): { [field: string]: unknown } {
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
    case 'spectrogram': {
      const { frames, bands, seconds, values, sound } = prediction;
      const rows = Array.from({ length: frames }, (_, i) => values.slice(i * bands, (i + 1) * bands));
      return { spectrogram: rows, seconds_per_frame: seconds, sound };
    }
    case 'boxes':
      return { boxes: tellable(prediction, content) };
    case 'value':
      return { value: prediction.value, column: prediction.column, ...(prediction.quantiles && { quantiles: prediction.quantiles }) };
    case 'values':
      return { values: Object.fromEntries(prediction.values.map(({ column, value }) => [column, value])) };
    case 'match':
    case 'identity':
    case 'items': {
      const { kind: _, node: __, ...said } = prediction;
      return said;
    }
  }
}

/** ` (80 % between 3 and 9)`: from the first quantile to the last. */
function interval(quantiles: readonly { readonly quantile: number; readonly value: number }[]): string {
  const [first, last] = [quantiles[0], quantiles.at(-1)];
  if (!first || !last || first === last) return '';
  return ` (${Number(((last.quantile - first.quantile) * 100).toPrecision(4))} % between ${figure(first.value)} and ${figure(last.value)})`;
}

function words(prediction: Prediction, content: SampleContent): string {
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
    case 'spectrogram':
      return `a spectrogram of ${prediction.frames} frames of ${prediction.bands} bands (the numbers come with --json)`;
    case 'boxes':
      return boxesInWords(tellable(prediction, content));
    case 'value':
      return `${prediction.column} ${figure(prediction.value)}${interval(prediction.quantiles ?? [])}`;
    case 'values':
      return prediction.values.map(({ column, value }) => `${column} ${figure(value)}`).join(', ');
    case 'match': {
      const { label, same, distance, threshold } = prediction;
      return `${label}, distance ${figure(distance)} ${same ? '≤' : '>'} ${figure(threshold)}`;
    }
    case 'identity': {
      const near = prediction.nearest.slice(0, 3).map(({ label, distance }) => `${label} ${figure(distance)}`);
      return `${prediction.label ?? 'nobody known'} (nearest: ${near.join(', ')}; known up to ${figure(prediction.threshold)})`;
    }
    case 'items':
      return prediction.items
        .slice(0, 10)
        .map(({ item }) => item)
        .join(', ');
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
        const { predictions, sample } = await opened.call({ type: 'try', input });
        const [first] = predictions;
        if (!first) throw new StudioError('The model has no output.');
        // Of several outputs all, by the name of the node; the first stands where the only one would.
        const outputs =
          predictions.length > 1
            ? { outputs: Object.fromEntries(predictions.map((one) => [one.node, { kind: one.kind, ...fields(one, sample.content) }])) }
            : {};
        const shown = typeof name === 'string' ? name : JSON.stringify(name);
        out.result(
          { input: name, ...fields(first, sample.content), ...outputs },
          `${shown}: ${predictions.map((prediction) => words(prediction, sample.content)).join('; ')}`,
        );
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
