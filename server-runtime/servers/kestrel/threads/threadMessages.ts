/** What a process that serves tells the one that owns the sockets. */
export type ThreadReport =
  | { thread: 'begin' }
  | { thread: 'ready' }
  /** The app itself decided to stop. */
  | { thread: 'stopping' }
  | { thread: 'failed'; message: string; code?: string };

/** What the process that owns the sockets tells those that serve. */
export type ThreadOrder =
  /** Comes with the handle. */
  | { thread: 'socket'; isTls: boolean; isPipe: boolean; endpoint?: string | undefined }
  /** After the last socket: what people read. */
  | { thread: 'addresses'; addresses: readonly string[] }
  /** End gracefully. */
  | { thread: 'stop' }
  /** The time for that is over. */
  | { thread: 'abort' };

/** Set for the processes that serve: the id of the one that owns the sockets. */
export const threadVariable = 'SERVER_PROFILES_THREAD_OF';

/** True for one of ours; the app may use the channel for messages of its own. */
export function isThreadMessage<T extends ThreadReport | ThreadOrder>(
  message: unknown,
): message is T {
  return typeof message === 'object' && message !== null && 'thread' in message;
}
