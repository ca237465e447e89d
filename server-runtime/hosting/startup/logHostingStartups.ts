import { LogLevel } from '../../logging/logLevel.ts';
import type { Logger } from '../../logging/logger.ts';
import { HostingEvents } from '../hostingEvents.ts';
import type { HostingStartupReport } from './hostingStartups.ts';

/** Tells the log what came of the hosting startups, which ran before there was one. */
export function logHostingStartups(logger: Logger, report: HostingStartupReport): void {
  for (const assemblyName of report.loaded) {
    const message = 'Loaded hosting startup assembly {assemblyName}';
    logger.log(LogLevel.debug, HostingEvents.hostingStartupLoaded, message, { assemblyName });
  }
  for (const name of report.duplicates) {
    logger.warning(
      'The assembly {name} was specified multiple times. Hosting startup assemblies should only be specified once.',
      { name },
    );
  }
  for (const error of report.errors) {
    const message = 'Hosting startup assembly exception';
    const { hostingStartupException } = HostingEvents;
    logger.log(LogLevel.error, hostingStartupException, message, undefined, error);
  }
}
