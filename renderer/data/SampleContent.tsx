import { pictureOf } from '../../shared/boxes-on-picture';
import type { SampleContent as Content, PartContent } from '../../shared/dataset';
import { formatNumber } from '../training/wording';
import { BoxedImage, type DrawnBox } from './BoxedImage';
import './data.css';
import { Sound } from './Sound';

/** One input of a sample as people see it: a picture, a text, a row of a table, ids, a sound. */
function Part({
  content,
  alt,
  boxes,
}: {
  readonly content: PartContent;
  readonly alt: string;
  readonly boxes: readonly DrawnBox[] | undefined;
}) {
  switch (content.kind) {
    case 'image':
      return boxes ? (
        <BoxedImage content={content} alt={alt} boxes={boxes} />
      ) : (
        <img className={`shown-image${Math.max(content.width, content.height) < 112 ? ' coarse' : ''}`} src={content.dataUrl} alt={alt} />
      );
    case 'text':
      return <p className="shown-text">{content.text}</p>;
    case 'audio':
      return <Sound content={content} alt={alt} />;
    case 'ids':
      return <p className="shown-text mono">{content.ids.join(' ')}</p>;
    case 'table':
      return (
        <dl className="shown-row">
          {content.columns.map((column, i) => {
            const value = content.values[i];
            return [
              <dt key={`k-${column}`} title={column}>
                {column}
              </dt>,
              <dd key={`v-${column}`}>{typeof value === 'number' ? formatNumber(value) : (value ?? '')}</dd>,
            ];
          })}
        </dl>
      );
  }
}

/** A sample as people see it, with boxes over its first picture; of several inputs each under its name. */
export function SampleContent(p: { readonly content: Content; readonly alt?: string; readonly boxes?: readonly DrawnBox[] | undefined }) {
  const { content, alt = '' } = p;
  if (content.kind !== 'parts') return <Part content={content} alt={alt} boxes={p.boxes} />;
  const picture = pictureOf(content);
  return (
    <div className="shown-parts">
      {content.parts.map((part) => (
        <section key={part.name} aria-label={part.name}>
          <p className="soft">{part.name}</p>
          <Part content={part.content} alt={`${alt} ${part.name}`.trim()} boxes={part.content === picture ? p.boxes : undefined} />
        </section>
      ))}
    </div>
  );
}
