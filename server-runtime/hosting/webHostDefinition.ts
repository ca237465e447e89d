import type { PipelineBuilder } from '../http/pipelineBuilder.ts';
import type { IFeatureCollection } from '../http/featureCollection.ts';
import type { LoggerFactory } from '../logging/loggerFactory.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import type { IHostingEnvironment } from './hostingEnvironment.ts';
import type { ServiceCollection } from './services/serviceCollection.ts';
import type { Settings } from './settings.ts';
import type { ConfigureDelegate } from './startup/startupFilter.ts';
import type { HostingStartupReport } from './startup/hostingStartups.ts';
import type { StartupClass } from './startup/startupClass.ts';

/** What callbacks of the builder are told, besides what they configure. */
export interface WebHostBuilderContext {
  /** Where and as what the app will run. */
  readonly hostingEnvironment: IHostingEnvironment;
  /** The settings as they are when the host is built. Changing them here beats everything that was set before. */
  readonly settings: Settings;
}

/** Registers services, or changes settings for the last time. */
export type ConfigureServicesDelegate = (
  services: ServiceCollection,
  context: WebHostBuilderContext,
) => void;

/** Says where the log goes. */
export type ConfigureLoggingDelegate = (
  logging: LoggerFactory,
  context: WebHostBuilderContext,
) => void;

/** Where the app's `configure` comes from. */
export type StartupSource =
  | { readonly kind: 'class'; readonly type: StartupClass }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'delegate'; readonly configure: ConfigureDelegate };

/** Makes the builder of the pipeline: the public face gives one with the methods of all middleware. */
export type PipelineBuilderFactory = (
  services: ServiceProvider,
  serverFeatures: IFeatureCollection,
) => PipelineBuilder;

/** All that a WebHostBuilder has been told. */
export interface WebHostDefinition {
  /** As they are when the host is built. */
  readonly settings: Settings;
  /** What configures the app; undefined when nothing was given. */
  readonly startup: StartupSource | undefined;
  /** Callbacks of `configureServices`, in order. */
  readonly servicesDelegates: readonly ConfigureServicesDelegate[];
  /** Callbacks of `configureLogging`, in order. */
  readonly loggingDelegates: readonly ConfigureLoggingDelegate[];
  /** Makes what `configure` is given. */
  readonly createPipelineBuilder: PipelineBuilderFactory;
  /** What came of the hosting startups. */
  readonly hostingStartups: HostingStartupReport;
}
