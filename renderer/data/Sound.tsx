import { Play, Square } from 'lucide-react';
import type { PartContent } from '../../shared/dataset';
import { IconButton } from '../ui/IconButton';
import { useSound } from './play-sound';
import './sound.css';

type Content = Extract<PartContent, { kind: 'audio' }>;

/** Half of the drawing's height, and the thinnest line of silence. */
const HALF = 20;
const SILENCE = 0.6;

const inSeconds = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;

/** The wave of a sound, mirrored about its middle. `played`: the part that was heard, 0…1. Quiet recordings are drawn higher. */
function Wave({ peaks, played }: { readonly peaks: readonly number[]; readonly played: number | null }) {
  const loudest = Math.max(0.05, ...peaks);
  return (
    <svg className="sound-wave" viewBox={`0 0 ${Math.max(1, peaks.length)} ${2 * HALF}`} preserveAspectRatio="none" aria-hidden="true">
      {peaks.map((peak, i) => {
        const height = Math.max(SILENCE, (peak / loudest) * (HALF - 1));
        const heard = played !== null && i / peaks.length < played;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
          <rect key={i} className={heard ? 'heard' : ''} x={i + 0.15} y={HALF - height} width={0.7} height={2 * height} />
        );
      })}
    </svg>
  );
}

/** A sound in a small field that is a button itself: its wave and how long it lasts. */
export function StillSound({ content }: { readonly content: Content }) {
  return (
    <span className="sound still">
      <Wave peaks={content.peaks} played={null} />
      <span className="sound-length">{inSeconds(content.seconds)}</span>
    </span>
  );
}

/** A sound to see and to hear. */
export function Sound({ content, alt }: { readonly content: Content; readonly alt: string }) {
  const { at, toggle } = useSound(content.dataUrl);
  const cut = content.heard < content.seconds - 0.01;
  const label = at === null ? `Play ${alt || 'the sound'}${cut ? `, its first ${inSeconds(content.heard)}` : ''}` : 'Stop';
  return (
    <span className="sound">
      <IconButton label={label} side="top" icon={at === null ? <Play /> : <Square />} onClick={toggle} />
      <Wave peaks={content.peaks} played={at === null ? null : at / content.seconds} />
      <span className="sound-length" title={`${content.rate.toLocaleString('en')} samples a second`}>
        {inSeconds(content.seconds)}
      </span>
    </span>
  );
}
