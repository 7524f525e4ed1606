import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './tabs.css';

/** Tabs with a row of actions at their right end. Only the open one's content is mounted. */
export function Tabs<T extends string>(p: {
  readonly label: string;
  readonly value: T;
  onChange(value: T): void;
  readonly tabs: readonly { readonly value: T; readonly label: string; readonly badge?: ReactNode }[];
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root
      className={`tabs${p.className ? ` ${p.className}` : ''}`}
      value={p.value}
      onValueChange={(value) => {
        const found = p.tabs.find((tab) => tab.value === value);
        if (found) p.onChange(found.value);
      }}
    >
      <div className="tabs-row">
        <Radix.List className="tabs-list" aria-label={p.label}>
          {p.tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className="tab">
              {tab.label}
              {tab.badge}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {p.actions}
      </div>
      <Radix.Content value={p.value} className="tabs-content" tabIndex={-1}>
        {p.children}
      </Radix.Content>
    </Radix.Root>
  );
}
