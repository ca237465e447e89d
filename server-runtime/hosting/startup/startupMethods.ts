import type { PipelineBuilder } from '../../http/pipelineBuilder.ts';
import type { ServiceKey, ServiceProvider } from '../../primitives/serviceProvider.ts';
import { createInstance, resolveArguments } from '../services/activator.ts';
import type { ServiceCollection } from '../services/serviceCollection.ts';
import type { StartupClass } from './startupClass.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A startup class with its methods chosen for an environment. */
export class StartupMethods {
  readonly #type: StartupClass;
  readonly #configureName: string;
  readonly #configureServicesName: string | undefined;
  #instance: unknown;

  /** Throws when there is no `configure`. */
  constructor(type: StartupClass, environmentName: string) {
    this.#type = type;
    const configureName = find(type, `configure${environmentName}`) ?? find(type, 'configure');
    if (!configureName) {
      throw new Error(
        `A public method named 'configure${environmentName}' or 'configure' could not be found in the '${type.name}' type.`,
      );
    }
    this.#configureName = configureName;
    this.#configureServicesName =
      find(type, `configure${environmentName}Services`) ?? find(type, 'configureServices');
  }

  /** Lets the class register services; what it returns, if anything, is the provider to use. */
  configureServices(
    services: ServiceCollection,
    hostServices: ServiceProvider,
  ): ServiceProvider | undefined {
    const name = this.#configureServicesName;
    if (!name) return undefined;
    const result = this.#method(name).call(this.#target(name, hostServices), services);
    if (result === undefined || result === services) return undefined;
    if (!isServiceProvider(result)) {
      throw new Error(
        `The '${name}' method in the type '${this.#type.name}' must have a return type of 'void' or 'ServiceProvider'.`,
      );
    }
    return result;
  }

  /** Lets the class build the pipeline. Its parameters after the first are services. */
  async configure(
    app: PipelineBuilder,
    services: ServiceProvider,
    hostServices: ServiceProvider,
  ): Promise<void> {
    const name = this.#configureName;
    const method = this.#method(name);
    const keys = (this.#type as unknown as Record<string, unknown>)[`${name}Inject`] as
      | readonly ServiceKey<unknown>[]
      | undefined;
    const description = `method '${name}' on type '${this.#type.name}'`;
    const args = resolveArguments(method, keys, services, description, [app]);
    const result = await method.apply(this.#target(name, hostServices), args);
    if (result !== undefined && result !== app) {
      throw new Error(
        `The '${name}' method in the type '${this.#type.name}' must have a return type of 'void'.`,
      );
    }
  }

  #method(name: string): Method {
    const holder = name in this.#type.prototype ? this.#type.prototype : this.#type;
    return (holder as unknown as Record<string, Method>)[name] as Method;
  }

  /** The instance is made once, and only when a chosen method needs one. */
  #target(name: string, services: ServiceProvider): unknown {
    if (!(name in this.#type.prototype)) return this.#type;
    this.#instance ??= createInstance(this.#type, services);
    return this.#instance;
  }
}

/** The name of a method, in the case it is written in, on the class's instances or on the class. */
function find(type: StartupClass, name: string): string | undefined {
  for (const holder of [type.prototype, type as object]) {
    for (
      let object: object | null = holder;
      object && object !== Object.prototype && object !== Function.prototype;
      object = Object.getPrototypeOf(object) as object | null
    ) {
      const found = Object.getOwnPropertyNames(object).find(
        (other) => other.toLowerCase() === name.toLowerCase(),
      );
      if (found && typeof Reflect.get(holder, found) === 'function') return found;
    }
  }
  return undefined;
}

function isServiceProvider(value: unknown): value is ServiceProvider {
  return typeof (value as ServiceProvider | null)?.get === 'function';
}
