/** A part of the script: what it imports and what it says. */
export interface PythonPart {
  readonly imports: readonly string[];
  readonly source: string;
  /** Functions and constants that other parts may need as well: written once. */
  readonly helpers?: readonly string[];
}
