/**
 * Messages of the control channel between the editor (listens) and a host process (connects): JSON-RPC over a unix
 * socket or named pipe. Both ends import this file; adding is free, changing or removing is not.
 */

import type { FailureTexts } from './failureWords.ts';

/** Life of a launched profile, from process and socket, never from text. */
export type ServerState = 'stopped' | 'starting' | 'listening' | 'degraded' | 'stopping' | 'failed';

/** First message of the host; the editor closes the connection when the token is not one it handed out. */
export interface HelloParams {
  token: string;
  /** Process id of the host. */
  pid: number;
  /** Version of this protocol, {@link controlProtocolVersion}. */
  protocol: number;
}

export interface StateParams {
  state: ServerState;
}

/** The complete list, each time it changes. Empty when nothing listens any more. */
export interface AddressesParams {
  /** Addresses that clients use, as bound: port 0 is replaced by the port that the OS gave. */
  addresses: string[];
}

export type ProcessRole = 'host' | 'worker' | 'app';
export type ProcessRuntime = 'node' | 'dotnet' | 'other';

/** A process of this launch started, became reachable, or exited. */
export interface ProcessParams {
  event: 'started' | 'listening' | 'exited';
  pid: number;
  role: ProcessRole;
  runtime: ProcessRuntime;
  /** Short name for people: `node`, `dotnet`, the file name of an executable. */
  name: string;
  /** The worker's own address, from `listening` on. */
  address?: string;
  /** With `exited`: exit code, or null when a signal ended it. */
  exitCode?: number | null;
  /** With `exited`: the signal that ended it, as `SIGKILL`. */
  signal?: string | null;
}

/** Why a launch failed, is degraded or does not listen, worded for a person: in English, and in parts for an editor in another language. */
export interface FailureParams {
  /** Stable identifier, as `address-in-use`. With `does-not-listen` all is well but that: the launch goes on as it is. */
  code: string;
  /** What happened, one sentence. */
  message: string;
  /** The last lines that the failed process wrote, oldest first. */
  output: string[];
  /** What would help, one sentence each; may be empty. */
  help: string[];
  /** `message` and `help` in parts. */
  texts?: FailureTexts;
  /** The port that the failure is about. */
  port?: number;
  /** Process id of who holds the port, where the OS tells. */
  portOwner?: number;
  /** Where in the person's own code it happened. */
  place?: CodePlace;
}

/** A place in a file; lines and columns count from 1. */
export interface CodePlace {
  /** Absolute path. */
  file: string;
  line?: number;
  column?: number;
}

/** A request that a proxied site has answered. */
export interface RequestParams {
  /** Counts from 1 since the site started; a restart begins anew. A gap is requests that the channel had no room for. */
  id: number;
  method: string;
  /** As sent, with the query. */
  path: string;
  /** 101 of a WebSocket, which is told when it has ended. */
  status: number;
  /** From the request's head to the end of the response. */
  durationMs: number;
  /** Process id of the worker that had it; null when none had. */
  workerPid: number | null;
  /** Bytes of the bodies, without framing. */
  bytesIn: number;
  bytesOut: number;
  /** By the wall clock, milliseconds since 1970. */
  startedAt: number;
}

/** What a proxied site has done since it started. */
export interface RequestCounters {
  requests: number;
  /** Requests that are being served now. */
  active: number;
  /** Answers of the front end's own: no worker, or none that answered. */
  failures: number;
  webSockets: number;
  bytesIn: number;
  bytesOut: number;
  workersStarted: number;
  workersCrashed: number;
}

export interface RequestsResult {
  /** The last 500, oldest first. */
  requests: RequestParams[];
  counters: RequestCounters;
}

export interface WatchRequestsParams {
  /** Whether each request is to be told from now on; not so until somebody asks for it. */
  enabled: boolean;
}

/** Version of the messages in this file. */
export const controlProtocolVersion = 1;

/** JSON-RPC method names. */
export const ControlMethods = {
  /** Request, host to editor: {@link HelloParams} → true. */
  hello: 'hello',
  /** Notification, host to editor: {@link StateParams}. */
  state: 'state',
  /** Notification, host to editor: {@link AddressesParams}. */
  addresses: 'addresses',
  /** Notification, host to editor: {@link ProcessParams}. */
  process: 'process',
  /** Notification, host to editor: {@link FailureParams}. */
  failure: 'failure',
  /** Request, editor to host: stop gracefully; answered when the stop has begun. */
  stop: 'stop',
  /**
   * Request, editor to host: end the app and start it again within this host, answered when that has begun: true.
   * False: the app lives in the host's own process, so end the host and launch again.
   */
  restart: 'restart',
  /**
   * Request, editor to host: {@link WatchRequestsParams} → true; false when the launch has no front end that sees
   * requests. It outlasts restarts.
   */
  watchRequests: 'watchRequests',
  /** Notification, host to editor, while they are watched: {@link RequestParams}. */
  request: 'request',
  /** Request, editor to host: {@link RequestsResult}, or null when the launch has no front end. */
  requests: 'requests',
} as const;
