import { useProject } from '../state/document';

const NONE: readonly string[] = [];

/** The labels of the project's boxes, in their order: what colours go by. */
export function useBoxLabels(): readonly string[] {
  const targets = Object.values(useProject()?.data?.facts?.targets ?? {});
  return targets.flatMap((target) => (target.kind === 'boxes' ? [target.labels] : []))[0] ?? NONE;
}
