import { ChevronRight, Search } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { AnyNode } from '../../shared/graph/define-node';
import { blockIdOf } from '../../shared/graph/user-block';
import { LibrarySection } from '../blocks/LibrarySection';
import { addNode } from '../canvas/actions';
import { DRAGGED_KIND } from '../canvas/Canvas';
import { useDrawing } from '../state/drawing';
import { Empty } from '../ui/Empty';
import { addable, searchNodes } from './families';
import './palette.css';

/** Longer titles leave no room for another name beside them. */
const LONG = 17;

/** Its Keras name, where the title does not tell it. */
function keyword(definition: AnyNode): string {
  if (definition.title.length > LONG) return '';
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(definition.kind).includes(plain(definition.title)) ? '' : definition.kind;
}

function Item({ definition }: { readonly definition: AnyNode }) {
  const note = keyword(definition);
  return (
    <button
      type="button"
      className="palette-item"
      draggable
      title={definition.doc}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_KIND, definition.kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => addNode(definition.kind, null)}
    >
      <span>{definition.title}</span>
      {note === '' ? null : <small>{note}</small>}
    </button>
  );
}

/** The everyday ones; the others behind a button, unless `all` are wanted. */
function Items({ nodes, all }: { readonly nodes: readonly AnyNode[]; readonly all: boolean }) {
  const [more, setMore] = useState(false);
  const everyday = nodes.filter((d) => d.everyday || blockIdOf(d.kind) !== null || d.inside);
  const rest = nodes.filter((d) => !everyday.includes(d));
  const item = (definition: AnyNode) => <Item key={definition.kind} definition={definition} />;
  if (all || everyday.length === 0) return nodes.map(item);
  return (
    <>
      {everyday.map(item)}
      {rest.length === 0 ? null : (
        <button type="button" className="palette-more" aria-expanded={more} onClick={() => setMore(!more)}>
          <ChevronRight aria-hidden="true" />
          {rest.length} more
        </button>
      )}
      {more ? rest.map(item) : null}
    </>
  );
}

/** What can be added: drag it in, or click, or Enter. Arrow keys go through the list. */
export function Palette() {
  const [query, setQuery] = useState('');
  const { registry, block } = useDrawing();
  const groups = useMemo(() => searchNodes(query, addable({ registry, block })), [query, registry, block]);
  const box = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('.palette-item') ?? [])];
    const active = document.activeElement;
    const at = active instanceof HTMLElement ? items.indexOf(active) : -1;
    const go = (to: number) => {
      event.preventDefault();
      if (to < 0) box.current?.querySelector('input')?.focus();
      else items[Math.min(to, items.length - 1)]?.focus();
    };
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Enter' && at < 0) items[0]?.click();
    else if (event.key === 'Escape' && query !== '') setQuery('');
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move the focus among the controls inside
    <div ref={box} className="palette" onKeyDown={onKeyDown}>
      <div className="palette-search">
        <Search aria-hidden="true" />
        <input aria-label="Search nodes" placeholder="Search nodes" value={query} onChange={(event) => setQuery(event.target.value)} />
        <kbd>/</kbd>
      </div>
      {groups.length === 0 ? <Empty title="No node is called that">Try its Keras name, or what it does.</Empty> : null}
      {groups.map(({ family, title, nodes }) => (
        <section key={family} aria-label={title}>
          <h3 className="section-head palette-head">
            <i style={{ background: `var(--${family})` }} />
            {title}
          </h3>
          <Items nodes={nodes} all={query.trim() !== ''} />
        </section>
      ))}
      <LibrarySection query={query} />
    </div>
  );
}
