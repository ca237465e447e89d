import { LogLevel } from '../../logging/logLevel.ts';
import type { Logger } from '../../logging/logger.ts';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import type { EndpointLog } from './endpoints/serverEndpoints.ts';
import type { TlsLog } from './tlsListener.ts';
import type { Http1Log, LoggedConnection, LoggedRequest } from '../shared/http1/http1Log.ts';

const category = 'Microsoft.AspNetCore.Server.Kestrel';

/** Every entry that Kestrel writes, with its number, category and level: those of ASP.NET Core. */
export class KestrelLog implements Http1Log, EndpointLog, TlsLog {
  readonly #general: Logger;
  readonly #connections: Logger;
  readonly #badRequests: Logger;
  readonly #https: Logger;

  constructor(loggerFactory: Pick<LoggerFactory, 'createLogger'>) {
    this.#general = loggerFactory.createLogger(category);
    this.#connections = loggerFactory.createLogger(`${category}.Connections`);
    this.#badRequests = loggerFactory.createLogger(`${category}.BadRequests`);
    this.#https = loggerFactory.createLogger(`${category}.Https`);
  }

  debug(message: string): void {
    this.#general.debug('{message}', { message });
  }

  information(message: string): void {
    this.#general.information('{message}', { message });
  }

  warning(message: string): void {
    this.#general.warning('{message}', { message });
  }

  endpointsStopping(addresses: readonly string[]): void {
    const message = "Config changed. Stopping the following endpoints: '{endpoints}'";
    this.#general.information(message, { endpoints: addresses.join("', '") });
  }

  endpointsStarting(addresses: readonly string[]): void {
    const message = "Config changed. Starting the following endpoints: '{endpoints}'";
    this.#general.information(message, { endpoints: addresses.join("', '") });
  }

  endpointNotBound(url: string, error: unknown): void {
    this.#general.critical("Unable to bind to '{url}' on config reload.", { url }, error);
  }

  configurationNotReloaded(error: unknown): void {
    this.#general.critical('Unable to reload configuration.', {}, error);
  }

  connectionStarted(connection: LoggedConnection): void {
    if (!this.#connections.isEnabled(LogLevel.debug)) return;
    const { connectionId } = connection;
    this.#connections.log(LogLevel.debug, 1, 'Connection id "{connectionId}" started.', {
      connectionId,
    });
  }

  connectionStopped(connection: LoggedConnection): void {
    if (!this.#connections.isEnabled(LogLevel.debug)) return;
    const { connectionId } = connection;
    this.#connections.log(LogLevel.debug, 2, 'Connection id "{connectionId}" stopped.', {
      connectionId,
    });
  }

  connectionAborted(connection: LoggedConnection, reason: string): void {
    if (!this.#connections.isEnabled(LogLevel.debug)) return;
    const { connectionId } = connection;
    this.#connections.log(
      LogLevel.debug,
      34,
      'Connection id "{connectionId}" was aborted: {reason}',
      { connectionId, reason },
    );
  }

  connectionRejected(remoteAddress: string | undefined): void {
    this.#connections.log(
      LogLevel.warning,
      24,
      'Connection from {remoteAddress} rejected because the maximum number of concurrent connections has been reached.',
      { remoteAddress: remoteAddress ?? 'a socket' },
    );
  }

  badRequest(connection: LoggedConnection, error: Error): void {
    if (!this.#badRequests.isEnabled(LogLevel.debug)) return;
    const { connectionId } = connection;
    this.#badRequests.log(
      LogLevel.debug,
      17,
      'Connection id "{connectionId}" bad request data: "{message}"',
      { connectionId, message: error.message },
      error,
    );
  }

  applicationError(request: LoggedRequest, error: unknown): void {
    const { traceIdentifier } = request;
    this.#general.log(
      LogLevel.error,
      13,
      'Connection id "{connectionId}", Request id "{traceIdentifier}": An unhandled exception was thrown by the application.',
      { connectionId: traceIdentifier.split(':')[0], traceIdentifier },
      error,
    );
  }

  handshakeFailed(error: Error): void {
    this.#https.log(LogLevel.debug, 1, 'Failed to authenticate HTTPS connection.', {}, error);
  }

  certificateNotReloaded(error: unknown): void {
    const message = 'A changed certificate could not be loaded; the one before stays in use.';
    this.#https.log(LogLevel.error, 6, message, {}, error);
  }
}
