import { expect, type Page } from '@playwright/test';
import type { Studio } from '../shared/contract';

declare global {
  interface Window {
    readonly studio?: Studio;
  }
}

/** What a page of the application must not be able to do, tried from inside it. For Electron, packaged or not. */
export async function expectLockedPage(page: Page): Promise<void> {
  expect(page.url()).toBe('studio://app/');
  const inside = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
    studio: Object.keys(window.studio ?? {}).sort(),
    frozen: Object.isFrozen(window.studio),
  }));
  expect(inside).toEqual({ node: [], studio: ['call', 'on'], frozen: true });

  const policy = await page.evaluate(async () => (await fetch('studio://app/')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(await page.locator('meta[name=csp-nonce]').getAttribute('content')).toBe(/'nonce-([^']+)'/.exec(policy ?? '')?.[1]);

  const tried = await page.evaluate(async () => {
    const outcome = async (attempt: () => unknown) => {
      try {
        return String(await attempt());
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    };
    // The tests' own evaluation is exempt from the policy: a task of the page is not.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return {
      evaluate: await outcome(() => Reflect.construct(Function, ['return 1'])()),
      inline: await outcome(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        return 'ran' in window;
      }),
      network: await outcome(() => fetch('https://example.com/')),
      disk: await outcome(() => fetch('file:///etc/passwd')),
      outside: await outcome(async () => (await fetch('studio://app/..%2f..%2fpackage.json')).status),
      otherHost: await outcome(() => fetch('studio://other/')),
      open: await outcome(() => window.open('https://example.com/')),
      notifications: await outcome(() => Notification.requestPermission()),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      place: await outcome(async () => (await navigator.permissions.query({ name: 'geolocation' })).state),
      unknownCall: await outcome(() => Reflect.apply(window.studio?.call ?? (() => {}), null, ['app.quit', {}])),
    };
  });
  expect(tried).toEqual({
    evaluate: 'EvalError',
    inline: 'false',
    network: 'TypeError',
    disk: 'TypeError',
    outside: '404',
    otherHost: 'TypeError',
    open: 'null',
    notifications: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    place: 'denied',
    unknownCall: 'Error',
  });

  // A call with a payload that the contract does not know is refused in words.
  const refused = await page.evaluate(() => window.studio?.call('projects.open', { path: 7 } as never).catch((error: unknown) => error));
  expect(refused).toMatchObject({ message: expect.stringContaining('projects.open') });

  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe('studio://app/');
}
