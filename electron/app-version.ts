/** Put in by the build. */
declare const __APP_VERSION__: string | undefined;

/** The application's version; `0.0.0` where the sources run without a build (tests). */
export const APP_VERSION: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : '0.0.0';
