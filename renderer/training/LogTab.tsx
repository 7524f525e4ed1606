import { useVirtualizer } from '@tanstack/react-virtual';
import { Copy, ScrollText } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { notify } from '../ui/notices';
import { useRun } from './use-run';

async function copy(lines: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(lines.join('\n'));
    notify('info', `Copied ${lines.length} lines.`);
  } catch {
    notify('warning', 'The system did not give access to its clipboard. Select the lines and copy them yourself.');
  }
}

/** What the trainer wrote, line by line; follows the end unless one scrolled away from it. */
export function LogTab() {
  const { run } = useRun(250);
  const lines = run?.log ?? [];
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => 20,
    overscan: 20,
    paddingStart: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when a line came
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines.length]);
  if (lines.length === 0) {
    return (
      <Empty icon={<ScrollText />} title="Nothing was logged yet">
        What the trainer does stands here, line by line, once it works.
      </Empty>
    );
  }
  return (
    <div className="log-tab">
      <Button className="log-copy" icon={<Copy />} onClick={() => void copy(lines)}>
        Copy
      </Button>
      <div
        className="log"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable with the keyboard
        tabIndex={0}
        role="log"
        aria-label="Log of the run"
        aria-live="off"
        onScroll={({ currentTarget: c }) => {
          atEnd.current = c.scrollHeight - c.scrollTop - c.clientHeight < 30;
        }}
      >
        <div style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => (
            <div key={row.key} className="log-line" style={{ top: row.start }}>
              {lines[row.index]}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
