import { featureKey } from '../featureKey.ts';

/** How a WebSocket is accepted. */
export interface WebSocketAcceptOptions {
  /** One of those that the client offered in `Sec-WebSocket-Protocol`; none unless set. */
  readonly subProtocol?: string;
  /** Milliseconds between pings, before the middleware's own; 0 sends none. */
  readonly keepAliveInterval?: number;
}

/** An open WebSocket (RFC 6455): a conversation in messages, text as strings, binary as bytes. */
export interface IWebSocket extends AsyncIterable<string | Uint8Array> {
  /** The one that was accepted; empty when none was. */
  readonly subProtocol: string;
  /** Bytes that {@link send} was given and the client has not taken yet. */
  readonly bufferedAmount: number;
  /** Why the other side, or the connection, ended it; undefined while it is open. 1006: without a word. */
  readonly closeStatus: number | undefined;
  /** What the other side said about that; empty when it said nothing. */
  readonly closeDescription: string;
  /** Sends a message: a string as text. Resolves when it is on its way. Rejects when the socket is not open. */
  send(message: string | Uint8Array): Promise<void>;
  /**
   * The next message; undefined once the socket is closed. Rejects when the client breaks the protocol. `for await` over
   * the socket does the same. Reading slowly slows the client down.
   */
  receive(): Promise<string | Uint8Array | undefined>;
  /** Ends the conversation: 1000 is "done". Resolves when the other side has agreed, or is gone. */
  close(status?: number, description?: string): Promise<void>;
  /** Ends the connection at once. */
  abort(): void;
}

/** Turns a request into a WebSocket. There when the WebSockets middleware is, for requests that can be upgraded. */
export interface IHttpWebSocketFeature {
  /** True when the request asks for a WebSocket in the right form. */
  readonly isWebSocketRequest: boolean;
  /** The protocols that the client offers, the one it likes best first. */
  readonly requestedProtocols: readonly string[];
  /** Agrees to talk, once. Rejects when the response has started, and for a sub-protocol that the client did not offer. */
  accept(options?: WebSocketAcceptOptions): Promise<IWebSocket>;
}
export const IHttpWebSocketFeature = featureKey<IHttpWebSocketFeature>('IHttpWebSocketFeature');
