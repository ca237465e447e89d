import type { BodyReader, IHttpRequestFeature } from '../../../http/features/httpRequestFeature.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import type { RequestHead } from './requestHead.ts';

/** A request as middleware sees it and may change it. */
export class Http1Request implements IHttpRequestFeature {
  protocol: string;
  scheme: string;
  method: string;
  pathBase = '';
  path: string;
  queryString: string;
  rawTarget: string;
  body: BodyReader;
  readonly #head: RequestHead;
  #headers: IHeaderDictionary | undefined;

  constructor(head: RequestHead, scheme: string, body: BodyReader) {
    this.#head = head;
    this.protocol = head.minorVersion === 1 ? 'HTTP/1.1' : 'HTTP/1.0';
    this.scheme = scheme;
    this.method = head.method;
    this.path = head.path;
    this.queryString = head.query;
    this.rawTarget = head.rawTarget;
    this.body = body;
  }

  get headers(): IHeaderDictionary {
    return (this.#headers ??= this.#head.createHeaders());
  }
  set headers(value: IHeaderDictionary) {
    this.#headers = value;
  }
}
