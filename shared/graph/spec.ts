import type { NodeId } from './document';
import type { Decoding } from './targets/written-tokens';

/** A size: a number, or the name of one that is known only with the data (`batch`, `words`). */
export type Dim = number | string;

/** What a wire carries, told by the form of its port. `audio`: waveforms [batch, samples], mono, −1…1. `volume`: [batch, depth, height, width, channels]; of a film the depth is time. `volumes`: [batch, time, depth, height, width, channels]. */
export type Carries = 'text' | 'image' | 'audio' | 'features' | 'volume' | 'volumes' | 'sequence' | 'vector' | 'ids' | 'scores';

/** What the places along a value's positions stand for, so that attention can be laid over the input. */
export type PositionAxis =
  | {
      readonly kind: 'grid';
      readonly input: NodeId;
      readonly rows: number;
      readonly cols: number;
      /** Names of places that stand before the grid's: a class token, registers. */
      readonly leading?: readonly string[];
    }
  /**
   * `decodes`: of the target so far, what is written. `newestLast`: shorter sequences are filled in front and longer ones cut
   * there, so that the last place is the newest of each.
   */
  | { readonly kind: 'tokens'; readonly input: NodeId; readonly decodes?: Decoding; readonly newestLast?: boolean }
  | { readonly kind: 'columns'; readonly input: NodeId }
  /** Moments of a sound; `seconds` from one to the next. */
  | { readonly kind: 'frames'; readonly input: NodeId; readonly seconds: number };

/** What is known of a value before anything is built. */
export interface ValueSpec {
  /** With the batch first: `['batch', 28, 28, 1]`. */
  readonly shape: readonly Dim[];
  readonly dtype: 'float32' | 'int32' | 'string';
  readonly carries: Carries;
  /** `input` names the node that feeds the model (image, text vectorisation, table). */
  readonly axis?: PositionAxis | undefined;
  /** For ids: how many there are, 0 (padding) included. */
  readonly vocabulary?: number | undefined;
  /** Of sound: samples a second. */
  readonly rate?: number | undefined;
  /** A switch of a node before it that gives a picture with one channel instead of this sequence, or the other way round: what to offer where the other form is wanted. */
  readonly otherForm?: { readonly node: NodeId; readonly param: string; readonly value: boolean } | undefined;
  /** A Keras mask travels with the value (padded places are ignored downstream). */
  readonly masked?: boolean | undefined;
  /** Of text: the data's name of it, which the node that makes numbers of it reads. */
  readonly source?: string | undefined;
  /** A switch of a node before it that would give every place instead of one vector: what to offer where a sequence is wanted. */
  readonly everyPlace?: { readonly node: NodeId; readonly param: string } | undefined;
}

/** `28 × 28 × 1`: the shape of one sample, as shown on wires. */
export function formatShape(shape: readonly Dim[]): string {
  return shape.length <= 1 ? 'scalar' : shape.slice(1).join('×');
}

/** `[null, 28, 28, 1]`: symbolic sizes as null, as Keras writes them. */
export function kerasShape(shape: readonly Dim[]): (number | null)[] {
  return shape.map((dim) => (typeof dim === 'number' ? dim : null));
}
