import type { TargetKind } from './kinds';

/** Kinds of target that are told by the data of another kind: of classes, whether two are the same, and who is who. */
const OF_OTHERS = { match: 'classes', identity: 'classes' } as const;

type Borrowing = keyof typeof OF_OTHERS;

/** What the data has to hold for a kind of target. */
export type DataKindOf<K extends TargetKind> = K extends Borrowing ? (typeof OF_OTHERS)[K] : K;

const isBorrowing = (kind: TargetKind): kind is Borrowing => Object.hasOwn(OF_OTHERS, kind);

/** What the data has to hold for a kind of target. */
export function dataKindOf<K extends TargetKind>(kind: K): DataKindOf<K> {
  // What the type says, looked up.
  return (isBorrowing(kind) ? OF_OTHERS[kind] : kind) as DataKindOf<K>;
}
