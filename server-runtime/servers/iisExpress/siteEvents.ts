import type { FailureWords } from '../../contracts/failureWords.ts';
import type { RequestRecord } from './requestLog.ts';

/** Something happened to a worker process. */
export interface WorkerEvent {
  type: 'worker';
  event: 'started' | 'listening' | 'exited';
  pid: number;
  /** Short name for people: the file name of the command. */
  name: string;
  /** The worker's own address, with `listening` and `exited` after it. */
  address?: string;
  /** With `exited`: exit code, or null when a signal ended it. */
  exitCode?: number | null;
  /** With `exited`: the signal that ended it. */
  signal?: string | null;
  /** With `exited`: true when the site asked it to stop. */
  wasExpected?: boolean;
  /** With `exited`: the last lines that it wrote, oldest first. */
  output?: string[];
}

/** Why the site cannot serve, worded for a person. */
export interface FailureEvent extends FailureWords {
  type: 'failure';
  /** Stable identifier, one of {@link WorkerStartError}'s codes. */
  code: string;
  /** The last lines that the worker wrote, oldest first. */
  output: string[];
}

/** A request was answered. Told only to who asks for it: see IISExpressServer.onRequest. */
export interface RequestEvent extends RequestRecord {
  type: 'request';
}

/** What a site tells whoever runs it. */
export type SiteEvent = WorkerEvent | FailureEvent;
