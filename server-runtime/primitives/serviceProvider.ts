declare const serviceType: unique symbol;

/** Key of a service that is an interface, made by {@link serviceKey}. */
export type InterfaceKey<T> = symbol & { readonly [serviceType]?: T };

/** What a service is asked for by: its class, a key of {@link serviceKey}, or a plain name. */
export type ServiceKey<T> = (abstract new (...args: never[]) => T) | InterfaceKey<T> | string;

/**
 * Makes the key of a service that is an interface; interface and key share one `I…` name. Keys of the same name are the
 * same key in every copy of the runtime that a process holds.
 */
export function serviceKey<T>(name: string): InterfaceKey<T> {
  return Symbol.for(`server-profiles.service.${name}`);
}

/** The name of a key, for messages. */
export function serviceName(key: ServiceKey<unknown>): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'symbol') {
    return (key.description ?? '').replace('server-profiles.service.', '');
  }
  return (key as { name: string }).name;
}

/** Hands out services. */
export interface ServiceProvider {
  /** Undefined when the service is not registered. The last registration of a key wins. */
  get<T>(key: ServiceKey<T>): T | undefined;
  /** Throws when the service is not registered. */
  getRequired<T>(key: ServiceKey<T>): T;
  /** Every registration of a key, in order. */
  getAll<T>(key: ServiceKey<T>): T[];
  /** A provider with scoped services of its own. Disposing it disposes those. */
  createScope(): ServiceScope;
}

/** The services of one request, or of any other unit of work. */
export interface ServiceScope extends ServiceProvider {
  /** Disposes what this scope made, last made first. */
  dispose(): Promise<void>;
}
