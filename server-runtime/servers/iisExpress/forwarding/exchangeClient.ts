import type { StatusPage } from '../statusPages.ts';
import type { HeaderLines } from './headerLines.ts';

/** A response as it goes to the client, before its body. */
export interface ClientResponseHead {
  statusCode: number;
  reason: string;
  /** Without what belongs to one hop; a Content-Length is right. */
  lines: HeaderLines;
  /** `length` when there is a Content-Length and a body, `unknown` when the body ends where the worker ends it. */
  body: 'none' | 'length' | 'unknown';
  /** The connection is to end with this response, where the protocol has that. Default false. */
  closesConnection?: boolean;
}

/** The client's side of an exchange, whatever protocol it speaks. */
export interface ExchangeClient {
  /** An interim response (1xx). */
  sendInterim(head: ClientResponseHead): void;
  sendHead(head: ClientResponseHead): void;
  /** Answers 101: what follows, both ways, is bytes of another protocol. */
  switchProtocols(head: ClientResponseHead): void;
  /** True when the bytes are still needed after the call. */
  sendBody(chunk: Buffer): boolean;
  /** The response is complete; of a tunnel, its direction to the client. */
  end(): void;
  /** Answers with a page of our own; what follows the request on the connection is not trusted. */
  sendPage(page: StatusPage): void;
  /** The response cannot be completed: the client must notice. */
  abort(): void;
  /** True while the client has not taken what it was sent; {@link Exchange.onClientDrain} follows. */
  readonly isFull: boolean;
  /** Sends what was collected. */
  flush(): void;
  pauseBody(): void;
  resumeBody(): void;
}
