import type {
  FailureParams,
  ProcessParams,
  RequestParams,
  ServerState,
} from '../contracts/controlMessages.ts';
import { formatFailure } from './formatFailure.ts';
import type { LaunchFailure } from './launchFailure.ts';

/** Where a launch's life is told besides the terminal: the editor's end of the control channel. */
export interface LaunchListener {
  state(state: ServerState): void;
  addresses(addresses: readonly string[]): void;
  process(params: ProcessParams): void;
  failure(params: FailureParams): void;
  request(params: RequestParams): void;
}

/** Tells the life of one launch to the terminal and to the editor. */
export class LaunchReporter {
  readonly #listener: LaunchListener | undefined;
  #state: ServerState | undefined;
  #addresses: readonly string[] = [];

  constructor(listener?: LaunchListener) {
    this.#listener = listener;
  }

  /** A process of this launch did something. */
  process(params: ProcessParams): void {
    this.#listener?.process(params);
  }

  /** A request was answered by a launch that is watched. */
  request(params: RequestParams): void {
    this.#listener?.request(params);
  }

  /** Repeating the current state tells nothing. A failed launch stays failed until it starts again. */
  state(state: ServerState): void {
    if (state === this.#state) return;
    if (this.#state === 'failed' && state !== 'starting') return;
    this.#state = state;
    this.#listener?.state(state);
    if (state === 'stopped' || state === 'failed') this.addresses([]);
  }

  /** The complete list of addresses. */
  addresses(addresses: readonly string[]): void {
    if (addresses.join() === this.#addresses.join()) return;
    this.#addresses = [...addresses];
    this.#listener?.addresses(addresses);
  }

  /** What is reported is not the end: the launch goes on, but something in it failed. */
  degraded(failure: FailureParams, { isOutputShown = false } = {}): void {
    write(failure, isOutputShown);
    this.#listener?.failure(failure);
    this.state('degraded');
  }

  /** Its program goes on and does not listen, which may be meant so: no news for the terminal. */
  silent(advice: FailureParams): void {
    this.#listener?.failure(advice);
  }

  /** The launch is over for this reason. */
  failed(failure: LaunchFailure): void {
    const params = failure.toParams();
    write(params, failure.isOutputShown);
    this.#listener?.failure(params);
    this.state('failed');
  }
}

/** The editor always gets the last lines of output; a terminal only when it has not shown them. */
function write(failure: FailureParams, isOutputShown: boolean): void {
  process.stderr.write(formatFailure(isOutputShown ? { ...failure, output: [] } : failure));
}
