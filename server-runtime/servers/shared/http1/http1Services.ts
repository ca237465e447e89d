import type { Socket } from 'node:net';
import type { IHttpApplication } from '../../../hosting/abstractions/httpApplication.ts';
import type { ConnectionTracker } from '../connectionTracker.ts';
import type { Http1Limits } from './http1Limits.ts';
import type { Http1Log } from './http1Log.ts';
import type { ServerLines } from './responseHead.ts';

/** What became another protocol: a whole connection, or a stream of one that goes on. */
export type UpgradeKind = 'connection' | 'stream';

/** What the connections of a server share. */
export interface Http1Services {
  readonly limits: Http1Limits;
  /** Overwrites a Host that is not the one in the target, instead of refusing the request. */
  readonly allowHostHeaderOverride?: boolean;
  readonly application: IHttpApplication<unknown>;
  readonly connections: ConnectionTracker;
  readonly log: Http1Log;
  /** Milliseconds, as of the last beat of the heart. */
  readonly now: () => number;
  readonly serverLines: ServerLines;
  /** Counts one more upgraded connection, or says no. */
  readonly reserveUpgrade: (what: UpgradeKind) => boolean;
  readonly releaseUpgrade: (what: UpgradeKind) => void;
  /** Serves a connection whose client speaks HTTP/2 without asking first (RFC 9113 §3.3). Absent: such a client is refused. */
  readonly serveHttp2?: (socket: Socket, scheme: 'http' | 'https') => void;
}
