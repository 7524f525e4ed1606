import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes sharp safe in Electron on Linux; does nothing elsewhere. Injected before everything else in the bundles.
 *
 * Electron's program links the system's GLib, libvips brings its own. sharp's calls bind to the first one
 * loaded, Electron's: objects are never freed, and GLib complains thousands of times. Loading libvips first
 * (it stays, by its NODELETE flag), then sharp with RTLD_DEEPBIND, binds sharp to libvips's GLib. Both with
 * that flag would mix two allocators and crash.
 */
function bindSharpToItsOwnGlib(): void {
  const { RTLD_LAZY, RTLD_DEEPBIND } = os.constants.dlopen;
  if (process.platform !== 'linux' || !process.versions.electron || RTLD_DEEPBIND === undefined) return;
  const load = process.dlopen.bind(process);
  process.dlopen = (target: object, file: string, flags: number = RTLD_LAZY) => {
    if (!/[\\/]sharp-linux(musl)?-[^\\/]*\.node$/.test(file)) return load(target, file, flags);
    // …/@img/sharp-linux-x64/lib/sharp-linux-x64-1.2.3.node beside …/@img/sharp-libvips-linux-x64/lib
    const name = path.basename(path.resolve(file, '../..')).replace('sharp-', 'sharp-libvips-');
    const libraries = path.resolve(file, '../../..', name, 'lib');
    for (const library of readdirSync(libraries).filter((entry) => entry.startsWith('libvips-cpp.so'))) {
      try {
        load({ exports: {} }, path.join(libraries, library), RTLD_LAZY);
      } catch {
        // Always: it is no module of Node's. It stays loaded all the same.
      }
    }
    return load(target, file, RTLD_LAZY | RTLD_DEEPBIND);
  };
  // sharp warns of the very thing that is mended here.
  const warn = process.emitWarning.bind(process);
  Reflect.set(process, 'emitWarning', (warning: string | Error, ...rest: unknown[]) => {
    const [about] = rest;
    if (typeof about !== 'object' || about === null || Reflect.get(about, 'code') !== 'SharpElectronLinux')
      Reflect.apply(warn, process, [warning, ...rest]);
  });
}

bindSharpToItsOwnGlib();
