/** `One row without a class was left out.` */
export function rowsLeftOut(count: number, which: string): string {
  return count === 1 ? `One row ${which} was left out.` : `${count.toLocaleString('en')} rows ${which} were left out.`;
}

/** For a warning while one looks at data; `mustTellApart` refuses it for training. */
export function onlyOneClass(label: string | undefined): string {
  return `There is only one class, “${label ?? ''}”: nothing to tell apart.`;
}

/** `Line 7`, `3 rows (lines 4, 9, 12)`. */
export function linesInWords(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Line ${numbers[0]}`;
  return `${numbers.length.toLocaleString('en')} rows (lines ${numbers.slice(0, 5).join(', ')}${numbers.length > 5 ? ', …' : ''})`;
}

export function leftOut(count: number): string {
  return count === 1 ? 'was left out' : 'were left out';
}
