import { pictureOf } from '../../shared/boxes-on-picture';
import type { SampleContent as Content, PartContent } from '../../shared/dataset';
import { formatNumber } from '../training/wording';
import type { DrawnBox } from './BoxedImage';
import { SampleContent } from './SampleContent';
import { StillSound } from './Sound';

/** A part in a line of words; null: a picture or a sound, which is shown. */
function wordsOf(content: PartContent): string | null {
  switch (content.kind) {
    case 'image':
    case 'audio':
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

interface Tile {
  readonly alt: string;
  readonly boxes?: readonly DrawnBox[] | undefined;
  /** The field is a button itself, and a sound in it cannot be played. */
  readonly still: boolean;
}

function Shown({ content, alt, boxes, still }: Tile & { readonly content: PartContent }) {
  if (still && content.kind === 'audio') return <StillSound content={content} />;
  return <SampleContent content={content} alt={alt} boxes={boxes} />;
}

/** A sample in a small field: its picture, its sound or its words; of several parts the pictures and sounds beside the words. */
export function TileContent({ content, alt, boxes, still }: Tile & { readonly content: Content }) {
  if (content.kind !== 'parts') {
    const words = wordsOf(content);
    return words === null ? <Shown content={content} alt={alt} boxes={boxes} still={still} /> : <span className="tile-text">{words}</span>;
  }
  const boxed = pictureOf(content);
  const shown = content.parts.filter((part) => wordsOf(part.content) === null);
  const others = content.parts.filter((part) => wordsOf(part.content) !== null);
  return (
    <span className="tile-parts">
      {shown.map((part) => (
        <Shown
          key={part.name}
          content={part.content}
          alt={`${part.name}, ${alt}`}
          boxes={part.content === boxed ? boxes : undefined}
          still={still}
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
