import type { PartContent, SampleContent } from '../../shared/dataset';

/** One input of a sample: the only one, or, of several, the one of that name. Null: there is none. */
export function partOf(content: SampleContent, source: string | undefined): PartContent | null {
  if (content.kind !== 'parts') return content;
  return content.parts.find((part) => part.name === source)?.content ?? null;
}

/** The first picture of a sample, whose boxes are drawn over it; null: there is none. */
export function pictureOf(content: SampleContent): Extract<PartContent, { kind: 'image' }> | null {
  const parts = content.kind === 'parts' ? content.parts.map((part) => part.content) : [content];
  return parts.find((part) => part.kind === 'image') ?? null;
}
