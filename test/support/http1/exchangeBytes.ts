import type { Http1Limits } from '../../../server-runtime/servers/shared/http1/http1Limits.ts';
import { MemoryServer, settle } from './memoryServer.ts';
import { recordingApp, type SeenRequest } from './recordingApp.ts';

/** What became of bytes that were sent to a server. */
export interface Outcome {
  /** Status codes of the responses, in order. */
  statuses: number[];
  seen: SeenRequest[];
  /** Whether the server ended the connection. */
  isClosed: boolean;
  /** All that it sent. */
  sent: string;
  badRequests: string[];
}

/** Sends pieces one after the other, as one read each, on one connection, and waits for what comes of it. */
export async function exchangeBytes(
  pieces: readonly string[],
  limits: Partial<Http1Limits> = {},
  hasEnd = false,
): Promise<Outcome> {
  const seen: SeenRequest[] = [];
  const server = new MemoryServer(recordingApp(seen), limits);
  const socket = server.connect();
  for (const piece of pieces) {
    socket.receive(piece);
    await settle(1);
  }
  if (hasEnd) socket.receiveEnd();
  await settle(3);
  const outcome: Outcome = {
    statuses: [...socket.sent.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1])),
    seen,
    isClosed: socket.writableEnded,
    sent: socket.sent,
    badRequests: server.badRequests,
  };
  socket.destroy();
  return outcome;
}

/** A text in two pieces, cut at each position. */
export function* allSplits(text: string): Generator<[string, string]> {
  for (let i = 1; i < text.length; i++) yield [text.slice(0, i), text.slice(i)];
}
