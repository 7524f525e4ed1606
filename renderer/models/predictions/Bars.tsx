import { formatShare } from '../../training/wording';

interface Share {
  readonly label: string;
  readonly probability: number;
}

/** Classes or labels as bars, in their order; what is said to be true stands out. */
export function Bars(p: { readonly shares: readonly Share[]; isBest(share: Share, at: number): boolean }) {
  return (
    <dl className="predictions" data-testid="predictions">
      {p.shares.map((share, at) => [
        <dt key={`l${share.label}`} className={p.isBest(share, at) ? 'best' : ''} title={share.label}>
          {share.label}
        </dt>,
        <dd key={`b${share.label}`} className="bar" aria-hidden="true">
          <i style={{ width: `${share.probability * 100}%` }} />
        </dd>,
        <dd key={`n${share.label}`} className="number">
          {formatShare(share.probability)}
        </dd>,
      ])}
    </dl>
  );
}
