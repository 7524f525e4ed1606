import { pictureOf } from '../../shared/boxes-on-picture';
import type { SampleContent as Content, PartContent } from '../../shared/dataset';
import { formatNumber } from '../training/wording';
import type { DrawnBox } from './BoxedImage';
import { SampleContent } from './SampleContent';

/** A part in a line of words; null: a picture, which is shown. */
function wordsOf(content: PartContent): string | null {
  switch (content.kind) {
    case 'image':
      return null;
    case 'text':
      return content.text;
    case 'ids':
      return content.ids.join(' ');
    case 'table':
      return content.columns
        .map((column, i) => `${column} ${typeof content.values[i] === 'number' ? formatNumber(content.values[i]) : content.values[i]}`)
        .join(', ');
  }
}

/** A sample in a small field: its picture or its words; of several parts the pictures beside the words. */
export function TileContent(p: { readonly content: Content; readonly alt: string; readonly boxes?: readonly DrawnBox[] | undefined }) {
  const { content, alt } = p;
  if (content.kind !== 'parts') {
    const words = wordsOf(content);
    return words === null ? <SampleContent content={content} alt={alt} boxes={p.boxes} /> : <span className="tile-text">{words}</span>;
  }
  const boxed = pictureOf(content);
  const pictures = content.parts.filter((part) => part.content.kind === 'image');
  const others = content.parts.filter((part) => part.content.kind !== 'image');
  return (
    <span className="tile-parts">
      {pictures.map((part) => (
        <SampleContent
          key={part.name}
          content={part.content}
          alt={`${part.name}, ${alt}`}
          boxes={part.content === boxed ? p.boxes : undefined}
        />
      ))}
      {others.length > 0 ? (
        <span className="tile-words">
          {others.map((part) => (
            <span key={part.name} className="tile-text" title={part.name}>
              {wordsOf(part.content)}
            </span>
          ))}
        </span>
      ) : null}
    </span>
  );
}
