import type { RequestsResult } from '../contracts/controlMessages.ts';

/** An app that was launched, whatever runs it. */
export interface RunningApp {
  /** The exit code for the host; rejects with LaunchFailure when the app failed. */
  readonly finished: Promise<number>;
  /** Begins a graceful stop, with the signal that asked for it; `finished` tells its end. Safe to call twice. */
  stop(signal: NodeJS.Signals): void;
  /** Ends the app and starts it again. Absent when that takes a new host process. */
  restart?(): Promise<void>;
  /** Tells each request from now on, or no more. Absent where nobody stands in front of the app. */
  watchRequests?(enabled: boolean): void;
  /** The last requests, and counters over all. Absent as above. */
  requests?(): RequestsResult;
}
