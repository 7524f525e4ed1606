import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { isTyping } from '../app/typing';
import { copySelection, insert, removeSelection } from './actions';
import { fromText } from './clipboard';

/** Copy, cut and paste of nodes as plain JSON, through the browser's own clipboard events. */
export function useClipboard(frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const mine = (event: ClipboardEvent) => {
      const { activeElement } = document;
      const inside = activeElement === document.body || (frame.current?.contains(activeElement) ?? false);
      return inside && !isTyping(event.target) && (window.getSelection()?.isCollapsed ?? true);
    };
    const copy = (event: ClipboardEvent) => {
      const clip = mine(event) ? copySelection() : null;
      if (!clip) return;
      event.clipboardData?.setData('text/plain', JSON.stringify(clip, null, 2));
      event.preventDefault();
      if (event.type === 'cut') removeSelection();
    };
    const paste = (event: ClipboardEvent) => {
      const clip = mine(event) ? fromText(event.clipboardData?.getData('text/plain') ?? '') : null;
      if (!clip) return;
      event.preventDefault();
      const places = Object.values(clip.layout);
      const bounds = frame.current?.getBoundingClientRect();
      const left = flow.screenToFlowPosition({ x: bounds?.left ?? 0, y: bounds?.top ?? 0 });
      const right = flow.screenToFlowPosition({ x: bounds?.right ?? 0, y: bounds?.bottom ?? 0 });
      const seen = places.some((p) => p.x > left.x && p.x < right.x && p.y > left.y && p.y < right.y);
      insert('Paste', clip, seen ? null : { x: (left.x + right.x) / 2 - 88, y: (left.y + right.y) / 2 - 28 });
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [flow, frame]);
}
