import type { ColumnKind } from './define-column';
import { soundColumn } from './sound';

/** A sound a row that is to be predicted, by the name of its WAV file. */
export const soundTargetColumn: ColumnKind = (context) => {
  const look = soundColumn(context);
  return {
    ...look,
    finish: (kept) => {
      const { inputs = [], ...rest } = look.finish(kept);
      return {
        ...rest,
        targets: inputs.flatMap(({ name, facts, part }) => {
          if (facts.kind !== 'audio') return [];
          const { at } = context;
          return [
            {
              name,
              facts: { ...facts, kind: 'spectrogram' as const },
              numbers: null,
              part: (_index: number, cells: readonly string[]) => part(cells),
              label: (_index: number, cells: readonly string[]) => (cells[at] ?? '').trim(),
            },
          ];
        }),
      };
    },
  };
};
