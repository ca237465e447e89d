import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import type { IFeatureCollection } from '../../http/featureCollection.ts';
import type { ResponseBase } from '../../http/responseBase.ts';
import type { IHttpApplication } from './httpApplication.ts';

/** What a server does about failures while it serves a request. */
export interface FailureHandling {
  /** Told of what the app, or a callback of the response, threw. */
  onError: (error: unknown) => void;
  /** Ends the connection: the response has started, so nothing else says that it is not whole. */
  abort: () => void;
}

/**
 * One request from its features to the end of its response, as every server owes it to the app: create the context, run
 * the app, finish the response or answer the failure, run the onCompleted callbacks, dispose the context. Never rejects.
 */
export async function serveRequest<TContext>(
  application: IHttpApplication<TContext>,
  features: IFeatureCollection,
  response: ResponseBase,
  handling: FailureHandling,
): Promise<void> {
  const context = application.createContext(features);
  let failure: unknown;
  try {
    await application.processRequest(context);
    await response.complete();
  } catch (error) {
    failure = error;
    handling.onError(error);
    if (response.hasStarted) {
      handling.abort();
    } else {
      response.reset(BadHttpRequestError.is(error) ? error.statusCode : 500);
      await response.complete().catch(handling.abort);
    }
  }
  if (response.hasCompletedCallbacks) await response.runCompleted(handling.onError);
  application.disposeContext(context, failure);
}
