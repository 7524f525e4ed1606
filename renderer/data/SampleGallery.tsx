import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SampleView } from '../../shared/dataset';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError } from '../app/connect';
import { formatNumber } from '../training/wording';
import { ErrorNote } from '../ui/ErrorNote';
import { TileContent } from './TileContent';

export interface SamplePage {
  readonly total: number;
  readonly samples: readonly SampleView[];
}

const PAGE = 60;

const inWords = (label: string | number): string => (typeof label === 'number' ? formatNumber(label) : label);

/** Of several targets each with its name. */
function labelOf(sample: SampleView): string {
  if (sample.labels) {
    return Object.entries(sample.labels)
      .map(([name, label]) => `${name} ${inWords(label)}`)
      .join(', ');
  }
  return sample.label === null ? '' : inWords(sample.label);
}

function Tile({
  sample,
  height,
  onPick,
}: {
  readonly sample: SampleView;
  readonly height: number;
  onPick?: ((sample: SampleView) => void) | undefined;
}) {
  const inner = (
    <>
      <TileContent content={sample.content} alt={`sample of ${labelOf(sample)}`} boxes={sample.boxes} still={onPick !== undefined} />
      <span className="tile-label">{labelOf(sample)}</span>
    </>
  );
  if (!onPick) {
    return (
      <div className="tile" style={{ height }}>
        {inner}
      </div>
    );
  }
  return (
    <button type="button" className="tile" style={{ height }} onClick={() => onPick(sample)}>
      {inner}
    </button>
  );
}

/**
 * Samples in rows, fetched page by page as one scrolls.
 *
 * @param load must keep its identity for the same question: a new one starts over
 */
export function SampleGallery(p: {
  load(offset: number, limit: number): Promise<SamplePage>;
  readonly label: string;
  readonly columns?: number;
  onPick?(sample: SampleView): void;
  onTotal?(total: number): void;
}) {
  const { load, onTotal } = p;
  const box = useRef<HTMLDivElement>(null);
  const [samples, setSamples] = useState<readonly SampleView[]>([]);
  const [total, setTotal] = useState<number | null>(null);
  const [problem, setProblem] = useState<StudioError | null>(null);
  const [width, setWidth] = useState(200);
  const busy = useRef<object | null>(null);

  const more = useCallback(
    async (offset: number) => {
      const mine = {};
      busy.current = mine;
      try {
        const page = await load(offset, PAGE);
        if (busy.current !== mine) return;
        setSamples((known) => (offset === 0 ? page.samples : [...known.slice(0, offset), ...page.samples]));
        setTotal(page.total);
        onTotal?.(page.total);
        setProblem(null);
      } catch (error) {
        if (busy.current === mine) setProblem(asStudioError(error));
      }
      if (busy.current === mine) busy.current = null;
    },
    [load, onTotal],
  );
  useEffect(() => {
    setSamples([]);
    setTotal(null);
    void more(0);
    return () => {
      busy.current = null;
    };
  }, [more]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const shownAs = samples[0]?.content.kind;
  const isImage = shownAs === 'image';
  const columns = p.columns ?? Math.max(1, Math.floor(width / (isImage ? 88 : 220)));
  const tile = shownAs === 'parts' ? 112 : isImage ? Math.max(64, (width - 8 * (columns - 1)) / columns + 16) : 76;
  const rows = useVirtualizer({
    count: Math.ceil(samples.length / columns),
    getScrollElement: () => box.current,
    estimateSize: () => tile + 8,
    overscan: 4,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tile's height changes every row
  useEffect(() => rows.measure(), [tile]);
  const shown = rows.getVirtualItems();
  const end = (shown.at(-1)?.index ?? 0) * columns >= samples.length - columns * 3;
  useEffect(() => {
    if (end && busy.current === null && total !== null && samples.length < total && problem === null) void more(samples.length);
  }, [end, samples.length, total, more, problem]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable with the keyboard
    <section className="gallery" ref={box} tabIndex={0} aria-label={p.label} aria-busy={total === null}>
      {problem ? <ErrorNote error={problem} /> : null}
      {total === 0 ? <p className="soft">No samples.</p> : null}
      <div style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => (
          <div key={row.key} className="gallery-row" style={{ top: row.start, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {samples.slice(row.index * columns, (row.index + 1) * columns).map((sample, i) => (
              <Tile key={sample.index ?? i} sample={sample} height={tile} onPick={p.onPick} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
