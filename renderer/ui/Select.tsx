import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import './field.css';

/** One of several: the system's own list, so that keyboard and screen reader work as everywhere. */
export function Select<T extends string>({
  value,
  options,
  onChange,
  ...rest
}: {
  readonly value: T;
  readonly options: readonly { readonly value: NoInfer<T>; readonly label: string }[];
  onChange(value: NoInfer<T>): void;
} & Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'>) {
  return (
    <span className="select">
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const found = options.find((option) => option.value === event.target.value);
          if (found) onChange(found.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  );
}
