/** Limits of HTTP/2 connections, those of HTTP/1.1 besides. Times in milliseconds, sizes in bytes. */
export class Http2Limits {
  // The defaults are ASP.NET Core's.
  #maxStreamsPerConnection = 100;
  #headerTableSize = 4_096;
  #maxFrameSize = 16_384;
  #maxRequestHeaderFieldSize = 32_768;
  #initialConnectionWindowSize = 1_048_576;
  #initialStreamWindowSize = 786_432;
  #keepAlivePingDelay = Infinity;
  #keepAlivePingTimeout = 20_000;

  /** Streams at a time; one more is refused (RFC 9113 §5.1.2). */
  get maxStreamsPerConnection(): number {
    return this.#maxStreamsPerConnection;
  }
  set maxStreamsPerConnection(value: number) {
    this.#maxStreamsPerConnection = positive(value);
  }

  /** Of the tables that compress headers, in each direction. */
  get headerTableSize(): number {
    return this.#headerTableSize;
  }
  set headerTableSize(value: number) {
    if (!(value >= 0)) {
      throw new RangeError('A value greater than or equal to zero is required.');
    }
    this.#headerTableSize = value;
  }

  /** Of the largest frame that a client may send. */
  get maxFrameSize(): number {
    return this.#maxFrameSize;
  }
  set maxFrameSize(value: number) {
    this.#maxFrameSize = between(value, 16_384, 16_777_215);
  }

  /** Of one header field, name and value: 431. */
  get maxRequestHeaderFieldSize(): number {
    return this.#maxRequestHeaderFieldSize;
  }
  set maxRequestHeaderFieldSize(value: number) {
    this.#maxRequestHeaderFieldSize = positive(value);
  }

  /** What a client may send before the app reads it, on all streams of a connection. */
  get initialConnectionWindowSize(): number {
    return this.#initialConnectionWindowSize;
  }
  set initialConnectionWindowSize(value: number) {
    this.#initialConnectionWindowSize = between(value, 65_535, 2_147_483_647);
  }

  /** What a client may send before the app reads it, on one stream. */
  get initialStreamWindowSize(): number {
    return this.#initialStreamWindowSize;
  }
  set initialStreamWindowSize(value: number) {
    this.#initialStreamWindowSize = between(value, 65_535, 2_147_483_647);
  }

  /** How long a client may be silent before it is asked whether it is there; Infinity: it is not asked. */
  get keepAlivePingDelay(): number {
    return this.#keepAlivePingDelay;
  }
  set keepAlivePingDelay(value: number) {
    this.#keepAlivePingDelay = beats(value);
  }

  /** How long the answer to that is waited for; the connection is then closed. */
  get keepAlivePingTimeout(): number {
    return this.#keepAlivePingTimeout;
  }
  set keepAlivePingTimeout(value: number) {
    this.#keepAlivePingTimeout = beats(value);
  }
}

function positive(value: number): number {
  if (!(value > 0)) throw new RangeError('A value greater than zero is required.');
  return value;
}

function between(value: number, min: number, max: number): number {
  if (!(value >= min && value <= max)) {
    throw new RangeError(`A value between ${min} and ${max} is required.`);
  }
  return value;
}

/** The heart beats once a second: a shorter time cannot be kept. */
function beats(value: number): number {
  if (!(value >= 1000)) {
    throw new RangeError('A TimeSpan value greater than or equal to 00:00:01 is required.');
  }
  return value;
}
