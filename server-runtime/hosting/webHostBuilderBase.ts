import type { IFeatureCollection } from '../http/featureCollection.ts';
import type { PipelineBuilder } from '../http/pipelineBuilder.ts';
import { requireFunction } from '../primitives/requireFunction.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import { IServer } from './abstractions/server.ts';
import { legacyVariableWarnings, readEnvironmentSettings } from './environmentSettings.ts';
import { HostSettingKeys } from './hostSettingKeys.ts';
import type { ServiceFactory } from './services/serviceDescriptor.ts';
import type { Settings, SettingsSource } from './settings.ts';
import { runHostingStartups, type HostingStartupReport } from './startup/hostingStartups.ts';
import type { StartupClass } from './startup/startupClass.ts';
import { WebHost } from './webHost.ts';
import type {
  ConfigureLoggingDelegate,
  ConfigureServicesDelegate,
  StartupSource,
} from './webHostDefinition.ts';

/**
 * Puts a host together; the public face adds the methods that know servers and middleware. Settings start with the
 * environment variables `ASPNETCORE_…`; of calls that set the same thing, the last one wins.
 */
export abstract class WebHostBuilderBase<TApp extends PipelineBuilder = PipelineBuilder> {
  #settings: Settings = readEnvironmentSettings(process.env);
  #assignments: [key: string, value: string | undefined][] = [];
  #servicesDelegates: ConfigureServicesDelegate[] = [];
  #loggingDelegates: ConfigureLoggingDelegate[] = [];
  #startup: StartupSource | undefined;
  #isBuilt = false;

  /** Sets one setting; undefined removes it. Throws a TypeError for what is no text. */
  useSetting(key: string, value: string | undefined): this {
    if (value !== undefined && typeof value !== 'string') {
      throw new TypeError(`The value of the setting '${key}' must be text.`);
    }
    this.#assignments.push([key, value]);
    this.#settings.set(key, value);
    return this;
  }

  /** The value that a setting has so far, or undefined. */
  getSetting(key: string): string | undefined {
    return this.#settings.get(key);
  }

  /** Copies what a configuration holds now into the settings. */
  useConfiguration(configuration: SettingsSource): this {
    for (const [key, value] of configuration.entries()) {
      if (value !== undefined) this.useSetting(key, value);
    }
    return this;
  }

  /** Where to listen, as `http://localhost:5000` or `http://*:8080`; several may also be in one text, between semicolons. */
  useUrls(...urls: string[]): this {
    if (!urls.every((url) => typeof url === 'string')) {
      throw new TypeError('useUrls takes addresses as text, each an argument of its own.');
    }
    return this.useSetting(HostSettingKeys.urls, urls.join(';'));
  }

  /** `Development`, `Staging`, `Production` or a name of your own. */
  useEnvironment(name: string): this {
    return this.useSetting(HostSettingKeys.environment, name);
  }

  /** The app's folder. Relative paths start at the current folder. The host does not start when it does not exist. */
  useContentRoot(path: string): this {
    return this.useSetting(HostSettingKeys.contentRoot, path);
  }

  /** The folder of static files, made when it does not exist. Relative paths start at the content root. */
  useWebRoot(path: string): this {
    return this.useSetting(HostSettingKeys.webRoot, path);
  }

  /** True: when the app fails to start, the server starts nevertheless and shows the error. */
  captureStartupErrors(isCaptured = true): this {
    return this.useSetting(HostSettingKeys.captureStartupErrors, String(isCaptured));
  }

  /** True: nothing is printed but what is logged. */
  suppressStatusMessages(isSuppressed = true): this {
    return this.useSetting(HostSettingKeys.suppressStatusMessages, String(isSuppressed));
  }

  /**
   * How long requests in flight are waited for at the stop. In milliseconds, rounded up to seconds. Throws a RangeError
   * for what is no such time.
   */
  useShutdownTimeout(milliseconds: number): this {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError('The shutdown timeout must be a non-negative number of milliseconds.');
    }
    const seconds = Math.ceil(milliseconds / 1000);
    return this.useSetting(HostSettingKeys.shutdownTimeoutSeconds, String(seconds));
  }

  /**
   * The app: a class with `configure`, or the path of a module that exports one. Replaces what was given before, by this
   * or by {@link configure}.
   */
  useStartup(startup: StartupClass | string): this {
    // What is not exported, or an arrow function, is no class.
    if (typeof startup !== 'string' && typeof startup?.prototype !== 'object') {
      throw new TypeError('useStartup takes a class, or the path of a module that exports one.');
    }
    this.#startup =
      typeof startup === 'string'
        ? { kind: 'module', path: startup }
        : { kind: 'class', type: startup };
    return this;
  }

  /**
   * The app, in place of a startup class: builds the pipeline. A promise is awaited; what else it gives does not matter, as in
   * `configure((app) => app.useFileServer())`.
   */
  configure(configure: (app: TApp) => unknown): this {
    requireFunction('configure', configure);
    this.#startup = {
      kind: 'delegate',
      configure: async (app) => void (await configure(app as TApp)),
    };
    return this;
  }

  /** Registers services. Runs when the host is built, before the startup class does. */
  configureServices(configure: ConfigureServicesDelegate): this {
    requireFunction('configureServices', configure);
    this.#servicesDelegates.push(configure);
    return this;
  }

  /** Says where the log goes. */
  configureLogging(configure: ConfigureLoggingDelegate): this {
    requireFunction('configureLogging', configure);
    this.#loggingDelegates.push(configure);
    return this;
  }

  /** The server, or what makes it. */
  useServer(server: IServer | ServiceFactory<IServer>): this {
    if (typeof server !== 'function' && typeof server?.start !== 'function') {
      throw new TypeError('useServer takes a server, or a function that makes one.');
    }
    return this.configureServices((services) => {
      if (typeof server === 'function') services.addSingleton(IServer, server);
      else services.addInstance(IServer, server);
    });
  }

  /** The host, not started yet. A builder builds one only. Throws for settings that cannot be. */
  build(): WebHost {
    if (this.#isBuilt) {
      throw new Error('WebHostBuilder allows creation only of a single instance of WebHost');
    }
    this.#isBuilt = true;
    const hostingStartups = this.#runHostingStartups();
    const modulePath = this.#settings.get(HostSettingKeys.startupAssembly);
    const host = new WebHost({
      settings: this.#settings,
      startup: this.#startup ?? (modulePath ? { kind: 'module', path: modulePath } : undefined),
      servicesDelegates: this.#servicesDelegates,
      loggingDelegates: this.#loggingDelegates,
      createPipelineBuilder: (services, serverFeatures) =>
        this.createPipelineBuilder(services, serverFeatures),
      hostingStartups,
    });
    if (!this.#settings.getBoolean(HostSettingKeys.suppressStatusMessages)) {
      for (const warning of legacyVariableWarnings(process.env)) {
        process.stdout.write(`${warning}\n`);
      }
    }
    return host;
  }

  /** Lets hosting startups speak first: what the app has said so far is put aside, and said again after them. */
  #runHostingStartups(): HostingStartupReport {
    const settings = this.#settings;
    const assignments = this.#assignments;
    const servicesDelegates = this.#servicesDelegates;
    const loggingDelegates = this.#loggingDelegates;
    const startup = this.#startup;
    this.#settings = readEnvironmentSettings(process.env);
    this.#assignments = [];
    this.#servicesDelegates = [];
    this.#loggingDelegates = [];
    const report = runHostingStartups(this, settings, this.knownHostingStartups);
    for (const [key, value] of assignments) this.#settings.set(key, value);
    this.#servicesDelegates.push(...servicesDelegates);
    this.#loggingDelegates.push(...loggingDelegates);
    this.#startup = startup ?? this.#startup;
    return report;
  }

  /** Hosting startups of the runtime itself, by name in lower case. */
  protected get knownHostingStartups(): ReadonlyMap<string, (builder: this) => void> {
    return new Map();
  }

  /** Makes the builder of the pipeline. */
  protected abstract createPipelineBuilder(
    services: ServiceProvider,
    serverFeatures: IFeatureCollection,
  ): TApp;
}
