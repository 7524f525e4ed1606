/** Where a command's results go: JSON lines for programs, text for people. Messages go to standard error. */
export interface Output {
  readonly json: boolean;
  /** One JSON object a line with `--json`; else `text`, where there is any. */
  result(data: unknown, text?: string): void;
  /** For people, on standard error. */
  message(text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    result: (data, text) => {
      if (json) process.stdout.write(`${JSON.stringify(data)}\n`);
      else if (text !== undefined) process.stdout.write(`${text}\n`);
    },
    message: (text) => {
      process.stderr.write(`${text}\n`);
    },
  };
}

/** `0.9731` for people: four significant digits. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

/** `accuracy 0.9731, loss 0.0934`. */
export function figures(metrics: { readonly [name: string]: number }): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(', ');
}
