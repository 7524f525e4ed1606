import { Play, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PredictionOf } from '../../../shared/run';
import { useSound } from '../../data/play-sound';
import { Button } from '../../ui/Button';
import './spectrogram.css';

/** A spectrogram that the model tells, time to the right and low tones beneath, and a sound that would have it. */
export function SpectrogramPrediction({ prediction }: { readonly prediction: PredictionOf<'spectrogram'> }) {
  const { frames, bands, seconds, values, sound } = prediction;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { at, toggle } = useSound(sound);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const picture = context.createImageData(frames, bands);
    const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    values.forEach((value, i) => {
      const [frame, band] = [Math.floor(i / bands), i % bands];
      const tone = (255 * (value - low)) / Math.max(1e-9, high - low);
      picture.data.set([tone, tone, tone, 255], ((bands - 1 - band) * frames + frame) * 4);
    });
    context.putImageData(picture, 0, 0);
  }, [frames, bands, values]);
  const length = frames * seconds;
  return (
    <div className="spectrogram" data-testid="predictions">
      <span className="spectrogram-picture">
        <canvas
          ref={canvas}
          width={frames}
          height={bands}
          role="img"
          aria-label={`Spectrogram of ${length.toFixed(2)} seconds: time to the right, low tones beneath`}
        />
        {at === null ? null : <i style={{ left: `${Math.min(100, (100 * at) / length)}%` }} />}
      </span>
      <span className="soft">{length.toFixed(2)} s, low tones beneath</span>
      <span>
        <Button icon={at === null ? <Play /> : <Square />} onClick={toggle}>
          {at === null ? 'Play it' : 'Stop'}
        </Button>
      </span>
    </div>
  );
}
