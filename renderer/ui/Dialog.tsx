import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './dialog.css';
import { IconButton } from './IconButton';

/** A window over the window. The keyboard starts at `[data-first]`, else at the window itself. Escape and the cross close it; focus stays inside and goes back. */
export function Dialog(p: {
  readonly open: boolean;
  onClose(): void;
  readonly title: string;
  readonly description?: string;
  readonly width?: 'narrow' | 'medium' | 'wide';
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <Radix.Root open={p.open} onOpenChange={(open) => !open && p.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil" />
        <Radix.Content
          className={`dialog ${p.width ?? 'narrow'}`}
          {...(p.description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const dialog = event.currentTarget;
            if (dialog instanceof HTMLElement) (dialog.querySelector<HTMLElement>('[data-first]') ?? dialog).focus();
          }}
        >
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{p.title}</Radix.Title>
            <IconButton label="Close" icon={<X />} onClick={p.onClose} side="left" />
          </header>
          {p.description ? <Radix.Description className="dialog-description">{p.description}</Radix.Description> : null}
          {p.children ? <div className="dialog-body">{p.children}</div> : null}
          {p.footer ? <footer className="dialog-foot">{p.footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
