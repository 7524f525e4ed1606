import type { TargetPlanOf, TargetStateOf } from '../../../graph/feed';
import type { TargetKind } from '../../../graph/targets/kinds';
import { pyNumber } from '../literal';

/** How Keras judges an output: its loss and metrics as expressions, and the functions that those need. */
export interface JudgedBy {
  readonly loss: string;
  /** With commas between. */
  readonly metrics: string;
  readonly helpers: readonly string[];
}

/** What the Python script does with one kind of target. */
export interface PythonTarget<K extends TargetKind> {
  judgedBy(plan: TargetPlanOf<K>): JudgedBy;
  /**
   * Metrics that Keras tells in the unit that is trained on, and what brings them to that of the data: an expression. Null or
   * absent: they are the same.
   *
   * @param learned what was learned of it (`TARGETS["y"]`)
   */
  inUnits?(plan: TargetPlanOf<K>, learned: string): { readonly metrics: readonly string[]; readonly factor: string } | null;
  /**
   * An expression: the array that the output is trained on.
   *
   * @param values one a sample, to loop over, as `read_data` gives them
   * @param learned what was learned of it (`TARGETS["y"]`)
   */
  encode(plan: TargetPlanOf<K>, state: TargetStateOf<K>, values: string, learned: string): string;
  /**
   * Lines that print what the first row of an output says.
   *
   * @param output one row, without the batch
   * @param learned as above
   */
  print(plan: TargetPlanOf<K>, state: TargetStateOf<K>, output: string, learned: string): readonly string[];
}

/** A call of one of Keras's losses; what is null or undefined is left to Keras. */
export function lossCall(name: string, args: { readonly [keyword: string]: number | string | null | undefined }): string {
  const given = Object.entries(args).flatMap(([keyword, value]) =>
    value === null || value === undefined ? [] : [`${keyword}=${typeof value === 'number' ? pyNumber(value) : value}`],
  );
  return `keras.losses.${name}(${given.join(', ')})`;
}
