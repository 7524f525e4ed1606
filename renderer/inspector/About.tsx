import type { AnyNode } from '../../shared/graph/define-node';
import { sourceParts } from '../../shared/graph/source-parts';

/** Where a node comes from. A paper's number opens its page in the system's browser, when it is clicked and not before. */
function Source({ source }: { readonly source: string }) {
  return (
    <p className="source">
      {sourceParts(source).map(({ text, address }) =>
        address === null ? (
          text
        ) : (
          <a key={address} href={address} target="_blank" rel="noopener noreferrer" title={`Opens ${address} in your browser`}>
            {text}
          </a>
        ),
      )}
    </p>
  );
}

/** What a node does: in words, as a formula, and who thought of it. */
export function About({ definition }: { readonly definition: AnyNode }) {
  const { doc, formula, source } = definition;
  return (
    <section aria-label="About" className="about">
      <p className="soft">{doc}</p>
      {formula ? <p className="formula">{formula}</p> : null}
      {source ? <Source source={source} /> : null}
    </section>
  );
}
