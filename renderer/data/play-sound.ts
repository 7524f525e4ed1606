import { useEffect, useState } from 'react';

/** What is heard now: one sound at a time, whoever asked for it. */
let stopCurrent: (() => void) | null = null;

/** The bytes of a data URL. The policy of the page lets sounds in as blobs alone. */
function blobOf(dataUrl: string): Blob {
  const [head = '', body = ''] = dataUrl.split(',');
  const text = atob(body);
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type: head.slice(5).split(';')[0] ?? '' });
}

/** Plays a sound from its start. Returns how to stop it; `onEnd` is called once, however it ends. */
function play(dataUrl: string, onTime: (seconds: number) => void, onEnd: () => void): () => void {
  stopCurrent?.();
  const url = URL.createObjectURL(blobOf(dataUrl));
  const audio = new Audio(url);
  let frame = 0;
  let ended = false;
  const stop = () => {
    if (ended) return;
    ended = true;
    cancelAnimationFrame(frame);
    audio.pause();
    URL.revokeObjectURL(url);
    if (stopCurrent === stop) stopCurrent = null;
    onEnd();
  };
  const tick = () => {
    onTime(audio.currentTime);
    frame = requestAnimationFrame(tick);
  };
  audio.addEventListener('ended', stop);
  audio.addEventListener('error', stop);
  audio.play().then(() => {
    if (!ended) tick();
  }, stop);
  stopCurrent = stop;
  return stop;
}

/** A sound that can be played and stopped. `at`: the second that is heard now; null: it is silent. */
export function useSound(dataUrl: string): { readonly at: number | null; toggle(): void } {
  const [stop, setStop] = useState<(() => void) | null>(null);
  const [at, setAt] = useState<number | null>(null);
  // Another sound, or none: what is heard belongs to the old one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sound stops this one
  useEffect(() => () => stop?.(), [stop, dataUrl]);
  const toggle = () => {
    if (stop) {
      stop();
      return;
    }
    setAt(0);
    const end = () => {
      setAt(null);
      setStop(null);
    };
    const stopping = play(dataUrl, setAt, end);
    setStop(() => stopping);
  };
  return { at, toggle };
}
