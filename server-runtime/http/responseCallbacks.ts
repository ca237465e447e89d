import type { ResponseCallback } from './features/httpResponseFeature.ts';

/** Runs the onStarting callbacks of a response, last registered first. The first failure stops them. */
export async function runStartingCallbacks(callbacks: ResponseCallback[]): Promise<void> {
  for (let callback = callbacks.pop(); callback; callback = callbacks.pop()) await callback();
}

/** Runs the onCompleted callbacks of a response, last registered first: all of them, though some fail. */
export async function runCompletedCallbacks(
  callbacks: ResponseCallback[],
  onError: (error: unknown) => void,
): Promise<void> {
  for (let callback = callbacks.pop(); callback; callback = callbacks.pop()) {
    try {
      await callback();
    } catch (error) {
      onError(error);
    }
  }
}
