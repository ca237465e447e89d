import { disposeValue, isReleasable } from '../../primitives/disposeValue.ts';
import {
  serviceName,
  type ServiceKey,
  type ServiceProvider,
  type ServiceScope,
} from '../../primitives/serviceProvider.ts';
import type { ServiceDescriptor } from './serviceDescriptor.ts';

/** Instances of one lifetime, and what of them is to be disposed. */
class Instances {
  /** What exists, by what it was made from. */
  readonly byDescriptor = new Map<ServiceDescriptor, unknown>();
  /** What is to be disposed, in the order in which it was made. */
  readonly owned: object[] = [];

  /** Disposes all, last made first. Throws, at the end, what failed. */
  async dispose(): Promise<void> {
    this.byDescriptor.clear();
    const errors: unknown[] = [];
    for (let value = this.owned.pop(); value; value = this.owned.pop()) {
      try {
        await disposeValue(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'Several services failed to dispose.');
  }
}

/** The app's services. Singletons live here; scoped services are refused outside a scope. */
export class RootServiceProvider implements ServiceScope {
  readonly #descriptors = new Map<ServiceKey<unknown>, ServiceDescriptor[]>();
  readonly #singletons = new Instances();
  readonly #making = new Set<ServiceDescriptor>();
  #isDisposed = false;

  /** Makes nothing yet: services are made when they are asked for. */
  constructor(descriptors: Iterable<ServiceDescriptor>) {
    for (const descriptor of descriptors) {
      const list = this.#descriptors.get(descriptor.key);
      if (list) list.push(descriptor);
      else this.#descriptors.set(descriptor.key, [descriptor]);
    }
  }

  get<T>(key: ServiceKey<T>): T | undefined {
    return this.resolve(key, this, undefined);
  }

  getRequired<T>(key: ServiceKey<T>): T {
    return required(this.get(key), key);
  }

  getAll<T>(key: ServiceKey<T>): T[] {
    return this.resolveAll(key, this, undefined);
  }

  createScope(): ServiceScope {
    return new Scope(this);
  }

  /** Disposes the singletons, last made first. Look-ups throw from then on. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    await this.#singletons.dispose();
  }

  /** @internal */
  resolve<T>(
    key: ServiceKey<T>,
    asker: ServiceProvider,
    scope: Instances | undefined,
  ): T | undefined {
    const list = this.#descriptors.get(key);
    return list && (this.#instance(list[list.length - 1] as ServiceDescriptor, asker, scope) as T);
  }

  /** @internal */
  resolveAll<T>(key: ServiceKey<T>, asker: ServiceProvider, scope: Instances | undefined): T[] {
    const list = this.#descriptors.get(key) ?? [];
    return list.map((descriptor) => this.#instance(descriptor, asker, scope) as T);
  }

  #instance(
    descriptor: ServiceDescriptor,
    asker: ServiceProvider,
    scope: Instances | undefined,
  ): unknown {
    if (this.#isDisposed) throw new Error('The services have been disposed.');
    const { lifetime, key } = descriptor;
    if (lifetime === 'scoped' && !scope) {
      throw new Error(`Cannot resolve scoped service '${serviceName(key)}' from root provider.`);
    }
    const instances = lifetime === 'singleton' ? this.#singletons : (scope ?? this.#singletons);
    if (lifetime !== 'transient' && instances.byDescriptor.has(descriptor)) {
      return instances.byDescriptor.get(descriptor);
    }
    if (this.#making.has(descriptor)) {
      throw new Error(`A circular dependency was detected for the service '${serviceName(key)}'.`);
    }
    this.#making.add(descriptor);
    try {
      // A singleton outlives the scope that asks first, so it sees the root only.
      const value = descriptor.factory(lifetime === 'singleton' ? this : asker);
      if (lifetime !== 'transient') instances.byDescriptor.set(descriptor, value);
      if (descriptor.isOwned && isReleasable(value)) instances.owned.push(value);
      return value;
    } finally {
      this.#making.delete(descriptor);
    }
  }
}

class Scope implements ServiceScope {
  readonly #root: RootServiceProvider;
  readonly #instances = new Instances();

  constructor(root: RootServiceProvider) {
    this.#root = root;
  }

  get<T>(key: ServiceKey<T>): T | undefined {
    return this.#root.resolve(key, this, this.#instances);
  }

  getRequired<T>(key: ServiceKey<T>): T {
    return required(this.get(key), key);
  }

  getAll<T>(key: ServiceKey<T>): T[] {
    return this.#root.resolveAll(key, this, this.#instances);
  }

  createScope(): ServiceScope {
    return this.#root.createScope();
  }

  dispose(): Promise<void> {
    return this.#instances.dispose();
  }
}

function required<T>(value: T | undefined, key: ServiceKey<T>): T {
  if (value === undefined) {
    throw new Error(`No service for type '${serviceName(key)}' has been registered.`);
  }
  return value;
}
