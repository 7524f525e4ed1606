import { ArrowLeftRight } from 'lucide-react';
import { useMemo } from 'react';
import { diffRuns, isSame } from '../../shared/diff-runs';
import type { FrozenRun } from '../../shared/run';
import { IconButton } from '../ui/IconButton';
import { Select } from '../ui/Select';
import { pairOf, useCompare } from './compare-store';
import type { ComparedRun } from './compared-runs';
import { type DifferenceRow, graphRows, type NodeDifference, settingRows } from './difference-rows';
import './difference-table.css';
import { RunBadge } from './RunBadge';

function Row({ row }: { readonly row: DifferenceRow }) {
  return (
    <tr data-difference={row.what}>
      <th scope="row">{row.what}</th>
      <td>{row.before ?? <span className="soft">–</span>}</td>
      <td>{row.after ?? <span className="soft">–</span>}</td>
    </tr>
  );
}

const CHANGES: Record<NodeDifference['change'], string | null> = { added: 'added', removed: 'removed', changed: null };

function NodeRows({ difference: { node, change, rows } }: { readonly difference: NodeDifference }) {
  return (
    <tbody data-node={node.id}>
      <tr className="node-row">
        <th scope="rowgroup" colSpan={3}>
          <span className="difference-node">
            <span className="family-letter" style={{ background: `var(--${node.family ?? 'control'})` }} aria-hidden="true">
              {node.letter}
            </span>
            <span className="run-name">{node.title}</span>
            <code>{node.id}</code>
            {CHANGES[change] ? <span className={`change ${change}`}>{CHANGES[change]}</span> : null}
          </span>
        </th>
      </tr>
      {rows.map((row) => (
        <Row key={row.what} row={row} />
      ))}
    </tbody>
  );
}

function Part({ title, rows }: { readonly title: string; readonly rows: readonly DifferenceRow[] }) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr className="part-row">
        <th scope="rowgroup" colSpan={3} className="section-head">
          {title}
        </th>
      </tr>
      {rows.map((row) => (
        <Row key={row.what} row={row} />
      ))}
    </tbody>
  );
}

function DifferenceTable(p: { readonly base: ComparedRun; readonly other: ComparedRun; readonly frozen: readonly [FrozenRun, FrozenRun] }) {
  const [before, after] = p.frozen;
  const diff = useMemo(() => diffRuns(before, after), [before, after]);
  const nodes = useMemo(() => graphRows(diff.graph, before, after), [diff, before, after]);
  if (isSame(diff)) {
    return (
      <p className="soft">Nothing differs: the same graph, data, settings and versions. Whatever their figures tell apart is chance.</p>
    );
  }
  return (
    <table className="difference-table">
      <thead>
        <tr>
          <th scope="col">what</th>
          {[p.base, p.other].map(({ id, run, mark }) => (
            <th key={id} scope="col">
              <span className="figure-run">
                <RunBadge mark={mark} />
                <span className="run-name">{run.info.name}</span>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      {nodes.length > 0 ? (
        <tbody>
          <tr className="part-row">
            <th scope="rowgroup" colSpan={3} className="section-head">
              Graph
            </th>
          </tr>
        </tbody>
      ) : null}
      {nodes.map((difference) => (
        <NodeRows key={`${difference.change} ${difference.node.id}`} difference={difference} />
      ))}
      <Part title="Training" rows={settingRows(diff, 'training')} />
      <Part title="Data" rows={settingRows(diff, 'data')} />
      <Part title="Engine and versions" rows={settingRows(diff, 'machine')} />
    </table>
  );
}

/** In what two of the runs differ by their graph, data and settings. Where nodes lie on the canvas makes no difference. */
export function Differences({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const { chosen, base: askedBase, other: askedOther, frozen } = useCompare();
  const pair = pairOf({ chosen, base: askedBase, other: askedOther });
  const [base, other] = [runs.find((r) => r.id === pair?.[0]), runs.find((r) => r.id === pair?.[1])];
  const [before, after] = [frozen.get(base?.id ?? ''), frozen.get(other?.id ?? '')];
  if (!base || !other || !before || !after) return null;
  const options = runs.map(({ id, run, mark }) => ({ value: id, label: `${mark.letter}  ${run.info.name}` }));
  const swap = () => useCompare.setState({ base: other.id, other: base.id });
  return (
    <section aria-label="Differences">
      <div className="compare-head">
        <h3>Differences</h3>
        <span className="pair">
          <Select
            aria-label="Base"
            value={base.id}
            options={options}
            onChange={(id) => (id === other.id ? swap() : useCompare.setState({ base: id, other: other.id }))}
          />
          <IconButton label="Swap the two" icon={<ArrowLeftRight />} onClick={swap} />
          <Select
            aria-label="Compared with the base"
            value={other.id}
            options={options}
            onChange={(id) => (id === base.id ? swap() : useCompare.setState({ base: base.id, other: id }))}
          />
        </span>
      </div>
      <DifferenceTable base={base} other={other} frozen={[before, after]} />
    </section>
  );
}
