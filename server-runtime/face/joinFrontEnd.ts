import { IApplicationLifetime } from '../hosting/applicationLifetime.ts';
import { HostSettingKeys } from '../hosting/hostSettingKeys.ts';
import { IStartupFilter } from '../hosting/startup/startupFilter.ts';
import type { ConfigureServicesDelegate } from '../hosting/webHostDefinition.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import { forwardedHeaders } from '../middleware/forwardedHeaders/forwardedHeaders.ts';
import { iisIntegration } from '../middleware/iisIntegration/iisIntegration.ts';
import type { IISIntegrationSettings } from '../middleware/iisIntegration/readIISIntegration.ts';
import { pathBase } from '../middleware/pathBase/pathBase.ts';
import { PipelineFilter } from './pipelineFilter.ts';

/**
 * What an app behind the proxied server applies to itself: listens where the front end looks for it, whatever `useUrls`
 * said and when, and lets in only what comes from there.
 */
export function joinFrontEnd(frontEnd: IISIntegrationSettings): ConfigureServicesDelegate {
  return (services, { settings }) => {
    settings.set(HostSettingKeys.urls, frontEnd.url);
    settings.set(HostSettingKeys.preferHostingUrls, 'true');
    services.addSingleton(IStartupFilter, (provider) => {
      const loggers = provider.getRequired(LoggerFactory);
      const lifetime = provider.getRequired(IApplicationLifetime);
      return new PipelineFilter([
        pathBase(frontEnd.pathBase),
        forwardedHeaders(
          { forwardedHeaders: ['for', 'proto'] },
          loggers.createLogger('Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware'),
        ),
        iisIntegration({
          token: frontEnd.token,
          isWebSocketSupported: frontEnd.isWebSocketSupported,
          requestStop: () => lifetime.stopApplication(),
          logger: loggers.createLogger('Microsoft.AspNetCore.Server.IISIntegration'),
        }),
      ]);
    });
  };
}
