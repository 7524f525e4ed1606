/** A piece of a node's source: words, or the number of a paper with the address where it lies. */
export interface SourcePart {
  readonly text: string;
  readonly address: string | null;
}

const NUMBERED = /arXiv:(\d{4}\.\d{4,5})|doi:(10\.\d{4,9}\/[^\s,;]*[^\s,;.)])/g;

/** `Vaswani et al. 2017, arXiv:1706.03762` in its parts: arXiv and DOI numbers with their addresses. */
export function sourceParts(source: string): readonly SourcePart[] {
  const parts: SourcePart[] = [];
  let at = 0;
  for (const match of source.matchAll(NUMBERED)) {
    if (match.index > at) parts.push({ text: source.slice(at, match.index), address: null });
    const [text, arxiv, doi] = match;
    parts.push({ text, address: arxiv ? `https://arxiv.org/abs/${arxiv}` : `https://doi.org/${doi}` });
    at = match.index + text.length;
  }
  if (at < source.length) parts.push({ text: source.slice(at), address: null });
  return parts;
}
