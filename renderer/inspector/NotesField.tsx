import { type ComponentProps, useEffect, useState } from 'react';

/** Several lines of text that count once the field is left. */
export function NotesField({
  value,
  onCommit,
  ...rest
}: { readonly value: string; onCommit(value: string): void } & Omit<ComponentProps<'textarea'>, 'value' | 'onChange'>) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <textarea
      rows={3}
      maxLength={10_000}
      className="text-field"
      placeholder="What it is for"
      {...rest}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => text !== value && onCommit(text)}
    />
  );
}
