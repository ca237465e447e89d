import type { HttpContext } from './httpContext.ts';

/** Handles a request, or what is left of it. A promise is awaited; a rejection is the app's error. */
export type RequestDelegate = (context: HttpContext) => Promise<void> | void;

/** One step of the pipeline: does its part and calls the rest, or not. */
export type Middleware = (context: HttpContext, next: () => Promise<void>) => Promise<void> | void;

/** A step as the pipeline is built of: given the rest, makes the delegate that includes it. */
export type PipelineComponent = (next: RequestDelegate) => RequestDelegate;

const done = Promise.resolve();

/** Calls a delegate; whatever it does, a promise comes back. No promise is made for one that ends at once. */
export function invoke(delegate: RequestDelegate, context: HttpContext): Promise<void> {
  try {
    return delegate(context) ?? done;
  } catch (error) {
    return Promise.reject(error);
  }
}
