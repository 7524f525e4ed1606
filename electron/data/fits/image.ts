import { defineFit } from './define-fit';

/** Nothing is learned of pictures. */
export const fitImages = defineFit('image', async () => ({ kind: 'image' }));
