/** Numbers and names as people read them. A narrow space stands before units, which never break off. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `2,412` */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** `0.0812`, `12.3`, `8.1e-4`: three figures. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : '∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e7) return value.toExponential(1);
  if (size >= 1000) return whole.format(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** `0.0203`: three figures however small, for weights that lie close together. */
export function formatWeight(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** `97.8 %` of a part. */
export function formatShare(part: number): string {
  return Number.isFinite(part) ? `${(part * 100).toFixed(1)}\u202f%` : '–';
}

const SHARES = /(accuracy|f1_score|coverage|exact_match|error_rate|box_iou|map_50|map_50_95|recall_at_\d+)$/;

/** Whether a metric is a part of one, to be read in per cent. */
export function isShare(name: string): boolean {
  return SHARES.test(name);
}

export function formatMetric(name: string, value: number): string {
  return isShare(name) ? formatShare(value) : formatNumber(value);
}

/** A metric at a line of an axis: as short as it can be told. */
export function formatAxis(name: string, value: number): string {
  return isShare(name) ? `${Number((value * 100).toFixed(1))}\u202f%` : `${Number(value.toPrecision(4))}`;
}

const NAMES: { readonly [metric: string]: string } = {
  loss: 'loss',
  accuracy: 'accuracy',
  mae: 'mean absolute error',
  mse: 'mean squared error',
  rmse: 'root mean squared error',
  r2: 'R²',
  f1_score: 'F1',
  micro_f1_score: 'F1 over all labels',
  macro_f1_score: 'F1, mean of the labels',
  exact_match: 'samples right in full',
  bleu: 'BLEU',
  character_error_rate: 'character error rate',
  word_error_rate: 'word error rate',
  binary_accuracy: 'labels right',
  auc: 'area under the ROC curve',
  top_k_categorical_accuracy: 'right among the first 5',
  coverage: 'values within the interval',
  interval_width: 'width of the interval',
  pinball: 'pinball loss',
  box_iou: 'overlap of the boxes',
  map_50: 'mean average precision at 50\u202f% overlap',
  map_50_95: 'mean average precision at 50 to 95\u202f%',
  equal_error_rate: 'equal error rate',
  pair_accuracy: 'pairs right at the threshold',
  recall_at_1: 'nearest other is the same',
  recall_at_10: 'right among the first 10',
  ndcg_at_10: 'NDCG of the first 10',
  mean_reciprocal_rank: 'mean reciprocal rank',
};

/** A metric in words, without its `val_`. */
export function metricName(name: string): string {
  const plain = name.startsWith('val_') ? name.slice(4) : name;
  const known = NAMES[plain];
  if (known !== undefined) return known;
  // Of one column of several: `rmse_height`.
  const [, metric = '', column = ''] = /^(mae|rmse|r2)_(.+)$/.exec(plain) ?? [];
  return metric === '' ? plain.replaceAll('_', ' ') : `${NAMES[metric] ?? metric} of ${column}`;
}

/** `0:17`, `3:05`, `1:02:09`; null: not known yet. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–';
  const rounded = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rounded % 60)}` : `${minutes}:${two(rounded % 60)}`;
}

/** `142 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 'B';
  for (const next of units) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}

/** `Upper` for the start of a sentence. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
