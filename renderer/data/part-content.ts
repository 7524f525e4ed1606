import type { PartContent, SampleContent } from '../../shared/dataset';

/** One input of a sample: the only one, or, of several, the one of that name. Null: there is none. */
export function partOf(content: SampleContent, source: string | undefined): PartContent | null {
  if (content.kind !== 'parts') return content;
  return content.parts.find((part) => part.name === source)?.content ?? null;
}
