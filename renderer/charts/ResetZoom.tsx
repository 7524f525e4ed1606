import { ZoomOut } from 'lucide-react';
import { IconButton } from '../ui/IconButton';
import type { Span } from './zoom';

/** Shows the whole axis again; there only while a part of it is shown. */
export function ResetZoom(p: { readonly span: Span | null; onSpan(span: null): void }) {
  if (!p.span) return null;
  return <IconButton className="chart-reset" label="Show everything" shortcut="0" icon={<ZoomOut />} onClick={() => p.onSpan(null)} />;
}
