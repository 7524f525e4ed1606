import type { PythonTarget } from './define-python-target';
import { judgedByPlaces } from './places';

const ROWS = `def tag_rows(rows):
    """Tags in one length; -1 where a text has ended."""
    x = np.full((len(rows), max(1, *(len(row) for row in rows))), -1, "int32")
    for row, tags in zip(x, rows):
        row[: len(tags)] = tags
    return x`;

/** A tag a word. */
export const tagsInPython: PythonTarget<'tags'> = {
  judgedBy: ({ label_smoothing, tags }) => {
    const judged = judgedByPlaces(label_smoothing, -1, tags);
    return { ...judged, helpers: [ROWS, ...judged.helpers] };
  },
  encode: ({ places }, _state, values, learned) => {
    const cut = places === null ? 'value' : `value[:${places}]`;
    const rows = `tag_rows([[${learned}["labels"].index(tag) for tag in ${cut}] for value in ${values}])`;
    return places === null ? rows : `np.pad(${rows}, ((0, 0), (0, ${places})), constant_values=-1)[:, :${places}]`;
  },
  print: (_plan, _state, output, learned) => [`print([${learned}["labels"][tag] for tag in ${output}.argmax(axis=-1)])`],
};
