import { LoggerFactory } from '../../logging/loggerFactory.ts';
import type { ServiceKey } from '../../primitives/serviceProvider.ts';
import { IApplicationLifetime } from '../applicationLifetime.ts';
import { IConfiguration } from '../configurationService.ts';
import { IHostingEnvironment } from '../hostingEnvironment.ts';

/** Names of parameters that stand for services of the host; `services` is the provider itself. */
export const wellKnownServices: ReadonlyMap<string, ServiceKey<unknown>> = new Map<
  string,
  ServiceKey<unknown>
>([
  ['loggerFactory', LoggerFactory],
  ['env', IHostingEnvironment],
  ['environment', IHostingEnvironment],
  ['hostingEnvironment', IHostingEnvironment],
  ['lifetime', IApplicationLifetime],
  ['applicationLifetime', IApplicationLifetime],
  ['configuration', IConfiguration],
  ['config', IConfiguration],
  ['services', 'services'],
  ['serviceProvider', 'services'],
]);
