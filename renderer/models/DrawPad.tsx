import { Eraser } from 'lucide-react';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';

const SIZE = 168;

/** A black field to draw on in white, as the digits of MNIST are. Gives a PNG after every stroke. */
export function DrawPad({ onDrawn, children }: { onDrawn(png: string): void; readonly children?: ReactNode }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [brush, setBrush] = useState(13);

  const clear = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.fillStyle = '#000';
    context.fillRect(0, 0, SIZE, SIZE);
  };
  useEffect(clear, []);

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) * SIZE) / box.width, y: ((event.clientY - box.top) * SIZE) / box.height };
  };
  const stroke = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = canvas.current?.getContext('2d');
    if (!context || !last.current) return;
    const now = at(event);
    context.strokeStyle = '#fff';
    context.lineWidth = brush;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(last.current.x, last.current.y);
    context.lineTo(now.x, now.y);
    context.stroke();
    last.current = now;
  };
  const finish = () => {
    if (!last.current || !canvas.current) return;
    last.current = null;
    const url = canvas.current.toDataURL('image/png');
    onDrawn(url.slice(url.indexOf(',') + 1));
  };
  return (
    <div className="pad-row">
      <canvas
        ref={canvas}
        className="pad"
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label="Field to draw on with the pointer"
        data-testid="pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = at(event);
          stroke(event);
        }}
        onPointerMove={stroke}
        onPointerUp={finish}
        onPointerCancel={finish}
      />
      <div className="pad-tools">
        <label>
          <span className="soft">Brush</span>
          <input
            className="slider"
            type="range"
            min={6}
            max={28}
            value={brush}
            onChange={(event) => setBrush(Number(event.target.value))}
          />
        </label>
        <Button icon={<Eraser />} onClick={clear}>
          Clear
        </Button>
        {children}
      </div>
    </div>
  );
}
