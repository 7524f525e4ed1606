/**
 * The dialogs' scroll lock inserts a style element and reads its nonce from this global. Imported before anything
 * else, so that the content security policy never has to refuse a style.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
if (nonce !== '' && !nonce.startsWith('__')) Object.assign(globalThis, { __webpack_nonce__: nonce });
