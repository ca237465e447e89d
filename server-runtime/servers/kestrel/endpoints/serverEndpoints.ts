import type { Disposable } from '../../../primitives/disposable.ts';
import { bindAddress, type ListenTarget } from '../../shared/bindAddress.ts';
import type { BindLog } from '../../shared/bindLog.ts';
import {
  chooseAddresses,
  type AddressSources,
  type AddressToBind,
} from '../../shared/chooseAddresses.ts';
import type { ServerAddresses } from '../../shared/serverAddresses.ts';
import type { KestrelServerOptions } from '../kestrelServerOptions.ts';
import type { SharedTarget } from '../threads/threadLink.ts';
import type { NamedEndpoint } from './endpoint.ts';
import { EndpointListener, type ListenerContext } from './endpointListener.ts';
import { resolveEndpoints, type ResolvedEndpoints } from './resolveEndpoints.ts';

/** How long requests of an endpoint that is taken away may take to end, in milliseconds. */
const graceAfterReload = 5000;

/** What is told of endpoints. */
export interface EndpointLog extends BindLog {
  endpointsStopping(addresses: readonly string[]): void;
  endpointsStarting(addresses: readonly string[]): void;
  endpointNotBound(address: string, error: unknown): void;
  configurationNotReloaded(error: unknown): void;
}

/** What a server listens on: those endpoints that were asked for at its start, and those that a reloaded configuration has. */
export class ServerEndpoints {
  readonly #options: KestrelServerOptions;
  readonly #addresses: ServerAddresses;
  readonly #context: ListenerContext;
  readonly #log: EndpointLog;
  readonly #listeners = new Set<EndpointListener>();
  /** As people read them. */
  #bound: readonly AddressToBind[] = [];
  #resolved: ResolvedEndpoints | undefined;
  #running: readonly NamedEndpoint[] = [];
  #watch: Disposable | undefined;
  /** Ends with the last change that is under way. */
  #change = Promise.resolve();
  #isClosed = false;

  constructor(
    options: KestrelServerOptions,
    addresses: ServerAddresses,
    context: ListenerContext,
    log: EndpointLog,
  ) {
    this.#options = options;
    this.#addresses = addresses;
    this.#context = context;
    this.#log = log;
  }

  get connectionCount(): number {
    let count = 0;
    for (const listener of this.#listeners) count += listener.connectionCount;
    return count;
  }

  tick(now: number): void {
    for (const listener of this.#listeners) listener.tick(now);
  }

  reloadCertificates(): void {
    for (const listener of this.#listeners) listener.reloadCertificates();
  }

  /** What is to be bound. Apps cannot add to it any more. Throws for a configuration that cannot be. */
  resolve(): Required<AddressSources> {
    this.#resolved = resolveEndpoints(this.#options);
    return { ...this.#addresses.take(), endpoints: this.#resolved.named };
  }

  /** Listens, and follows the configuration from then on. */
  async bind(): Promise<void> {
    this.#watch = this.#options.configuration?.onChange(() => {
      this.#change = this.#change.then(() => this.#followConfiguration());
    });
    const start = this.#start();
    this.#change = start.catch(() => undefined);
    await start;
  }

  /** Opens one socket, as the endpoint that it belongs to says. Resolves with its port. */
  async listen(target: ListenTarget | SharedTarget): Promise<number> {
    const { named = [], others } = this.#resolved ?? {};
    const { endpoint } = target;
    const settings =
      endpoint === undefined ? others : named.find((one) => one.endpoint === endpoint);
    if (!settings) throw new Error(`The endpoint ${endpoint} is not configured any more.`);
    const listener = await EndpointListener.open(target, settings, this.#context);
    this.#listeners.add(listener);
    if (this.#isClosed) await this.#close(listener, AbortSignal.abort());
    return listener.port;
  }

  /** Stops listening at once; requests in flight may end until the signal aborts. */
  async close(signal?: AbortSignal): Promise<void> {
    this.#isClosed = true;
    this.#watch?.dispose();
    await Promise.all([...this.#listeners].map((listener) => this.#close(listener, signal)));
    await this.#change;
  }

  async #start(): Promise<void> {
    const sources = this.resolve();
    const chosen = chooseAddresses(sources, this.#log);
    for (const one of chosen) await this.#bindOne(one);
    if (chosen === sources.endpoints) this.#running = this.#resolved?.named ?? [];
    // What was overridden stays so.
    else if (sources.endpoints.length > 0) this.#watch?.dispose();
    this.#showAddresses();
  }

  async #bindOne(one: AddressToBind): Promise<void> {
    const bound = await bindAddress(one, (target) => this.listen(target), this.#log);
    this.#bound = [...this.#bound, { ...one, address: bound }];
  }

  #showAddresses(): void {
    this.#addresses.show(this.#bound.map(({ address }) => address));
  }

  /** Takes away the endpoints that the configuration no longer has, and adds those that it has now. Never rejects. */
  async #followConfiguration(): Promise<void> {
    if (this.#isClosed) return;
    let resolved: ResolvedEndpoints;
    try {
      resolved = resolveEndpoints(this.#options);
    } catch (error) {
      this.#log.configurationNotReloaded(error);
      return;
    }
    this.#resolved = resolved;
    const removed = this.#running.filter((one) => !resolved.named.some(isSameAs(one)));
    const added = resolved.named.filter((one) => !this.#running.some(isSameAs(one)));
    this.#running = this.#running.filter((one) => !removed.includes(one));
    await this.#remove(removed);
    await this.#add(added);
    this.#showAddresses();
  }

  async #remove(endpoints: readonly NamedEndpoint[]): Promise<void> {
    if (endpoints.length === 0) return;
    this.#log.endpointsStopping(endpoints.map(({ address }) => address));
    const signal = AbortSignal.timeout(graceAfterReload);
    await Promise.all(endpoints.map(({ endpoint }) => this.#closeEndpoint(endpoint, signal)));
  }

  async #add(endpoints: readonly NamedEndpoint[]): Promise<void> {
    if (endpoints.length === 0) return;
    this.#log.endpointsStarting(endpoints.map(({ address }) => address));
    for (const one of endpoints) {
      if (this.#isClosed) return;
      try {
        await this.#bindOne(one);
        this.#running = [...this.#running, one];
      } catch (error) {
        this.#log.endpointNotBound(one.address, error);
        await this.#closeEndpoint(one.endpoint, AbortSignal.abort());
      }
    }
  }

  async #closeEndpoint(endpoint: string, signal: AbortSignal): Promise<void> {
    this.#bound = this.#bound.filter((one) => one.endpoint !== endpoint);
    const listeners = [...this.#listeners].filter((listener) => listener.endpoint === endpoint);
    await Promise.all(listeners.map((listener) => this.#close(listener, signal)));
  }

  async #close(listener: EndpointListener, signal: AbortSignal | undefined): Promise<void> {
    await listener.close(signal);
    this.#listeners.delete(listener);
  }
}

function isSameAs(one: NamedEndpoint): (other: NamedEndpoint) => boolean {
  return (other) => one.endpoint === other.endpoint && one.version === other.version;
}
