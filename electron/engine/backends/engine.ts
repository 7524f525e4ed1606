import type * as tf from '@tensorflow/tfjs';
import type { EngineInUse } from '../../../shared/run';
import type { GraphHost } from '../graph/native-binding';
import type { How } from '../how';

/** A device that computes tensors, opened and chosen as tfjs's backend in this process. */
export interface Engine {
  readonly name: EngineInUse['name'];
  /** `CPU, 2 threads`. */
  readonly device: string;
  readonly version: string;
  /** Why this one; where it is a fall-back, what it stands in for. */
  readonly reason: string;
  readonly tf: typeof tf;
  /** What records and runs whole graphs; null where the engine computes kernel by kernel only. */
  readonly graphs: GraphHost | null;
  /** Tensors alive, and the bytes that they hold. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

/** What stands in `run.json` and in the window. */
export function engineInUse(engine: Engine, how: How): EngineInUse {
  return { name: engine.name, device: engine.device, version: engine.version, reason: engine.reason, ...how };
}
