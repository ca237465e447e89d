import type { ServiceKey, ServiceProvider } from '../../primitives/serviceProvider.ts';
import { parameterNames, type Invocable } from './parameterNames.ts';
import { wellKnownServices } from './wellKnownServices.ts';

// The one place where arguments come untyped: they are found by name or key at run time.
// oxlint-disable-next-line typescript/no-explicit-any
type Arguments = any[];

/** A class that the container can make. */
export interface ServiceClass<T> {
  /** Called with what `inject`, or the names of the parameters, ask for. */
  new (...args: Arguments): T;
  /** What the constructor is given, in order. Without it, parameters are matched by their names. */
  readonly inject?: readonly ServiceKey<unknown>[];
}

/** Makes an instance, its constructor's arguments taken from the services. */
export function createInstance<T>(type: ServiceClass<T>, services: ServiceProvider): T {
  const args = resolveArguments(type, type.inject, services, `constructor of '${type.name}'`);
  return new type(...args);
}

/**
 * Finds a function's arguments: by the keys that are listed, else by the names of its parameters. The given values come
 * first and are matched by position.
 */
export function resolveArguments(
  target: Invocable,
  keys: readonly ServiceKey<unknown>[] | undefined,
  services: ServiceProvider,
  description: string,
  given: readonly unknown[] = [],
): Arguments {
  if (keys) return [...given, ...keys.map((key) => services.getRequired(key))];
  const names = parameterNames(target).slice(given.length);
  return [...given, ...names.map((name) => resolveByName(name, services, description))];
}

function resolveByName(name: string, services: ServiceProvider, description: string): unknown {
  const key = wellKnownServices.get(name);
  if (key === undefined) {
    const found = services.get(name);
    if (found !== undefined) return found;
  } else if (key === 'services') {
    return services;
  } else {
    return services.getRequired(key);
  }
  const known = [...wellKnownServices.keys()].join(', ');
  throw new Error(
    `Could not resolve a service for the parameter '${name}' of the ${description}. ` +
      `Parameters are matched by name: ${known}, or the name that a service was registered under. ` +
      'A static list of keys (inject, configureInject) serves any other.',
  );
}
