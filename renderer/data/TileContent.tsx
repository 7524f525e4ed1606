import type { SampleContent as Content, PartContent } from '../../shared/dataset';
import { formatNumber } from '../training/wording';
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

function Shown({ content, alt, still }: { readonly content: PartContent; readonly alt: string; readonly still: boolean }) {
  if (still && content.kind === 'audio') return <StillSound content={content} />;
  return <SampleContent content={content} alt={alt} />;
}

/**
 * A sample in a small field: its picture, its sound or its words; of several parts the pictures beside the words.
 *
 * @param still the field is a button itself, and a sound in it cannot be played
 */
export function TileContent({ content, alt, still }: { readonly content: Content; readonly alt: string; readonly still: boolean }) {
  if (content.kind !== 'parts') {
    const words = wordsOf(content);
    return words === null ? <Shown content={content} alt={alt} still={still} /> : <span className="tile-text">{words}</span>;
  }
  const shown = content.parts.filter((part) => wordsOf(part.content) === null);
  const others = content.parts.filter((part) => wordsOf(part.content) !== null);
  return (
    <span className="tile-parts">
      {shown.map((part) => (
        <Shown key={part.name} content={part.content} alt={`${part.name}, ${alt}`} still={still} />
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
