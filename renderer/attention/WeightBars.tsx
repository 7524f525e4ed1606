import { formatWeight } from '../training/wording';

/** Names with the weight of each as a bar, heaviest first where asked. */
export function WeightBars(p: {
  readonly names: readonly string[];
  readonly weights: readonly number[];
  readonly limit?: number;
  readonly sorted?: boolean;
}) {
  const all = p.names.map((name, i) => ({ name, weight: p.weights[i] ?? 0, i }));
  const ordered = p.sorted ? [...all].sort((a, b) => b.weight - a.weight) : all;
  const full = Math.max(...p.weights, 1e-12);
  const shown = p.limit === undefined ? ordered : ordered.slice(0, p.limit);
  return (
    <dl className="weight-bars">
      {shown.map(({ name, weight, i }) => [
        <dt key={`n${i}`} title={name}>
          {name}
        </dt>,
        <dd key={`b${i}`} className="bar" aria-hidden="true">
          <i style={{ width: `${(Math.max(0, weight) / full) * 100}%` }} />
        </dd>,
        <dd key={`w${i}`} className="number">
          {formatWeight(weight)}
        </dd>,
      ])}
    </dl>
  );
}
