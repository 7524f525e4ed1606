import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import './button.css';
import { Keys } from './Keys';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** Its name for everyone: read aloud, and shown in the tooltip. */
  readonly label: string;
  /** As `Keys` takes it: `mod+z`. */
  readonly shortcut?: string;
  readonly icon: ReactNode;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that is only an icon: always named, with a tooltip that tells its shortcut. */
export function IconButton({ label, shortcut, icon, side = 'bottom', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" aria-label={label} className={`icon-button${className ? ` ${className}` : ''}`} {...rest}>
          {icon}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {label}
          {shortcut ? <Keys keys={shortcut} /> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
