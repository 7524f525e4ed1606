import type { ModelPlan } from '../../shared/codegen/plan';
import type { ReaderSettings } from '../../shared/dataset';
import type { Preprocessing } from '../../shared/graph/feed';
import type { SavedModel } from '../../shared/graph/saved-model';
import type { TrainingSettings } from '../../shared/training';
import type { EncodedBatch, EncodedTensor, SampleOrigins, SplitIndices } from '../data/dataset';
import type { NamedTensor } from '../engine/checkpoint/safetensors';

/** Held-out samples with what the trained model says of them: what every export is compared with. */
export interface HeldOut {
  /** Their positions in the data set. */
  readonly indices: readonly number[];
  /** As they enter the model. */
  readonly batch: EncodedBatch;
  /** What the trained model gives for `batch`, one tensor an output, in the order of `plan.targets`. */
  readonly predictions: readonly EncodedTensor[];
  /** The same samples as people see them: text to type into the page, a picture to drop. */
  readonly texts: readonly (string | null)[];
}

/** A trained run as the exporters see it: plain data, no tensors. */
export interface TrainedModel {
  /** Of the project: any text at all. */
  readonly name: string;
  readonly plan: ModelPlan;
  readonly preprocessing: Preprocessing;
  readonly training: TrainingSettings;
  readonly read: ReaderSettings;
  /** Where the data lies on this machine. */
  readonly dataPath: string;
  readonly split: SplitIndices;
  readonly origins: SampleOrigins;
  /** `layer/weight`, as a TF.js model of this topology names them too; within a layer in Keras's order. */
  readonly weights: readonly NamedTensor[];
  /** What training began with, and the samples of its first batches by position; null where that is not known. */
  readonly beginning: { readonly weights: readonly NamedTensor[]; readonly batches: readonly (readonly number[])[] } | null;
  /** The model up to its head, as another graph can take it as a saved model; absent: it has several inputs. */
  readonly saved?: SavedModel;
  /** Up to 100 real samples. */
  readonly heldOut: HeldOut;
}
