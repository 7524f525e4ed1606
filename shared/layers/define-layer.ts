import type { LayerRecord } from '../graph/layer-record';
import type { JsonObject } from '../json';
import type { Distribution } from './distribution';

/**
 * What a layer makes of padded places.
 * - `masked`: computes place by place and hands the mask of its first input on
 * - `joined`: hands on a mask where every input has one, as Keras's merging layers
 * - `passed`: hands the mask of its first input on, although padding shows in what it gives
 * - `concatenated`: lays places end to end, and their masks with them
 * - `query`: its result has the places, and the mask, of its first input; what padding the others have it leaves out
 * - `left out`: leaves padding out of what it gives, which has no places any more
 * - `seen`: knows no mask; padding shows in what it gives
 */
export type Padding = 'masked' | 'joined' | 'passed' | 'concatenated' | 'query' | 'left out' | 'seen';

/** How the engine's layer is given its inputs. */
export type Wiring =
  /** As they come. */
  | 'plain'
  /** The mask of the first input behind it, where there is one: config `masked` tells. */
  | 'mask'
  /** Inputs that play parts (query, value, key): config `slots` says which input is which, masks are `<part>_mask`. */
  | {
      /** The part of each input of the record. */
      readonly parts: (record: LayerRecord) => readonly string[];
      /** A part that nobody plays is played by another: `key` by the value. */
      readonly stands?: { readonly [part: string]: string };
      /** Parts whose masks the layer is given. */
      readonly masks: readonly string[] | 'all';
    };

/** A layer class: everything that compilation, exports and the engine must know of it besides its numbers. */
export interface LayerClass {
  /** Keras's class, or ours where Keras has none. */
  readonly className: string;
  /** Keywords of its constructor that are usually written first and without their name. */
  readonly positional?: readonly string[];
  /** Keras 3's own defaults: left out of scripts. */
  readonly defaults?: JsonObject;
  /** How `call` takes several tensors: one list, or one argument each. Absent: one tensor. */
  readonly takes?: 'list' | 'args';
  /** Gives its attention scores as a second output when asked by `return_attention_scores`. */
  readonly givesScores?: boolean;
  /** Gives these many outputs; absent: one. */
  readonly outputs?: number;
  /** Keras has no such layer: the class in Python (`layers` is `keras.layers`), the same names, weights and numbers. */
  readonly python?: string;
  /** Absent: `seen`. */
  readonly padding?: Padding | ((record: LayerRecord) => Padding);
  /** The layer that makes the mask of its output out of its input, where it makes one. */
  readonly makesMask?: (record: LayerRecord) => { readonly class_name: string; readonly config: JsonObject } | null;
  /** The layer that makes the mask of its output out of the mask of its input, where places come or go. */
  readonly changesMask?: (record: LayerRecord) => { readonly class_name: string; readonly config: JsonObject };
  readonly engine?: {
    /** The engine's own class where tfjs has none or another; absent: the same name. */
    readonly className?: string | ((record: LayerRecord) => string);
    /** Every name that `className` may give, where it is a function. */
    readonly classNames?: readonly string[];
    readonly wiring?: Wiring;
    /** What the engine's constructor takes in place of Keras's. */
    readonly config?: (record: LayerRecord) => JsonObject;
  };
  /** How a weight (its path within the layer: `query/kernel`) is distributed before training; null or absent: as weights of its name usually are. */
  readonly initial?: (weight: string, shape: readonly number[], engineClass: string) => Distribution | null;
}

/** Declares a layer class. */
export const defineLayer = (layer: LayerClass): LayerClass => layer;
