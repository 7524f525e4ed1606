import { ArrowDown, ArrowUp, Copy, Star } from 'lucide-react';
import { useState } from 'react';
import { stateWords } from '../training/run-controls';
import { Button } from '../ui/Button';
import { notify } from '../ui/notices';
import type { ComparedRun } from './compared-runs';
import { bestIn, type FigureColumn, figureColumns, type Sorting, sortRuns } from './figures';
import './figure-table.css';
import { figuresCsv } from './figures-csv';
import { RunBadge } from './RunBadge';

async function copy(csv: string, rows: number): Promise<void> {
  try {
    await navigator.clipboard.writeText(csv);
    notify('info', `Copied ${rows} rows as CSV.`);
  } catch {
    notify('warning', 'The system did not give access to its clipboard. Select the table and copy it yourself.');
  }
}

function Head(p: { readonly id: string; readonly title: string; readonly sorting: Sorting | null; onSort(sorting: Sorting | null): void }) {
  const mine = p.sorting?.key === p.id ? p.sorting : null;
  // Rising, falling, as chosen.
  const next = !mine ? { key: p.id, falling: false } : mine.falling ? null : { key: p.id, falling: true };
  return (
    <th scope="col" aria-sort={mine ? (mine.falling ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => p.onSort(next)}>
        {p.title}
        {mine ? mine.falling ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" /> : null}
      </button>
    </th>
  );
}

function Cell({ column, compared, best }: { readonly column: FigureColumn; readonly compared: ComparedRun; readonly best: boolean }) {
  const value = column.value(compared.run);
  return (
    <td className={`${typeof value === 'string' ? 'figure-words' : ''}${best ? ' best' : ''}`} data-column={column.key}>
      {best ? <Star aria-label="best" /> : null}
      {value === null ? '–' : column.text(value)}
    </td>
  );
}

/** What each run reached, a row a run. */
export function FigureTable({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const data = runs.map(({ run }) => run);
  const columns = figureColumns(data);
  const best = new Map(columns.map((column) => [column.key, bestIn(column, data)]));
  const sorted = sortRuns(data, columns, sorting);
  const rows = sorted.flatMap((run) => runs.find((compared) => compared.run === run) ?? []);
  return (
    <section aria-label="Figures">
      <div className="compare-head">
        <h3>Figures</h3>
        <span className="soft">Training and validation are those of the best epoch, by validation loss.</span>
        <Button icon={<Copy />} onClick={() => void copy(figuresCsv(sorted, columns), sorted.length)}>
          Copy as CSV
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the arrow keys */}
      <section className="figure-scroll" aria-label="Table of figures" tabIndex={0}>
        <table className="figure-table figures">
          <thead>
            <tr>
              <Head id="run" title="run" sorting={sorting} onSort={setSorting} />
              {columns.map((column) => (
                <Head key={column.key} id={column.key} title={column.title} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((compared) => (
              <tr key={compared.id}>
                <th scope="row">
                  <span className="figure-run">
                    <RunBadge mark={compared.mark} />
                    <span className="run-name" title={compared.run.info.name}>
                      {compared.run.info.name}
                    </span>
                    {compared.run.info.state === 'finished' ? null : <span className="soft">{stateWords(compared.run.info.state)}</span>}
                    {compared.run.info.tags.map((tag) => (
                      <span key={tag} className="tag">
                        {tag}
                      </span>
                    ))}
                  </span>
                </th>
                {columns.map((column) => (
                  <Cell key={column.key} column={column} compared={compared} best={best.get(column.key)?.has(compared.run) ?? false} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
