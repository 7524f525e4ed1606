import { costAtLengths, costNow, type LengthCost } from '../../shared/codegen/cost-at-length';
import { ASSUMED_LENGTH, memoryOf } from '../../shared/codegen/memory';
import type { NodeId } from '../../shared/graph/document';
import type { NodeReport } from '../../shared/graph/graph-report';
import { useDocument } from '../state/document';
import { bytesInWords, countInWords } from './facts';

/** Lengths from a sentence to a long document; each four times the one before. */
const LENGTHS = [64, 256, 1024, 4096];

function Figures({ rows, batch }: { readonly rows: readonly (readonly [string, string, string])[]; readonly batch: number }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          <td />
          <th scope="col">a sample</th>
          <th scope="col">batch of {batch}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, one, all]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{one}</td>
            <td>{all}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lengths, work and memory at each, and a bar as long as the work's part of the most. */
function Growth({ costs, growth }: { readonly costs: readonly LengthCost[]; readonly growth: string }) {
  const last = costs.at(-1);
  const before = costs.at(-2);
  if (!last || !before) return null;
  const times = last.multiplications / before.multiplications;
  return (
    <>
      <table className="figures">
        <caption>With the length it grows as {growth}</caption>
        <thead>
          <tr>
            <th scope="col">length</th>
            <td className="share" />
            <th scope="col">multiplications</th>
            <th scope="col">memory</th>
          </tr>
        </thead>
        <tbody>
          {costs.map(({ length, multiplications, bytes }) => (
            <tr key={length}>
              <th scope="row">{length.toLocaleString('en')}</th>
              <td className="share" aria-hidden="true">
                <i style={{ width: `${(100 * multiplications) / last.multiplications}%` }} />
              </td>
              <td>{countInWords(multiplications)}</td>
              <td>{bytesInWords(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cost-note">
        {last.length / before.length} times the length, {Number(times.toPrecision(2))} times the work.
      </p>
    </>
  );
}

/** What a node costs at the shapes at hand, and how that grows with the length of what comes in. */
export function Cost({ id, report }: { readonly id: NodeId; readonly report: NodeReport }) {
  const batch = useDocument((s) => s.open?.history.document.training.batch_size ?? 1);
  const { definition, params, inputs, outputs, weights } = report;
  const now = costNow(report);
  if (!now && weights.length === 0) return null;
  const twice = (name: string, one: number, words: (amount: number) => string) => [name, words(one), words(one * batch)] as const;
  const rows = now
    ? [
        ...(now.cost.multiplications > 0 ? [twice('multiplications', now.cost.multiplications, countInWords)] : []),
        ...(now.cost.scoresBytes > 0 ? [twice('attention weights', now.cost.scoresBytes, bytesInWords)] : []),
        twice('memory, training', memoryOf(definition, outputs, now.cost, ASSUMED_LENGTH), bytesInWords),
      ]
    : [];
  const costs = definition && params && now ? costAtLengths(definition, id, inputs, params, LENGTHS) : [];
  return (
    <section style={{ ['--family' as string]: definition ? `var(--${definition.family})` : undefined }}>
      <h3 className="section-head">Cost</h3>
      {weights.length > 0 ? (
        <dl className="facts">
          <div>
            <dt>parameters</dt>
            <dd>{report.parameters.toLocaleString('en')}</dd>
          </div>
        </dl>
      ) : null}
      {rows.length > 0 ? <Figures rows={rows} batch={batch} /> : null}
      {now?.assumed ? <p className="cost-note">At an assumed length of {ASSUMED_LENGTH}: the data tells the real one.</p> : null}
      {now?.cost.growth ? <Growth costs={costs} growth={now.cost.growth} /> : null}
    </section>
  );
}
