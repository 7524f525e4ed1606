import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body up to this size is read to its end, so that the other side hears the answer; a longer one is cut off. */
const MOST_DRAINED = 1_000_000;

/** Answers a request whose body is not wanted. */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string): void {
  const length =
    request.headers['transfer-encoding'] === undefined ? Number(request.headers['content-length'] ?? 0) : Number.POSITIVE_INFINITY;
  if (length <= MOST_DRAINED) request.resume();
  else response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': type }).end(body);
}
