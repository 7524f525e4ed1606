import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';

/** Where a fault of the window itself ends: every change is in the core's journal, so a reload loses none. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="crash">
        <ErrorNote
          error={{
            message: 'The window ran into a fault of its own.',
            received: error.message,
            advice: 'Your project is safe and training goes on. Reload to take up where you were.',
          }}
          action={
            <p className="problem-actions">
              <Button variant="primary" onClick={() => location.reload()}>
                Reload
              </Button>
            </p>
          }
        />
      </main>
    );
  }
}
