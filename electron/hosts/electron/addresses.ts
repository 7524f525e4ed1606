/** The page's scheme: one of our own, since `file:` would give it the whole disk as its origin. */
export const SCHEME = 'studio';
export const PAGE_ORIGIN = `${SCHEME}://app`;

/** What a click may open in the system's browser. */
const OUTSIDE = [
  'https://keras.io/',
  'https://www.tensorflow.org/',
  'https://arxiv.org/abs/',
  'https://doi.org/',
  'https://www.apache.org/licenses/',
];

/** Whether an address is one that the window may send the person to. */
export function mayOpenOutside(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return url.protocol === 'https:' && !url.username && !url.port && OUTSIDE.some((prefix) => url.href.startsWith(prefix));
}

/** Whether an address is the application’s own page. */
export function isOwnPage(address: string): boolean {
  return address === PAGE_ORIGIN || address.startsWith(`${PAGE_ORIGIN}/`);
}
