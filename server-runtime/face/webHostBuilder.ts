import { WebHostBuilderBase } from '../hosting/webHostBuilderBase.ts';
import type { IFeatureCollection } from '../http/featureCollection.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import { NodeHttpServer, type NodeHttpServerOptions } from '../servers/nodeHttp/nodeHttpServer.ts';
import { ApplicationBuilder } from './applicationBuilder.ts';

/** What `useKestrel` can be told. */
export interface KestrelServerOptions {
  threadCount?: number;
}

/** Puts a host together. Where several calls set the same thing, the last one wins. */
export class WebHostBuilder extends WebHostBuilderBase<ApplicationBuilder> {
  /** Serves the app itself, with its own HTTP/1.1 engine. */
  useKestrel(configure?: (options: KestrelServerOptions) => void): this {
    configure?.({});
    return this.useNodeHttp();
  }

  /** Serves the app with `node:http`, so that it can be given Node's own request and response. */
  useNodeHttp(options: Omit<NodeHttpServerOptions, 'logger'> = {}): this {
    return this.useServer((services) => {
      const logger = services
        .getRequired(LoggerFactory)
        .createLogger('ServerProfiles.Servers.NodeHttp');
      return new NodeHttpServer({ ...options, logger });
    });
  }

  /** Serves the app by the rules of HTTP.sys. Not available yet: the host does not start. */
  useWebListener(_configure?: (options: object) => void): this {
    return this.useServer(() => {
      throw new Error('The server WebListener is not available yet; use Kestrel.');
    });
  }

  /** Joins the proxied server that started this app. Does nothing when none did. */
  useIISIntegration(): this {
    return this;
  }

  protected override createPipelineBuilder(
    services: ServiceProvider,
    serverFeatures: IFeatureCollection,
  ): ApplicationBuilder {
    return new ApplicationBuilder(services, serverFeatures);
  }
}
