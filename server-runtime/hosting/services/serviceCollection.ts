import type { ServiceKey } from '../../primitives/serviceProvider.ts';
import { createInstance, type ServiceClass } from './activator.ts';
import { RootServiceProvider } from './rootServiceProvider.ts';
import type { ServiceDescriptor, ServiceFactory, ServiceLifetime } from './serviceDescriptor.ts';

/**
 * What an app registers in `configureServices`. A class registered alone is its own key; its constructor is given the
 * services that its `static inject` lists, else those that its parameters are named after. Any other key comes with such a
 * class, or with a function that makes the instance.
 */
export class ServiceCollection {
  readonly #descriptors: ServiceDescriptor[] = [];

  /** One instance for the app, made on first use and disposed at its end. */
  addSingleton<T>(key: ServiceClass<T>): this;
  addSingleton<T>(key: ServiceKey<T>, maker: ServiceMaker<T>): this;
  addSingleton<T>(key: ServiceKey<T>, maker?: ServiceMaker<T>): this {
    return this.#add('singleton', key, maker);
  }

  /** One instance per request, disposed at its end. */
  addScoped<T>(key: ServiceClass<T>): this;
  addScoped<T>(key: ServiceKey<T>, maker: ServiceMaker<T>): this;
  addScoped<T>(key: ServiceKey<T>, maker?: ServiceMaker<T>): this {
    return this.#add('scoped', key, maker);
  }

  /** A new instance for each look-up. */
  addTransient<T>(key: ServiceClass<T>): this;
  addTransient<T>(key: ServiceKey<T>, maker: ServiceMaker<T>): this;
  addTransient<T>(key: ServiceKey<T>, maker?: ServiceMaker<T>): this {
    return this.#add('transient', key, maker);
  }

  /** An instance that exists already; its owner disposes it. */
  addInstance<T>(key: ServiceKey<T>, instance: T): this {
    this.#descriptors.push({ key, lifetime: 'singleton', factory: () => instance, isOwned: false });
    return this;
  }

  /** True when something is registered for the key. */
  has(key: ServiceKey<unknown>): boolean {
    return this.#descriptors.some((descriptor) => descriptor.key === key);
  }

  /** Takes out every registration of a key. */
  remove(key: ServiceKey<unknown>): this {
    for (let i = this.#descriptors.length - 1; i >= 0; i--) {
      if (this.#descriptors[i]?.key === key) this.#descriptors.splice(i, 1);
    }
    return this;
  }

  /** Each registration, in order. */
  [Symbol.iterator](): Iterator<ServiceDescriptor> {
    return this.#descriptors[Symbol.iterator]();
  }

  /** The provider of what is registered now. */
  build(): RootServiceProvider {
    return new RootServiceProvider(this.#descriptors);
  }

  #add<T>(lifetime: ServiceLifetime, key: ServiceKey<T>, maker?: ServiceMaker<T>): this {
    if (!maker && typeof key !== 'function') {
      throw new TypeError(
        'A service that is not registered by its class needs a class or a factory.',
      );
    }
    const made = maker ?? (key as ServiceClass<T>);
    this.#descriptors.push({
      key,
      lifetime,
      factory: isClass(made) ? (services) => createInstance(made, services) : made,
      isOwned: true,
    });
    return this;
  }
}

/** What makes the instances of a service: a class, whose constructor is given services, or a function. */
export type ServiceMaker<T> = ServiceClass<T> | ServiceFactory<T>;

/** Nothing else tells a class from a function before it is called; the text of one begins so by the language's rules. */
function isClass<T>(maker: ServiceMaker<T>): maker is ServiceClass<T> {
  return /^class\b/.test(Function.prototype.toString.call(maker));
}
