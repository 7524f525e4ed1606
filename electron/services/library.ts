import type { Handlers } from './handlers';
import type { BlockLibrary } from './library/block-library';

export const libraryHandlers = (library: BlockLibrary): Handlers<'library'> => ({
  'library.list': async () => [...(await library.list())],
  'library.save': async (entry) => {
    await library.save(entry);
    return {};
  },
  'library.remove': async ({ id }) => {
    await library.remove(id);
    return {};
  },
});
