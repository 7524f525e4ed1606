interface Kinded {
  readonly kind: string;
}

/** A member of a union, checked: what reaches the rules of one kind has its kind. */
export function ofKind<T extends Kinded, K extends T['kind']>(value: T, kind: K): Extract<T, { kind: K }> {
  if (value.kind !== kind) throw new Error(`a ${value.kind} where a ${kind} was planned`);
  // Checked the line before.
  return value as Extract<T, { kind: K }>;
}
