import type { IFeatureCollection } from '../../http/featureCollection.ts';

/** The app as a server sees it: the whole seam between the two. */
export interface IHttpApplication<TContext> {
  /** Makes the context of a request from the server's features. */
  createContext(features: IFeatureCollection): TContext;
  /** Runs the pipeline. A rejection is the app's unhandled error; the server answers it. */
  processRequest(context: TContext): Promise<void>;
  /** Called exactly once, after the response is final; with the unhandled error when there was one. */
  disposeContext(context: TContext, error: unknown): void;
}
