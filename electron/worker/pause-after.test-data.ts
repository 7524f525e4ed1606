import { TrainControl, type Wish } from '../engine/train-control';

/**
 * Asks for a pause at the look after `looks` of them: training looks before every step and every batch of a validation.
 * By its reports it could not be paused where one wants: a quick run tells many steps at once.
 */
export class PauseAfter extends TrainControl {
  #left: number;

  constructor(looks: number) {
    super();
    this.#left = looks;
  }

  override get wish(): Wish {
    if (this.#left-- <= 0) this.ask('pause');
    return super.wish;
  }
}
