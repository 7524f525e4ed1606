import type { AnyNode, Family, Registry } from '../../shared/graph/define-node';

/** The families in the order in which a model is built, with their heads in the palette. */
export const FAMILIES: readonly { readonly family: Family; readonly title: string }[] = [
  { family: 'input', title: 'Inputs' },
  { family: 'preprocessing', title: 'Preprocessing' },
  { family: 'extractor', title: 'Extractors' },
  { family: 'similarity', title: 'Similarity' },
  { family: 'attention', title: 'Attention' },
  { family: 'fusion', title: 'Fusion' },
  { family: 'normalisation', title: 'Normalisation' },
  { family: 'block', title: 'Blocks' },
  { family: 'output', title: 'Predictions' },
];

/** The words that the search finds a node type by. */
export function wordsOf(definition: AnyNode): string[] {
  return [definition.title, definition.kind, definition.family, ...(definition.keywords ?? [])];
}

/** The node types that can be added to what is drawn: what stands only in a block is offered only there. */
export function addable({ registry, block }: { readonly registry: Registry; readonly block: string | null }): readonly AnyNode[] {
  return Object.values(registry).filter((d) => (block === null ? d.inside === undefined : !d.feed && !d.hostOnly && !d.target));
}

/** Whether a text holds a word of a search; a single letter (the q of “q k v”) must stand by itself. */
const holds = (text: string, word: string): boolean =>
  word.length > 1 ? text.includes(word) : ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${word} `);

/** The node types of each family that match every word of the search – its paper’s authors, too –, families without any left out. */
export function searchNodes(
  query: string,
  nodes: readonly AnyNode[],
): readonly { readonly family: Family; readonly title: string; readonly nodes: readonly AnyNode[] }[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (definition: AnyNode) => {
    const text = `${wordsOf(definition).join(' ')} ${definition.doc} ${definition.source ?? ''}`.toLowerCase();
    return wanted.every((word) => holds(text, word));
  };
  return FAMILIES.map(({ family, title }) => ({
    family,
    title,
    nodes: nodes.filter((d) => d.family === family && matches(d)),
  })).filter((group) => group.nodes.length > 0);
}
