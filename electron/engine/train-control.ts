import type { Inspection } from '../../shared/run';

/** What the outside wishes of a training; looked at between two steps. */
export type Wish = 'go' | 'pause' | 'stop' | 'leave';

const RANK: Record<Wish, number> = { go: 0, pause: 1, stop: 2, leave: 3 };

/** Carries wishes into the training loop. A weaker wish never replaces a stronger one. */
export class TrainControl {
  #wish: Wish = 'go';
  /** Looks at a sample with the weights as they are now; null: a held-out one. Only while the model is built. */
  inspect: ((index: number | null) => Promise<Inspection>) | null = null;
  readonly #onChange: (wish: Wish) => void;

  constructor(onChange: (wish: Wish) => void = () => {}) {
    this.#onChange = onChange;
  }

  get wish(): Wish {
    return this.#wish;
  }

  ask(wish: Wish): void {
    if (RANK[wish] <= RANK[this.#wish]) return;
    this.#wish = wish;
    this.#onChange(wish);
  }
}
