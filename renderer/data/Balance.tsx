import { formatCount } from '../training/wording';

/** How many samples each class has, most first where there are many. */
export function Balance({ classes }: { readonly classes: readonly { readonly label: string; readonly count: number }[] }) {
  const most = Math.max(1, ...classes.map((c) => c.count));
  const shown = classes.length > 12 ? [...classes].sort((a, b) => b.count - a.count).slice(0, 200) : classes;
  const least = Math.min(...classes.map((c) => c.count));
  return (
    <section aria-label="Class balance">
      <h3 className="section-head">Classes</h3>
      <dl className="balance" tabIndex={0} aria-label={`${classes.length} classes and how many samples each has`}>
        {shown.map(({ label, count }) => [
          <dt key={`l${label}`} title={label}>
            {label}
          </dt>,
          <dd key={`b${label}`} className="bar" aria-hidden="true">
            <i style={{ width: `${(count / most) * 100}%` }} />
          </dd>,
          <dd key={`c${label}`} className="figures">
            {formatCount(count)}
          </dd>,
        ])}
      </dl>
      {most > 4 * least ? <p className="soft">Uneven: set class_weight to balanced so that rare classes count as much.</p> : null}
    </section>
  );
}
