import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The body of the response. */
export interface IHttpResponseBodyFeature {
  /**
   * Sends bytes, or text as UTF-8, starting the response when it has not started. A promise means that the client is
   * slow: wait for it before the next write. `undefined` means that there is room.
   */
  write(chunk: Uint8Array | string): Promise<void> | undefined;
  /** Runs the onStarting callbacks and freezes the headers, without needing bytes. */
  start(): Promise<void>;
  /**
   * Sends part of a file. Offset and count in bytes; without a count, to the end. Rejects with the file system's error
   * before anything is sent when the file cannot be read.
   */
  sendFile(path: string, offset?: number, count?: number, signal?: AbortSignal): Promise<void>;
  /** Ends the body: sends headers when they are still unsent, the rest, and trailers. */
  complete(): Promise<void>;
  /** Asks servers and middleware not to hold bytes back. */
  disableBuffering(): void;
}
export const IHttpResponseBodyFeature: FeatureKey<IHttpResponseBodyFeature> = featureKey(
  'IHttpResponseBodyFeature',
);
