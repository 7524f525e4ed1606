import type { CallOutput } from '../../shared/contract';

/** Models of the literature, to look at and to build on: a row of names, each with its paper. */
export function PublishedList({ models, onOpen }: { readonly models: CallOutput<'projects.published'>; onOpen(id: string): void }) {
  if (models.length === 0) return null;
  return (
    <section aria-labelledby="start-published">
      <h2 id="start-published" className="section-head">
        Models of the literature, drawn
      </h2>
      <ul className="published">
        {models.map(({ id, name, notes }) => (
          <li key={id}>
            <button type="button" className="published-model" title={notes} onClick={() => onOpen(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
