import { Tooltip } from 'radix-ui';
import { useEffect, useState } from 'react';
import { StartScreen } from '../start/StartScreen';
import { reopenLast, useDocument } from '../state/document';
import { followSelection } from '../state/selection';
import { NoticeList } from '../ui/NoticeList';
import { studio } from './connect';
import { forwardNotices } from './core-notices';
import { Editor } from './Editor';
import { FileDialogs } from './FileDialogs';
import { keepPage } from './keep-page';
import { followInput } from './modality';
import { ShortcutSheet } from './ShortcutSheet';
import { useShortcuts } from './shortcuts';

/** The window: the start screen, or the project that is open. */
export function App() {
  const open = useDocument((s) => s.open !== null);
  const name = useDocument((s) => s.open?.history.document.name ?? null);
  const [ready, setReady] = useState(false);
  useShortcuts();

  useEffect(() => {
    studio();
    const stop = forwardNotices();
    void reopenLast().finally(() => setReady(true));
    return stop;
  }, []);

  useEffect(keepPage, []);
  useEffect(followInput, []);
  useEffect(followSelection, []);

  useEffect(() => {
    document.title = name === null ? 'Attention Studio' : `${name} – Attention Studio`;
  }, [name]);

  return (
    <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
      {open ? <Editor /> : ready ? <StartScreen /> : <main aria-busy="true" aria-label="Attention Studio" />}
      <FileDialogs />
      <ShortcutSheet />
      <NoticeList />
    </Tooltip.Provider>
  );
}
