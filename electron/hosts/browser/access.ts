import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may talk to the server. */
export interface Access {
  /** 32 random bytes of this launch, base64url: once in the address, then in the cookie. */
  readonly token: string;
  readonly cookieName: string;
  /** Exact values of `Host`: with the port. */
  readonly hosts: ReadonlySet<string>;
  /** Exact values of `Origin`. */
  readonly origins: ReadonlySet<string>;
}

/**
 * @param publicOrigin where a tunnel shows this server: `https://gpu.example:8443`; null: nowhere
 */
export function createAccess(port: number, publicOrigin: string | null): Access {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origins = new Set([`http://127.0.0.1:${port}`, `http://localhost:${port}`]);
  if (publicOrigin !== null) {
    const url = new URL(publicOrigin);
    hosts.add(url.host);
    origins.add(url.origin);
  }
  return { token: randomBytes(32).toString('base64url'), cookieName: `attention-studio-${port}`, hosts, origins };
}

function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

export function isToken(access: Access, given: string | null): boolean {
  return given !== null && sameText(given, access.token);
}

export function hasCookie(access: Access, request: IncomingMessage): boolean {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === access.cookieName && isToken(access, part.slice(at + 1).trim())) return true;
  }
  return false;
}

export function cookie(access: Access): string {
  return `${access.cookieName}=${access.token}; HttpOnly; SameSite=Strict; Path=/`;
}

/** Against DNS rebinding: the name that the browser believes to talk to. */
export function isOurHost(access: Access, request: IncomingMessage): boolean {
  return request.headers.host !== undefined && access.hosts.has(request.headers.host.toLowerCase());
}

/** Writes and sockets must come from our own page. `null` and a missing origin are not it. */
export function isOurOrigin(access: Access, request: IncomingMessage): boolean {
  return request.headers.origin !== undefined && access.origins.has(request.headers.origin);
}
