import { type Inference, refuse } from '../graph/define-node';
import type { DataFacts, InputFacts } from '../graph/facts';

const WORDS: { readonly [K in InputFacts['kind']]: string } = { image: 'pictures', text: 'text', table: 'a table' };

/** The refusal of an input node whose data is of another kind; null where it fits or none is chosen. */
export function refuseOtherData(facts: DataFacts | null, kind: InputFacts['kind'], title: string): Inference | null {
  if (!facts || facts.input.kind === kind) return null;
  return refuse(`The data holds ${WORDS[facts.input.kind]}, and “${title}” takes ${WORDS[kind]}.`, {
    expected: WORDS[kind],
    received: WORDS[facts.input.kind],
  });
}
