/** The best epoch so far and how long ago it was; part of the checkpoint. */
export interface BestState {
  readonly loss: number | null;
  /** Epochs done when it was reached; 0: none yet. */
  readonly epoch: number;
  readonly wait: number;
}

export const startBest: BestState = { loss: null, epoch: 0, wait: 0 };

/** Keras's EarlyStopping on the watched loss: any fall counts. */
export function watchLoss(state: BestState, loss: number, epoch: number): { readonly state: BestState; readonly improved: boolean } {
  if (state.loss === null || loss < state.loss) return { state: { loss, epoch, wait: 0 }, improved: true };
  return { state: { ...state, wait: state.wait + 1 }, improved: false };
}

/** Whether training should end: no fall for `patience` epochs. */
export function shouldStop(state: BestState, settings: { readonly patience: number } | null): boolean {
  return settings !== null && state.wait >= settings.patience;
}
