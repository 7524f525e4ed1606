import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** What few people change, behind a line that names it. */
export function More({ names, children }: { readonly names: readonly string[]; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
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
