import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMedia } from '../app/use-media';
import { IconButton } from '../ui/IconButton';
import './replay.css';
import { placeOf, showPlace, useReplay } from './replay-store';

/** Milliseconds a picture. */
const FRAME = 200;
/** However many steps were captured: a replay takes no longer than so many pictures. */
const MOST_FRAMES = 75;

/** A slider over the steps whose attention was captured while the model trained; it can be played, unless motion is not wished. */
export function ReplayBar() {
  const replay = useReplay();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const [wished, setPlaying] = useState(false);
  const { steps } = replay;
  const place = placeOf(replay);
  const last = steps.length - 1;
  const playing = wished && !still && last > 0;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const now = useReplay.getState();
      const end = now.steps.length - 1;
      const next = Math.min(end, placeOf(now) + Math.max(1, Math.ceil(now.steps.length / MOST_FRAMES)));
      showPlace(next);
      if (next === end) setPlaying(false);
    }, FRAME);
    return () => clearInterval(timer);
  }, [playing]);
  const play = () => {
    if (!playing && place === last) showPlace(0);
    setPlaying(!playing);
  };
  const words = `after step ${(steps[place] ?? 0).toLocaleString('en')}`;
  return (
    <fieldset className="replay" aria-label="While it trained">
      {still ? null : (
        <IconButton
          label={playing ? 'Pause' : 'Play how its attention grew'}
          side="top"
          icon={playing ? <Pause /> : <Play />}
          disabled={last < 1}
          onClick={play}
        />
      )}
      <input
        type="range"
        aria-label="Training step"
        aria-valuetext={words}
        min={0}
        max={Math.max(1, last)}
        value={last < 1 ? 1 : place}
        disabled={last < 1}
        onChange={(event) => {
          setPlaying(false);
          showPlace(Number(event.target.value));
        }}
      />
      <span className="soft" data-testid="replay-step">
        {words}
      </span>
    </fieldset>
  );
}
