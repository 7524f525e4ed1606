import type { SampleView } from '../../shared/dataset';
import { formatNumber } from '../training/wording';
import './data.css';

/** One sample as people see it: a picture, a text, or a row of a table. */
export function SampleContent({ content, alt = '' }: { readonly content: SampleView['content']; readonly alt?: string }) {
  switch (content.kind) {
    case 'image':
      return (
        <img className={`shown-image${Math.max(content.width, content.height) < 112 ? ' coarse' : ''}`} src={content.dataUrl} alt={alt} />
      );
    case 'text':
      return <p className="shown-text">{content.text}</p>;
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
