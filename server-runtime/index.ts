/** The public face of the runtime: all that an app imports from `@server-profiles/runtime`. */
export { ApplicationBuilder, type FileServerOptions } from './face/applicationBuilder.ts';
export { fetchHandler, type FetchFunction } from './face/fetchHandler.ts';
export { nodeHandler, type NodeListener } from './face/nodeHandler.ts';
export { WebHostBuilder } from './face/webHostBuilder.ts';
export { WebHost } from './hosting/webHost.ts';
export { IServer } from './hosting/abstractions/server.ts';
export { IServerAddressesFeature } from './hosting/abstractions/serverAddresses.ts';
export type { IHttpApplication } from './hosting/abstractions/httpApplication.ts';
export { serveRequest } from './hosting/abstractions/serveRequest.ts';
export { IApplicationLifetime } from './hosting/applicationLifetime.ts';
export { IConfiguration } from './hosting/configurationService.ts';
export { IHostedService } from './hosting/hostedService.ts';
export { IHostingEnvironment } from './hosting/hostingEnvironment.ts';
export type { IHostingStartup } from './hosting/startup/hostingStartups.ts';
export { IStartupFilter, type ConfigureDelegate } from './hosting/startup/startupFilter.ts';
export { ServiceCollection } from './hosting/services/serviceCollection.ts';
export type { WebHostBuilderContext } from './hosting/webHostDefinition.ts';
export {
  serviceKey,
  type InterfaceKey,
  type ServiceKey,
  type ServiceProvider,
} from './primitives/serviceProvider.ts';
export { BadHttpRequestError } from './http/badHttpRequestError.ts';
export { FeatureCollection, type IFeatureCollection } from './http/featureCollection.ts';
export { featureKey, type FeatureKey } from './http/featureKey.ts';
export { IBadRequestExceptionFeature } from './http/features/badRequestExceptionFeature.ts';
export {
  IConnectionEndPointFeature,
  type EndPoint,
} from './http/features/connectionEndPointFeature.ts';
export { IConnectionIdFeature } from './http/features/connectionIdFeature.ts';
export { IConnectionItemsFeature } from './http/features/connectionItemsFeature.ts';
export { IConnectionLifetimeFeature } from './http/features/connectionLifetimeFeature.ts';
export { IConnectionLifetimeNotificationFeature } from './http/features/connectionLifetimeNotificationFeature.ts';
export { IFormFeature } from './http/features/formFeature.ts';
export {
  IHttpAuthenticationFeature,
  type Principal,
} from './http/features/httpAuthenticationFeature.ts';
export { IHttpConnectionFeature } from './http/features/httpConnectionFeature.ts';
export { IHttp2StreamIdFeature } from './http/features/http2StreamIdFeature.ts';
export { IHttpExtendedConnectFeature } from './http/features/httpExtendedConnectFeature.ts';
export { IHttpMaxRequestBodySizeFeature } from './http/features/httpMaxRequestBodySizeFeature.ts';
export { IHttpMinRequestBodyDataRateFeature } from './http/features/httpMinRequestBodyDataRateFeature.ts';
export { IHttpMinResponseDataRateFeature } from './http/features/httpMinResponseDataRateFeature.ts';
export { IHttpRequestBodyDetectionFeature } from './http/features/httpRequestBodyDetectionFeature.ts';
export { IHttpRequestFeature, type BodyReader } from './http/features/httpRequestFeature.ts';
export { IHttpRequestIdentifierFeature } from './http/features/httpRequestIdentifierFeature.ts';
export { IHttpRequestLifetimeFeature } from './http/features/httpRequestLifetimeFeature.ts';
export { IHttpRequestTrailersFeature } from './http/features/httpRequestTrailersFeature.ts';
export { IHttpResponseBodyFeature } from './http/features/httpResponseBodyFeature.ts';
export {
  IHttpResponseFeature,
  type ResponseCallback,
} from './http/features/httpResponseFeature.ts';
export { IHttpResetFeature } from './http/features/httpResetFeature.ts';
export { IHttpResponseTrailersFeature } from './http/features/httpResponseTrailersFeature.ts';
export { IHttpUpgradeFeature } from './http/features/httpUpgradeFeature.ts';
export {
  IHttpWebSocketFeature,
  type IWebSocket,
  type WebSocketAcceptOptions,
} from './http/features/httpWebSocketFeature.ts';
export { IItemsFeature } from './http/features/itemsFeature.ts';
export { INodeHttpFeature } from './http/features/nodeHttpFeature.ts';
export { IPersistentStateFeature } from './http/features/persistentStateFeature.ts';
export { IQueryFeature } from './http/features/queryFeature.ts';
export { IRequestCookiesFeature } from './http/features/requestCookiesFeature.ts';
export {
  IResponseCookiesFeature,
  type IResponseCookies,
} from './http/features/responseCookiesFeature.ts';
export { IServiceProvidersFeature } from './http/features/serviceProvidersFeature.ts';
export { ITlsConnectionFeature } from './http/features/tlsConnectionFeature.ts';
export { ITlsHandshakeFeature } from './http/features/tlsHandshakeFeature.ts';
export { Form } from './http/form/form.ts';
export { FormFile } from './http/form/formFile.ts';
export type { FormLimits } from './http/form/formLimits.ts';
export { HeaderDictionary } from './http/headerDictionary.ts';
export type { IHeaderDictionary } from './http/headers.ts';
export { HttpContext } from './http/httpContext.ts';
export type { HttpRequest } from './http/httpRequest.ts';
export type { HttpResponse } from './http/httpResponse.ts';
export { RequestFeatures } from './http/requestFeatures.ts';
export { ResponseBase } from './http/responseBase.ts';
export { StreamBody } from './http/streamBody.ts';
export { StreamResponse } from './http/streamResponse.ts';
export type { CookieOptions } from './http/responseCookies.ts';
export type { MinDataRate } from './http/minDataRate.ts';
export type { Middleware, PipelineComponent, RequestDelegate } from './http/requestDelegate.ts';
export { IExceptionHandlerFeature } from './middleware/errorPage/exceptionHandlerFeature.ts';
export type { HstsOptions } from './middleware/hsts/hsts.ts';
export type { HttpsRedirectionOptions } from './middleware/httpsRedirection/httpsRedirection.ts';
export type { RequestLoggingOptions } from './middleware/requestLogging/requestLogging.ts';
export type { ResponseCompressionOptions } from './middleware/responseCompression/responseCompressionOptions.ts';
export type { DefaultFilesOptions } from './middleware/staticFiles/defaultFiles.ts';
export type { ServedFile, StaticFileOptions } from './middleware/staticFiles/staticFileOptions.ts';
export type { WebSocketOptions } from './middleware/webSockets/webSockets.ts';
export type { ForwardedHeadersOptions } from './middleware/forwardedHeaders/forwardedHeadersOptions.ts';
export type { HttpProtocols } from './servers/kestrel/endpoints/httpProtocols.ts';
export type { ListenOptions } from './servers/kestrel/endpoints/listenOptions.ts';
export type { HttpsOptions } from './servers/kestrel/httpsOptions.ts';
export { KestrelServer } from './servers/kestrel/kestrelServer.ts';
export type { KestrelServerOptions } from './servers/kestrel/kestrelServerOptions.ts';
export { NodeHttpServer, type NodeHttpServerOptions } from './servers/nodeHttp/nodeHttpServer.ts';
export type { Listen, ListenTarget } from './servers/shared/bindAddress.ts';
export { bindAddresses } from './servers/shared/bindAddresses.ts';
export type { AddressSources, AddressToBind } from './servers/shared/chooseAddresses.ts';
export {
  parseTarget,
  type RequestTarget,
  type TargetForm,
} from './servers/shared/http1/requestTarget.ts';
export { addNodeFeatures } from './servers/shared/nodeFeatures.ts';
export { serveUpgrades } from './servers/shared/nodeUpgrade.ts';
export { ServerAddresses } from './servers/shared/serverAddresses.ts';
export type { TestRequest } from './servers/testServer/testRequest.ts';
export type { TestResponse } from './servers/testServer/testResponse.ts';
export { TestServer } from './servers/testServer/testServer.ts';
export { ConfigurationBuilder } from './configuration/configurationBuilder.ts';
export type { Configuration, ConfigurationSection } from './configuration/configuration.ts';
export { ConfigurationError } from './configuration/configurationError.ts';
export type {
  ConfigurationProvider,
  ConfigurationSource,
} from './configuration/configurationProvider.ts';
export type { ConfigurationRoot } from './configuration/configurationRoot.ts';
export type { JsonFileOptions } from './configuration/sources/jsonFileProvider.ts';
export { LoggerFactory } from './logging/loggerFactory.ts';
export { LogLevel } from './logging/logLevel.ts';
export type { LogEntry, LoggerProvider } from './logging/logEntry.ts';
export type { LogFilter } from './logging/logFilters.ts';
export type { Logger, LogScope, LogState } from './logging/logger.ts';
export { nullLogger } from './logging/nullLogger.ts';
export type { ConsoleLoggerOptions } from './logging/console/consoleLoggerOptions.ts';
