import { ConfigurationBuilder } from '../configuration/configurationBuilder.ts';
import type { IFeatureCollection } from '../http/featureCollection.ts';
import type { RequestDelegate } from '../http/requestDelegate.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import { LogLevel } from '../logging/logLevel.ts';
import type { Logger } from '../logging/logger.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import { IServer } from './abstractions/server.ts';
import { IServerAddressesFeature } from './abstractions/serverAddresses.ts';
import { applyAddressSettings } from './addressSettings.ts';
import { ApplicationLifetime, IApplicationLifetime } from './applicationLifetime.ts';
import { IConfiguration } from './configurationService.ts';
import { shuttingDownLine, startedLines } from './consoleStatus.ts';
import { HostingApplication } from './hostingApplication.ts';
import { IHostedService } from './hostedService.ts';
import { HostedServices } from './hostedServices.ts';
import { IHostingEnvironment, type HostingEnvironment } from './hostingEnvironment.ts';
import { HostingEvents } from './hostingEvents.ts';
import { HostSettingKeys } from './hostSettingKeys.ts';
import type { RootServiceProvider } from './services/rootServiceProvider.ts';
import { ServiceCollection } from './services/serviceCollection.ts';
import { onShutdownSignal } from './shutdownSignals.ts';
import { AppStartup } from './startup/appStartup.ts';
import { CapturedStartupError } from './startup/capturedStartupError.ts';
import { logHostingStartups } from './startup/logHostingStartups.ts';
import { IStartupFilter, type ConfigureDelegate } from './startup/startupFilter.ts';
import { Deadline } from './deadline.ts';
import type { WebHostDefinition } from './webHostDefinition.ts';
import { publish } from './webHostEvents.ts';
import { createHostingEnvironment, shutdownTimeout } from './webHostOptions.ts';

/** An app and its server, from start to stop. */
export class WebHost {
  readonly #definition: WebHostDefinition;
  readonly #environment: HostingEnvironment;
  readonly #loggerFactory = new LoggerFactory();
  readonly #logger: Logger;
  readonly #lifetime: ApplicationLifetime;
  readonly #hostServices: RootServiceProvider;
  readonly #collection = new ServiceCollection();
  readonly #hostedServices = new HostedServices();
  readonly #appStartup: AppStartup;
  readonly #startupError: CapturedStartupError;
  #ownServices: RootServiceProvider | undefined;
  #services: ServiceProvider | undefined;
  #server: IServer | undefined;
  #hasServerStarted = false;
  #addressWatch: Disposable | undefined;
  #start: Promise<void> | undefined;
  #stop: Promise<void> | undefined;
  #shutdown: Promise<void> | undefined;

  /** @internal Use a WebHostBuilder. */
  constructor(definition: WebHostDefinition) {
    this.#definition = definition;
    const { settings, loggingDelegates, servicesDelegates } = definition;
    this.#environment = createHostingEnvironment(settings);
    this.#logger = this.#loggerFactory.createLogger('Microsoft.AspNetCore.Hosting.Diagnostics');
    this.#startupError = new CapturedStartupError(settings, this.#environment, this.#logger);
    this.#lifetime = new ApplicationLifetime((message, error) =>
      this.#logger.error(message, undefined, error),
    );
    const context = { hostingEnvironment: this.#environment, settings };
    for (const configure of loggingDelegates) configure(this.#loggerFactory, context);
    this.#collection
      .addInstance(LoggerFactory, this.#loggerFactory)
      .addInstance(IHostingEnvironment, this.#environment)
      .addInstance(IApplicationLifetime, this.#lifetime)
      .addSingleton(IConfiguration, () =>
        new ConfigurationBuilder()
          .addInMemoryCollection(Object.fromEntries(settings.entries()))
          .build(),
      );
    for (const configure of servicesDelegates) configure(this.#collection, context);
    this.#hostServices = this.#collection.build();
    this.#appStartup = new AppStartup(definition.startup, this.#environment);
    if (definition.startup?.kind !== 'module') this.#buildServices();
  }

  /** The app's services. With a startup module, from the start on. */
  get services(): ServiceProvider {
    if (!this.#services) {
      throw new Error('The services of an app with a startup module are there once it starts.');
    }
    return this.#services;
  }

  /** Features of the server, as IServerAddressesFeature. */
  get serverFeatures(): IFeatureCollection {
    this.#server ??= this.services.get(IServer);
    if (!this.#server) {
      throw new Error(
        'No server has been configured. Please call useKestrel, useWebListener or useServer on the WebHostBuilder.',
      );
    }
    return this.#server.features;
  }

  /**
   * Builds the pipeline and starts hosted services and the server. Rejects with everything stopped again, and once the
   * host has been stopped.
   */
  start(): Promise<void> {
    return (this.#start ??= this.#startOnce());
  }

  /** Stops gracefully: new requests are refused, those in flight may end until the time is over or the signal aborts. */
  stop(signal?: AbortSignal): Promise<void> {
    return (this.#stop ??= this.#stopOnce(signal));
  }

  /**
   * Starts, prints where it listens, and runs until SIGINT, SIGTERM, `stopApplication` or the given signal. Resolves to
   * the exit code once everything is stopped and disposed. A second SIGINT or SIGTERM ends the process at once.
   */
  async run(signal?: AbortSignal): Promise<number> {
    const isQuiet = this.#definition.settings.getBoolean(HostSettingKeys.suppressStatusMessages);
    const print = (text: string) => {
      if (!isQuiet) process.stdout.write(text);
    };
    const stopping = this.#lifetime.applicationStopping;
    const subscription = onShutdownSignal(() => {
      print(shuttingDownLine);
      this.#lifetime.stopApplication();
    });
    const stopApplication = () => this.#lifetime.stopApplication();
    signal?.addEventListener('abort', stopApplication, { once: true });
    try {
      await this.start();
      const { environmentName, contentRootPath } = this.#environment;
      print(startedLines(environmentName, contentRootPath, this.#addresses(), !signal));
      if (signal?.aborted) stopApplication();
      await new Promise<void>((resolve) => {
        stopping.register(resolve);
      });
      await this.stop();
    } finally {
      signal?.removeEventListener('abort', stopApplication);
      await this.dispose();
      subscription.dispose();
    }
    return 0;
  }

  /** Stops when that has not been done, and disposes services and log. */
  async dispose(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await this.#ownServices?.dispose();
      await this.#hostServices.dispose();
      this.#loggerFactory.dispose();
    }
  }

  /** The same as `dispose`: what `await using` calls. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #startOnce(): Promise<void> {
    // Nothing would stop it again.
    if (this.#stop)
      throw new Error('The host has been stopped, so it cannot start. Build another.');
    publish({ event: 'starting' });
    this.#logger.log(LogLevel.debug, HostingEvents.starting, 'Hosting starting');
    try {
      const pipeline = await this.#buildPipeline();
      const stopping = this.#lifetime.applicationStopping.signal;
      await this.#hostedServices.start(this.services.getAll(IHostedService), stopping);
      this.#applyAddresses();
      const application = new HostingApplication(pipeline, this.services, this.#logger);
      await this.#server?.start(application);
      this.#hasServerStarted = true;
    } catch (error) {
      publish({ event: 'failed', error });
      await (this.#shutdown ??= this.#shutDown()).catch((stopError: unknown) =>
        this.#logger.error('Cleaning up after a failed start failed.', undefined, stopError),
      );
      throw error;
    }
    this.#lifetime.notifyStarted();
    this.#logger.log(LogLevel.debug, HostingEvents.started, 'Hosting started');
    logHostingStartups(this.#logger, this.#definition.hostingStartups);
    const stop = (): Promise<void> => this.stop();
    publish({ event: 'started', addresses: this.#addresses(), stop });
    const feature = this.serverFeatures.get(IServerAddressesFeature);
    this.#addressWatch = feature?.onChange?.(() => {
      publish({ event: 'addresses', addresses: this.#addresses(), stop });
    });
  }

  /** A stop that comes while the start is under way waits for its end. */
  async #stopOnce(signal?: AbortSignal): Promise<void> {
    await this.#start?.catch(() => undefined);
    await (this.#shutdown ??= this.#shutDown(signal));
  }

  async #shutDown(signal?: AbortSignal): Promise<void> {
    const hasStarted = this.#hasServerStarted;
    this.#logger.log(LogLevel.debug, HostingEvents.shutdown, 'Hosting shutdown');
    if (hasStarted) publish({ event: 'stopping' });
    this.#addressWatch?.dispose();
    this.#lifetime.notifyStopping();
    const deadline = new Deadline(shutdownTimeout(this.#definition.settings), signal);
    const errors: unknown[] = [];
    if (hasStarted) {
      try {
        await this.#server?.stop(deadline.signal);
      } catch (error) {
        errors.push(error);
      }
    }
    errors.push(...(await this.#hostedServices.stop(deadline)));
    deadline.dispose();
    this.#lifetime.notifyStopped();
    if (hasStarted) publish({ event: 'stopped' });
    if (errors.length > 0) {
      throw errors.length === 1
        ? errors[0]
        : new AggregateError(errors, 'Several parts of the host failed to stop.');
    }
  }

  /** Lets the app register its services, and makes the provider of all. */
  #buildServices(): void {
    let replacement: ServiceProvider | undefined;
    try {
      replacement = this.#appStartup.configureServices(this.#collection, this.#hostServices);
    } catch (error) {
      this.#startupError.capture(error);
    }
    this.#ownServices = replacement ? undefined : this.#collection.build();
    this.#services = replacement ?? this.#ownServices;
  }

  /** The pipeline that the app builds, or the page that says why it does not. */
  async #buildPipeline(): Promise<RequestDelegate> {
    try {
      await this.#appStartup.load();
    } catch (error) {
      this.#startupError.capture(error);
    }
    if (!this.#services) this.#buildServices();
    const app = this.#definition.createPipelineBuilder(this.services, this.serverFeatures);
    if (!this.#startupError.isThere) {
      try {
        const configure: ConfigureDelegate = (builder) =>
          this.#appStartup.configure(builder, this.services, this.#hostServices);
        const filters = this.services.getAll(IStartupFilter);
        await filters.reduceRight((next, filter) => filter.configure(next), configure)(app);
        return app.build();
      } catch (error) {
        this.#startupError.capture(error);
      }
    }
    return this.#startupError.show();
  }

  #applyAddresses(): void {
    const warning = applyAddressSettings(this.#definition.settings, this.serverFeatures);
    if (warning) this.#logger.log(LogLevel.warning, HostingEvents.portsOverridden, warning);
  }

  #addresses(): readonly string[] {
    return [...(this.#server?.features.get(IServerAddressesFeature)?.addresses ?? [])];
  }
}
