import { CancellationError, ProgressLocation, window } from 'vscode';

import { Views } from './contributions.ts';

/** Milliseconds that anything may take without being told of. */
const unnoticed = 1000;

/**
 * Waits for something; when that takes longer than a second, a notification tells so and offers to cancel.
 * @throws CancellationError when it fails after that
 */
export async function withCancel<T>(
  title: string,
  work: Promise<T>,
  cancel: () => unknown,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLate = await Promise.race([
    work.then(
      () => false,
      () => false,
    ),
    new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, unnoticed, true);
    }),
  ]);
  clearTimeout(timer);
  if (!isLate) return work;
  const location = ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: true }, (_, token) => {
    token.onCancellationRequested(cancel);
    return work.catch((error: unknown) => {
      throw token.isCancellationRequested ? new CancellationError() : error;
    });
  });
}

/** Shows in the tree's own bar that something is under way. */
export async function showInView<T>(work: Promise<T>): Promise<T> {
  return window.withProgress({ location: { viewId: Views.servers } }, () => work);
}
