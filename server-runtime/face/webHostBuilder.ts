import { IConfiguration } from '../hosting/configurationService.ts';
import { IHostingEnvironment } from '../hosting/hostingEnvironment.ts';
import { WebHostBuilderBase } from '../hosting/webHostBuilderBase.ts';
import { IStartupFilter } from '../hosting/startup/startupFilter.ts';
import type { IFeatureCollection } from '../http/featureCollection.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import { forwardedHeaders } from '../middleware/forwardedHeaders/forwardedHeaders.ts';
import { forwardedHeadersFromAnyProxy } from '../middleware/forwardedHeaders/forwardedHeadersOptions.ts';
import { readIISIntegration } from '../middleware/iisIntegration/readIISIntegration.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import { KestrelServer } from '../servers/kestrel/kestrelServer.ts';
import { KestrelServerOptions } from '../servers/kestrel/kestrelServerOptions.ts';
import { NodeHttpServer, type NodeHttpServerOptions } from '../servers/nodeHttp/nodeHttpServer.ts';
import { ApplicationBuilder } from './applicationBuilder.ts';
import { joinFrontEnd } from './joinFrontEnd.ts';
import { PipelineFilter } from './pipelineFilter.ts';

/** Puts a host together. Where several calls set the same thing, the last one wins. */
export class WebHostBuilder extends WebHostBuilderBase<ApplicationBuilder> {
  #isFrontEndJoined = false;

  constructor() {
    super();
    // As a container behind a proxy asks for: ASPNETCORE_FORWARDEDHEADERS_ENABLED=true.
    this.configureServices((services, { settings }) => {
      if (!settings.getBoolean('FORWARDEDHEADERS_ENABLED')) return;
      const filter = new PipelineFilter([forwardedHeaders(forwardedHeadersFromAnyProxy)]);
      services.addInstance(IStartupFilter, filter);
    });
  }

  /** Serves the app itself, by its own HTTP/1.1 engine. */
  useKestrel(configure?: (options: KestrelServerOptions) => void): this {
    const options = new KestrelServerOptions();
    configure?.(options);
    return this.useServer((services) => {
      options.contentRootPath = services.getRequired(IHostingEnvironment).contentRootPath;
      const section = services.getRequired(IConfiguration).getSection('Kestrel');
      if (!options.configuration) options.configure(section);
      return new KestrelServer(options, services.getRequired(LoggerFactory));
    });
  }

  /**
   * Serves the app with `node:http`: what is there is Node's own request and response. Throws what Node throws for limits and
   * timeouts that make no sense.
   */
  useNodeHttp(options: Omit<NodeHttpServerOptions, 'logger'> = {}): this {
    // Wrong options throw here, at the call that sets them.
    void new NodeHttpServer(options);
    return this.useServer((services) => {
      const loggers = services.getRequired(LoggerFactory);
      const logger = loggers.createLogger('ServerProfiles.Servers.NodeHttp');
      return new NodeHttpServer({ ...options, logger });
    });
  }

  /** Serves the app by the rules of HTTP.sys. Not available yet: the host does not start. */
  useWebListener(_configure?: (options: object) => void): this {
    return this.useServer(() => {
      throw new Error('The server WebListener is not available yet; use Kestrel instead.');
    });
  }

  /**
   * Joins the proxied server that started this app; does nothing when none did. Its address then beats `useUrls`, wherever
   * that is called, and requests that do not come through it are refused.
   */
  useIISIntegration(): this {
    const frontEnd = readIISIntegration((key) => this.getSetting(key));
    if (!frontEnd || this.#isFrontEndJoined) return this;
    this.#isFrontEndJoined = true;
    return this.captureStartupErrors().configureServices(joinFrontEnd(frontEnd));
  }

  /** What IIS, and the proxied server, put in ASPNETCORE_HOSTINGSTARTUPASSEMBLIES of the apps that they start. */
  protected override get knownHostingStartups(): ReadonlyMap<string, (builder: this) => void> {
    return new Map([
      [
        'microsoft.aspnetcore.server.iisintegration',
        (builder) => {
          builder.useIISIntegration();
        },
      ],
    ]);
  }

  protected override createPipelineBuilder(
    services: ServiceProvider,
    serverFeatures: IFeatureCollection,
  ): ApplicationBuilder {
    return new ApplicationBuilder(services, serverFeatures);
  }
}
