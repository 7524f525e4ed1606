import { useConnection } from '@xyflow/react';
import { CircleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../ui/Button';
import { wiringNow } from './actions';
import { useConnecting } from './connecting';
import { refusal } from './fits';

/** Why the port under the pointer does not take the dragged wire; null while it does or none is there. */
function useReasonWhileDragging(): { readonly reason: string; readonly x: number; readonly y: number } | null {
  const hovered = useConnection((c) =>
    c.inProgress && c.isValid === false && c.toHandle?.id ? `${c.toHandle.type} ${c.toHandle.nodeId} ${c.toHandle.id}` : null,
  );
  const pointer = useConnection((c) => (c.inProgress && c.isValid === false ? `${c.pointer?.x} ${c.pointer?.y}` : null));
  const loose = useConnecting((s) => s.loose);
  if (hovered === null || pointer === null || !loose) return null;
  const [type, node = '', port = ''] = hovered.split(' ');
  const [x = 0, y = 0] = pointer.split(' ').map(Number);
  if ((type === 'source') === (loose.side === 'out')) return null;
  const wiring = wiringNow();
  const other = { node, port };
  const why = wiring && (loose.side === 'out' ? refusal(wiring, loose.from, other) : refusal(wiring, other, loose.from));
  return why ? { reason: why.reason, x, y } : null;
}

/** Says near the pointer why a wire is refused, and offers the node that would mend it. */
export function RefusalBubble() {
  const refused = useConnecting((s) => s.refused);
  const dragged = useReasonWhileDragging();
  useEffect(() => {
    if (!refused) return;
    const close = () => useConnecting.setState({ refused: null });
    const away = (event: PointerEvent) => {
      if (!(event.target instanceof Element && event.target.closest('.refusal'))) close();
    };
    const key = (event: KeyboardEvent) => event.key === 'Escape' && close();
    const timer = setTimeout(close, refused.mend ? 12_000 : 6000);
    window.addEventListener('pointerdown', away, true);
    window.addEventListener('keydown', key);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', away, true);
      window.removeEventListener('keydown', key);
    };
  }, [refused]);

  const frame = document.querySelector('.canvas')?.getBoundingClientRect();
  const at = dragged && frame ? { x: frame.left + dragged.x, y: frame.top + dragged.y } : refused?.at;
  const reason = dragged?.reason ?? refused?.reason;
  if (!at || reason === undefined) return null;
  const left = Math.min(at.x + 14, window.innerWidth - 300);
  const top = Math.min(at.y + 14, window.innerHeight - 140);
  return createPortal(
    <div className="refusal" role="alert" style={{ left, top, pointerEvents: dragged ? 'none' : 'auto' }}>
      <CircleAlert aria-hidden="true" />
      <div>
        <p>{reason}</p>
        {!dragged && refused?.mend ? (
          <Button
            variant="primary"
            onClick={() => {
              refused.mend?.apply();
              useConnecting.setState({ refused: null });
            }}
          >
            {refused.mend.title} between
          </Button>
        ) : null}
      </div>
    </div>,
    document.body,
  );
}
