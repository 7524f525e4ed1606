/** `One row without a class was left out.` */
export function rowsLeftOut(count: number, which: string): string {
  return count === 1 ? `One row ${which} was left out.` : `${count.toLocaleString('en')} rows ${which} were left out.`;
}

/** For a warning while one looks at data; `mustTellApart` refuses it for training. */
export function onlyOneClass(label: string | undefined): string {
  return `There is only one class, “${label ?? ''}”: nothing to tell apart.`;
}
