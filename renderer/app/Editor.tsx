import { type ReactNode, Suspense, useEffect } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas';
import { Inspector } from '../inspector/Inspector';
import { isComparing, setNarrow, useView } from '../state/view';
import { Dock } from './Dock';
import './editor.css';
import { LeftPanel } from './LeftPanel';
import { RailBar } from './RailBar';
import { ReadOnlyBanner } from './ReadOnlyBanner';
import { StatusBar } from './StatusBar';
import { CompareView } from './slots';
import { TopBar } from './TopBar';
import { useMedia } from './use-media';

/** Remembers how a group of panels is divided, apart for each set of panels that is open. */
function useSizes(id: string, panelIds: string[]) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id, panelIds, storage: localStorage });
  return { id, ...(defaultLayout ? { defaultLayout } : {}), onLayoutChanged };
}

function Centre({ left, dock, covered }: { readonly left: boolean; readonly dock: boolean; readonly covered: boolean }) {
  const columns = useSizes('columns', left ? ['left', 'canvas'] : ['canvas']);
  const rows = useSizes('rows', dock ? ['graph', 'dock'] : ['graph']);
  return (
    <Group orientation="vertical" {...rows}>
      <Panel id="graph" minSize="160px">
        <Group orientation="horizontal" {...columns}>
          {left ? (
            <>
              <Panel
                id="left"
                className="panel"
                defaultSize="232px"
                minSize="200px"
                maxSize="480px"
                groupResizeBehavior="preserve-pixel-size"
              >
                {covered ? null : <LeftPanel />}
              </Panel>
              <Separator className="splitter" aria-label="Width of the left panel" />
            </>
          ) : null}
          <Panel id="canvas" minSize="240px">
            <Canvas />
          </Panel>
        </Group>
      </Panel>
      {dock ? (
        <>
          <Separator className="splitter" aria-label="Height of the dock" />
          <Panel id="dock" className="panel" defaultSize="276px" minSize="140px" maxSize="75%" groupResizeBehavior="preserve-pixel-size">
            <Dock />
          </Panel>
        </>
      ) : null}
    </Group>
  );
}

/** The comparison of runs, with the list beside it in which they are chosen. */
function Comparison({ left }: { readonly left: boolean }) {
  const sizes = useSizes('comparison', left ? ['left', 'compare'] : ['compare']);
  return (
    <div className="over-graph">
      <Group orientation="horizontal" {...sizes}>
        {left ? (
          <>
            <Panel
              id="left"
              className="panel"
              defaultSize="248px"
              minSize="200px"
              maxSize="480px"
              groupResizeBehavior="preserve-pixel-size"
            >
              <LeftPanel />
            </Panel>
            <Separator className="splitter" aria-label="Width of the left panel" />
          </>
        ) : null}
        <Panel id="compare" className="panel" minSize="320px">
          <Suspense fallback={null}>
            <CompareView />
          </Suspense>
        </Panel>
      </Group>
    </div>
  );
}

/** A side panel over the canvas. Escape closes it. */
function Drawer({ side, children }: { readonly side: 'left' | 'right'; readonly children: ReactNode }) {
  const close = () => useView.setState(side === 'left' ? { leftOpen: false } : { rightOpen: false });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what holds the controls
    <div className={`drawer ${side}`} onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}>
      {children}
    </div>
  );
}

/** The open project: bars around, panels beside the canvas; on a narrow window the side panels lie over it. */
export function Editor() {
  const narrow = useMedia('(max-width: 1099px)');
  useEffect(() => setNarrow(narrow), [narrow]);
  const { leftOpen, rightOpen, dockOpen } = useView();
  const compares = useView(isComparing);
  const right = rightOpen && !narrow;
  const sides = useSizes('sides', right ? ['centre', 'right'] : ['centre']);
  return (
    <div className="editor">
      <TopBar />
      <ReadOnlyBanner />
      <div className="editor-body">
        <RailBar />
        <main className={`editor-main${compares ? ' compares' : ''}`}>
          <Group orientation="horizontal" {...sides}>
            <Panel id="centre" minSize="320px">
              <Centre left={leftOpen && !narrow} dock={dockOpen} covered={compares} />
            </Panel>
            {right ? (
              <>
                <Separator className="splitter" aria-label="Width of the inspector" />
                <Panel
                  id="right"
                  className="panel"
                  defaultSize="312px"
                  minSize="264px"
                  maxSize="520px"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <Inspector />
                </Panel>
              </>
            ) : null}
          </Group>
          {compares ? <Comparison left={leftOpen && !narrow} /> : null}
          {narrow && leftOpen ? (
            <Drawer side="left">
              <LeftPanel />
            </Drawer>
          ) : null}
          {narrow && rightOpen && !compares ? (
            <Drawer side="right">
              <Inspector />
            </Drawer>
          ) : null}
          {dockOpen ? null : <Dock />}
        </main>
      </div>
      <StatusBar />
    </div>
  );
}
