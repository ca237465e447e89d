/** One request that went through the front end. */
export interface RequestRecord {
  /** Counts from 1, in the order in which requests were over. */
  id: number;
  /** When it came, by the wall clock, in milliseconds since 1970. */
  time: number;
  method: string;
  /** As sent, with the query. */
  path: string;
  statusCode: number;
  /** Milliseconds from its head to the end of the response. */
  duration: number;
  /** Process id of the worker; undefined when none had it. */
  worker: number | undefined;
  /** Bytes of the bodies, without framing. */
  bytesReceived: number;
  bytesSent: number;
}

/** What a site has done since it started. */
export interface SiteCounters {
  requests: number;
  /** Requests that are being served now. */
  active: number;
  /** Answers of the front end's own: no worker, or none that answered. */
  failures: number;
  webSockets: number;
  bytesReceived: number;
  bytesSent: number;
  workersStarted: number;
  workersCrashed: number;
}

/** The last requests, and counters over all of them. */
export class RequestLog {
  readonly counters: SiteCounters = {
    requests: 0,
    active: 0,
    failures: 0,
    webSockets: 0,
    bytesReceived: 0,
    bytesSent: 0,
    workersStarted: 0,
    workersCrashed: 0,
  };
  readonly #records: (RequestRecord | undefined)[];
  #next = 0;

  constructor(capacity = 500) {
    this.#records = Array.from({ length: capacity });
  }

  add(record: RequestRecord): void {
    this.#records[this.#next] = record;
    this.#next = (this.#next + 1) % this.#records.length;
  }

  /** Oldest first. */
  records(): RequestRecord[] {
    return [...this.#records.slice(this.#next), ...this.#records.slice(0, this.#next)].filter(
      (record) => record !== undefined,
    );
  }
}
