import type { PipelineBuilder } from '../../http/pipelineBuilder.ts';
import type { ServiceProvider } from '../../primitives/serviceProvider.ts';
import type { IHostingEnvironment } from '../hostingEnvironment.ts';
import type { ServiceCollection } from '../services/serviceCollection.ts';
import type { StartupSource } from '../webHostDefinition.ts';
import { StartupMethods } from './startupMethods.ts';
import { loadStartupClass } from './startupModule.ts';

/** The app's own part of the start, wherever it comes from: a class, a module, or a function. */
export class AppStartup {
  readonly #source: StartupSource | undefined;
  readonly #environment: IHostingEnvironment;
  #methods: StartupMethods | undefined;

  /** Throws when the class has no `configure`. */
  constructor(source: StartupSource | undefined, environment: IHostingEnvironment) {
    this.#source = source;
    this.#environment = environment;
    if (source?.kind === 'class') {
      this.#methods = new StartupMethods(source.type, environment.environmentName);
    }
  }

  /** Imports the module, when the app is one. Rejects when there is no app at all. */
  async load(): Promise<void> {
    if (!this.#source) {
      throw new Error(
        'No application configured. Please specify startup via WebHostBuilder.useStartup, WebHostBuilder.configure, ' +
          'or specifying the startup module via startupAssembly in the web host configuration.',
      );
    }
    if (this.#source.kind !== 'module' || this.#methods) return;
    const { contentRootPath, environmentName } = this.#environment;
    const type = await loadStartupClass(this.#source.path, contentRootPath, environmentName);
    this.#methods = new StartupMethods(type, environmentName);
  }

  /** Lets the app register services. What it returns, if anything, is the provider to use. */
  configureServices(
    services: ServiceCollection,
    hostServices: ServiceProvider,
  ): ServiceProvider | undefined {
    return this.#methods?.configureServices(services, hostServices);
  }

  /** Lets the app build the pipeline. */
  async configure(
    app: PipelineBuilder,
    services: ServiceProvider,
    hostServices: ServiceProvider,
  ): Promise<void> {
    if (this.#source?.kind === 'delegate') await this.#source.configure(app);
    else await this.#methods?.configure(app, services, hostServices);
  }
}
