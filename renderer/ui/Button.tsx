import type { ComponentProps, ReactNode } from 'react';
import './button.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** `primary`: the one thing to do here. `plain`: no border, in rows of actions. `danger`: loses something. */
  readonly variant?: 'primary' | 'quiet' | 'plain' | 'danger';
  readonly icon?: ReactNode;
}

/** A button 28 high. */
export function Button({ variant = 'quiet', icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button ${variant}${className ? ` ${className}` : ''}`} {...rest}>
      {icon}
      {children}
    </button>
  );
}
