import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodePath } from '../http/encodedUrl.ts';
import { INodeHttpFeature } from '../http/features/nodeHttpFeature.ts';
import type { RequestDelegate } from '../http/requestDelegate.ts';
import { requireFunction } from '../primitives/requireFunction.ts';

/** A listener of `node:http`. An Express app is one; Koa's `app.callback()` and Fastify's `routing` are. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Hosts a listener of `node:http`: `app.run(nodeHandler(expressApp))`. It gets Node's own request and response, so the host
 * must use `useNodeHttp`. Ends when the response has, or the client has gone.
 */
export function nodeHandler(listener: NodeListener): RequestDelegate {
  requireFunction('nodeHandler', listener);
  return async (context) => {
    const node = context.features.get(INodeHttpFeature);
    if (!node) {
      throw new Error(
        "nodeHandler needs Node's own request and response, which only the server of useNodeHttp has.",
      );
    }
    const { request, response } = node;
    for (const [name, value] of context.response.headers) response.appendHeader(name, value);
    const { path, pathBase, queryString } = context.request;
    // Where it is mounted is not part of what a listener sees, as with Express's own routers.
    if (pathBase !== '') request.url = (encodePath(path) || '/') + queryString;
    const ended = new Promise<void>((resolve) => {
      response.once('close', resolve).once('finish', resolve);
    });
    await listener(request, response);
    if (!response.writableFinished && !response.closed) await ended;
  };
}
