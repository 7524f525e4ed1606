/** How the numbers of one input are made in Python. */
export interface InputLines {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

/** Where an input stands. */
export interface InputPlace {
  /** What is assigned: `inputs["words"]`. */
  readonly input: string;
  /** Its place in `feeds` of `preprocessing.json`. */
  readonly at: number;
  /** Of its sequences; −1: any. */
  readonly length: number;
}
