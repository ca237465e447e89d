import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import type { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';
import type { BodyReader, IHttpRequestFeature } from '../../http/features/httpRequestFeature.ts';
import type { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import { createConnectionFeature } from '../shared/connectionFeature.ts';
import { nextConnectionId } from '../shared/http1/connectionId.ts';
import { parseTarget } from '../shared/http1/requestTarget.ts';

const connectionIds = new WeakMap<Socket, string>();

/** A request from Node's. Throws a BadHttpRequestError when its target makes no sense. */
export function createRequest(message: IncomingMessage): IHttpRequestFeature {
  const { method = '', url: rawTarget = '' } = message;
  const { path, query } = parseTarget(method, rawTarget);
  return {
    protocol: `HTTP/${message.httpVersion}`,
    scheme: 'encrypted' in message.socket ? 'https' : 'http',
    method,
    pathBase: '',
    path,
    queryString: query,
    rawTarget,
    headers: new HeaderDictionary(message.rawHeaders),
    body: readBody(message),
  };
}

/** Who talks to whom. */
export function createConnection({ socket }: IncomingMessage): IHttpConnectionFeature {
  const id = connectionIds.get(socket) ?? nextConnectionId();
  connectionIds.set(socket, id);
  return createConnectionFeature(id, socket);
}

/** Knows when the client goes away. Nothing is listened for before somebody asks. */
export function createLifetime(raw: ServerResponse): IHttpRequestLifetimeFeature {
  const abortion = new AbortController();
  let given: AbortSignal | undefined;
  let isWatching = false;
  const abortUnlessDone = () => {
    if (!raw.writableFinished) abortion.abort();
  };
  return {
    get requestAborted() {
      if (given) return given;
      if (!isWatching) {
        isWatching = true;
        if (raw.closed) abortUnlessDone();
        else raw.once('close', abortUnlessDone);
      }
      return abortion.signal;
    },
    set requestAborted(value) {
      given = value;
    },
    abort() {
      abortion.abort();
      raw.req.socket.destroy();
    },
  };
}

/** Reads Node's stream chunk by chunk, beginning with the first read. */
function readBody(message: IncomingMessage): BodyReader {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return {
    async read() {
      chunks ??= message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      try {
        const { done, value } = await chunks.next();
        return done ? undefined : value;
      } catch (cause) {
        const error = new BadHttpRequestError('Unexpected end of request content.');
        throw Object.assign(error, { cause });
      }
    },
    async cancel() {
      message.resume();
    },
  };
}
