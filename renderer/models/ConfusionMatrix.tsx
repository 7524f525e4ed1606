import { type KeyboardEvent, useRef, useState } from 'react';
import { formatCount } from '../training/wording';
import { moveInMatrix, partsOfRows } from './confusion';

/** What was taken for what: rows are the true classes. Arrow keys walk, Enter opens the samples of a cell. */
export function ConfusionMatrix(p: {
  readonly classes: readonly string[];
  readonly confusion: readonly (readonly number[])[];
  onCell(actual: number, predicted: number): void;
}) {
  const [cell, setCell] = useState({ row: 0, column: 0 });
  const body = useRef<HTMLTableSectionElement>(null);
  const parts = partsOfRows(p.confusion);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveInMatrix(cell, event.key, p.classes.length);
    if (!next) return;
    event.preventDefault();
    setCell(next);
    body.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  return (
    <table className="confusion" data-testid="confusion">
      <caption className="hidden-text">Rows: the true class. Columns: what the model said.</caption>
      <thead>
        <tr>
          <td />
          {p.classes.map((name) => (
            <th key={name} scope="col" title={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKeyDown}>
        {p.confusion.map((row, actual) => (
          <tr key={p.classes[actual]}>
            <th scope="row" title={p.classes[actual]}>
              {p.classes[actual]}
            </th>
            {row.map((count, predicted) => (
              <td key={p.classes[predicted]}>
                <button
                  type="button"
                  data-cell={`${actual}-${predicted}`}
                  className={count === 0 ? 'none' : actual === predicted ? 'right' : ''}
                  tabIndex={cell.row === actual && cell.column === predicted ? 0 : -1}
                  aria-label={`${formatCount(count)} of class ${p.classes[actual]}, read as ${p.classes[predicted]}`}
                  onFocus={() => setCell({ row: actual, column: predicted })}
                  onClick={() => p.onCell(actual, predicted)}
                >
                  <i style={{ opacity: count === 0 ? 0 : 0.08 + 0.32 * Math.sqrt(parts[actual]?.[predicted] ?? 0) }} />
                  {count === 0 ? '·' : formatCount(count)}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
