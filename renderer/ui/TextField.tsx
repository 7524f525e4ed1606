import { type ComponentProps, useEffect, useState } from 'react';
import './field.css';

/** A line of text that counts once it is finished: Enter or leaving the field; Escape takes it back. */
export function TextField({
  value,
  onCommit,
  ...rest
}: { readonly value: string; onCommit(value: string): void } & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'>) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <input
      type="text"
      className="text-field"
      autoComplete="off"
      {...rest}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => text !== value && onCommit(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape') {
          event.stopPropagation();
          setText(value);
        }
      }}
    />
  );
}
