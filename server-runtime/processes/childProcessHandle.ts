import type { OutputTail } from './outputTail.ts';

/** How a process ended: an exit code, or the signal that ended it. */
export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that {@link startProcess} started: the leader of a process group of its own. */
export interface ChildProcessHandle {
  readonly pid: number;
  /** Short name for people: the file name of the command, without `.exe`. */
  readonly name: string;
  /** The last lines it wrote; empty when its output was inherited. */
  readonly tail: OutputTail;
  /** Set once it has exited. */
  readonly exit: ProcessExit | undefined;
  /** Resolves when it has exited and its output was read; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Aborted when it exits: hand it to what waits for the process. */
  readonly exitSignal: AbortSignal;
  /**
   * Resolves when the process itself says that it listens. Set by whoever started it and hears that from it; nothing is
   * believed on it, but the socket table needs no watching until then.
   */
  listeningHint: Promise<void> | undefined;
  /** Sends a message when it was started with `ipc`; does nothing once the channel is closed. */
  send(message: unknown): void;
  /** Called for each message when it was started with `ipc`. */
  onMessage(listener: (message: unknown) => void): void;
  /** Signals the whole process group. False when nothing of it is left. */
  signalGroup(signal: NodeJS.Signals): boolean;
  /** True while the process or another one of its group lives. */
  isGroupAlive(): boolean;
}
