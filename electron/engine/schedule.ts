import type { TrainingSettings } from '../../shared/training';

/** What a plateau schedule remembers; part of the checkpoint. */
export interface PlateauState {
  readonly rate: number;
  readonly best: number | null;
  readonly wait: number;
}

export const startPlateau = (settings: TrainingSettings): PlateauState => ({ rate: settings.learning_rate, best: null, wait: 0 });

/**
 * The learning rate of one step.
 *
 * @param step steps done since training began
 */
export function learningRate(settings: TrainingSettings, step: number, stepsPerEpoch: number, plateau: PlateauState): number {
  const { learning_rate: base, schedule } = settings;
  switch (schedule.name) {
    case 'constant':
      return base;
    case 'step':
      return base * schedule.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / schedule.every_epochs);
    case 'plateau':
      return plateau.rate;
    case 'cosine': {
      // Keras's CosineDecay with `warmup_target = base` and an initial rate of 0.
      const warmup = Math.round(schedule.warmup_epochs * stepsPerEpoch);
      if (step < warmup) return (base * step) / warmup;
      const decay = Math.max(1, settings.epochs * stepsPerEpoch - warmup);
      const done = Math.min(1, (step - warmup) / decay);
      return base * ((1 - schedule.final) * 0.5 * (1 + Math.cos(Math.PI * done)) + schedule.final);
    }
  }
}

/** After an epoch: Keras's ReduceLROnPlateau (no cooldown; an improvement is more than 1e-4). */
export function afterEpoch(settings: TrainingSettings, plateau: PlateauState, valLoss: number): PlateauState {
  const { schedule } = settings;
  if (schedule.name !== 'plateau') return plateau;
  if (plateau.best === null || valLoss < plateau.best - 1e-4) return { ...plateau, best: valLoss, wait: 0 };
  const wait = plateau.wait + 1;
  if (wait < schedule.patience) return { ...plateau, wait };
  return { ...plateau, rate: Math.max(plateau.rate * schedule.factor, schedule.minimum), wait: 0 };
}
