import { ChevronRight } from 'lucide-react';
import { useDocument } from '../state/document';
import { leaveBlocks, useView } from '../state/view';
import './blocks.css';

/** Where the canvas is, while it shows the inside of a block: every step leads back out. */
export function BlockPath() {
  const inside = useView((s) => s.inside);
  const project = useDocument((s) => s.open?.history.document);
  if (inside.length === 0 || !project) return null;
  const titles = inside.map(({ block }) => project.graph.blocks?.[block]?.title ?? block);
  return (
    <nav className="block-path" aria-label="Where the canvas is">
      <button type="button" className="link" onClick={() => leaveBlocks(0)}>
        {project.name}
      </button>
      {titles.map((title, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its depth
        <span key={i}>
          <ChevronRight aria-hidden="true" />
          {i === titles.length - 1 ? (
            <strong aria-current="location">{title}</strong>
          ) : (
            <button type="button" className="link" onClick={() => leaveBlocks(i + 1)}>
              {title}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
