import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** What few people change, behind a line that names it; `open`: it starts unfolded. */
export function More(p: { readonly names: readonly string[]; readonly open?: boolean; readonly children: ReactNode }) {
  const { names, children } = p;
  const [open, setOpen] = useState(p.open ?? false);
  if (names.length === 0) return null;
  return (
    <>
      {open ? children : null}
      <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden="true" />
        <span>{open ? 'Less' : `More: ${names.join(', ')}`}</span>
      </button>
    </>
  );
}
